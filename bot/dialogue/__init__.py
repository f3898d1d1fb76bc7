"""Where a conversation stands, and what the next message means in it."""
