"""What happens to projects; each module has its own subject."""

from .calls import cancel, draft, prolong, publish, revise
from .norms import set_norms

__all__ = ["cancel", "draft", "prolong", "publish", "revise", "set_norms"]
