"""All texts that the Discord door itself sends to users."""
