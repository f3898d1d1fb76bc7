"""Actions: every change of the state. Each checks its rules, changes the world and publishes events.

The HTTP routes and the simulated people change the world only through these functions.
"""
