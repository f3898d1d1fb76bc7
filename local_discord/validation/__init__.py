"""Validation of request bodies: Discord's limits on messages, components, commands and modals, with the place of each error."""
