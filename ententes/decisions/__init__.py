"""Matters that pass from body to body by the powers the agreement gives, the resolutions taken on them, and the register of both."""
