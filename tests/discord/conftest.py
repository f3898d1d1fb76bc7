"""Imports discord.py once before the tests: on Python 3.11 and 3.12 the import warns that `audioop` is deprecated."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    import discord  # noqa: F401
