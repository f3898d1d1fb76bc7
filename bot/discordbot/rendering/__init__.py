"""Renders replies as Discord messages."""
