"""What a form must look like: Discord's limits on messages, components, commands, modals; refusals with the exact place."""
