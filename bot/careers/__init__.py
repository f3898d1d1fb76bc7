"""Domain reasoning over roles and moves: paths, skill gaps, recommendations."""
