"""Simulated people: tests act and read as users do, with the same restrictions as Discord's own client."""
