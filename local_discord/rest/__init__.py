"""The HTTP API: version 10 of Discord's REST API."""
