"""Gaps: what counts as not answered, without whose it was, and what was asked alike."""
