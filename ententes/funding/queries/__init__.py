"""Readings of money; each module has its own subject."""
