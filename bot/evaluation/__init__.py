"""Measures how well the advisor reads questions, on files of labelled questions."""
