"""The pictures themselves: map, comparison, path, weeks."""
