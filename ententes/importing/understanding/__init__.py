"""Understands a document by general rules: the agreement, its bodies and mandates, its plan, and the points to clarify."""

from .reading_of import understand
from .refusal import NotUnderstood

__all__ = ["NotUnderstood", "understand"]
