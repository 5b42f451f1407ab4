"""Readings of projects put before the bodies."""
