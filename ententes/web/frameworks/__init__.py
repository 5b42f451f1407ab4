"""Frameworks and protocols: reading one, writing its sections, comparing and taking back what they were, bringing in a file."""
