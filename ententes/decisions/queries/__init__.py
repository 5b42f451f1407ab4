"""Readings of matters: the chain that mandates make, where a matter stands, and what the register proves."""
