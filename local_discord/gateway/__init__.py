"""The gateway: websocket connections, bots' sessions, and the delivery of events."""
