"""The charts: career map, comparison, path and weekly chart."""
