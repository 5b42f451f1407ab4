"""Meetings of bodies before, during and after, and what bodies resolve in writing between two of them."""
