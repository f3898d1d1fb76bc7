"""Keeping the knowledge: edits that are checked and proved before they go live, their history, and the files in step with it."""
