"""What we know: the schema of the knowledge files, reading them with exact error places, and the library they make."""
