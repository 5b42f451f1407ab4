"""Matters: what passes from body to body, where each one is, and what stands in the way of its next step."""
