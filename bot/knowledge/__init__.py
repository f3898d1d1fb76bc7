"""The knowledge files: their schema, reading them with exact places of errors, and the library that they make."""
