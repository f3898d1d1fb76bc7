"""A career advisor for people in data and machine learning, answering from a curated knowledge base."""

__version__ = "0.1.0"
