"""Events from the gateway: which are for us, and where they come from."""
