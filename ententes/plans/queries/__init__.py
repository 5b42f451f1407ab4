"""Readings of plans: where each action stands, and the light rows that lists show."""
