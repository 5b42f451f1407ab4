"""Readings of projects: norms in force, what a budget gives under them, calls and applications."""
