"""Turns of users, the same for every door: lock, load, answer, store, forget, count."""
