"""Readings of conventions."""
