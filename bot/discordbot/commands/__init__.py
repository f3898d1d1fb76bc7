"""Slash commands and menus."""
