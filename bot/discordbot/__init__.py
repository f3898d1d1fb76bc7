"""The Discord door: receives questions from Discord, and renders the advisor's replies as Discord messages."""
