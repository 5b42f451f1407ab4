"""Readings of analysis; each module has its own subject."""
