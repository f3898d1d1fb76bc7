"""Moderators edit the knowledge from Discord, and decide on suggestions. Rights are checked at every step."""
