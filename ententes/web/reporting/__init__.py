"""Conventions under way, on both sides: reports of promoters, what is owed back, early ends and closing."""
