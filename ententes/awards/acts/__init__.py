"""What happens to projects put before the bodies; each module has its own subject."""

from .proposing import bear, begin, complete, describe, open_matter, propose

__all__ = ["bear", "begin", "complete", "describe", "open_matter", "propose"]
