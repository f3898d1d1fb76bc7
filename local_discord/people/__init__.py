"""People: what a member does and sees, for tests that read as conversations."""
