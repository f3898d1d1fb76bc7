"""The command line: what a person types in a shell."""
