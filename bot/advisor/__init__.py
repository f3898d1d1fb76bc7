"""What to say: (question, conversation, knowledge) → (reply, next conversation). Pure: no I/O, no door's details."""
