"""Resolutions proposed in writing: opened by the coordination, signed by the link of a letter, followed by the body."""
