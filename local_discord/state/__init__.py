"""The state of the local Discord: users, guilds, channels, messages, and the world that holds them. No HTTP, no gateway."""
