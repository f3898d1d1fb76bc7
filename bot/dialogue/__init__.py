"""The state of a conversation, and what the next message means in it."""
