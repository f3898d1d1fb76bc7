"""Replies as Discord messages."""
