"""Features of a message, and the models that score them."""
