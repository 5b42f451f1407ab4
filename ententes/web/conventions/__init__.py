"""Conventions with promoters: drawn up, signed, paid; and the page of each for its promoter."""
