"""Conventions with promoters: signed, paid, changed, reported on, closed."""
