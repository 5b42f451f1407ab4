"""Points to clarify: what the document leaves odd or silent, each found by a general rule of its own."""

from .found import Known
from .rules import find_points
from .sentences import sentence

__all__ = ["Known", "find_points", "sentence"]
