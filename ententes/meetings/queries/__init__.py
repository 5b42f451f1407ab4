"""Readings of meetings: who may decide, what was held, and what awaits whom."""
