"""Answers about moves: between two roles, bridged by what is known of both, with an open end."""
