"""Maintaining the knowledge: edits that are checked before they go live, their history, and the files in step with it."""
