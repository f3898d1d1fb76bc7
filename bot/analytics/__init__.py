"""Questions that were answered badly, found and grouped without the names of their askers; and counts of usage."""
