"""Keeping the knowledge from Discord: commands, forms and lists for moderators, each step with its rights checked."""
