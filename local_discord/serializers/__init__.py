"""How the world is told: from values to the JSON that Discord would send; no rules, no changes."""
