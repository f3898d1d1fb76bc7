"""What can be done in the world: each deed checks, changes and tells; doors and people call only these."""
