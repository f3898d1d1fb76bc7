"""Numbers for moderators: what is counted of a turn, and what may be told of the counts."""
