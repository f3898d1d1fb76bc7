"""The HTTP door: Discord's API, version 10, over the world."""
