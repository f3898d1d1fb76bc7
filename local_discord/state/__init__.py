"""What exists in the local Discord: plain values and the world that holds them; no HTTP, no gateway."""
