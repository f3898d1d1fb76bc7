"""What a message asks of a talk: its dialogue act, what it points to, and the plan of the turn."""
