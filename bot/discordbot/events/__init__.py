"""Gateway events: which messages are questions, and in which place a user talks with the bot."""
