"""Natural language understanding: from text to a scored, explained query. Pure functions over immutable values; no I/O."""
