"""Measuring how well questions are read, on labelled files."""
