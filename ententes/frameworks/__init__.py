"""Frameworks, protocols and other documents that bodies write section by section, and adopt."""
