"""What happens to projects; each module has its own subject."""

from .applications import answer, begin, deposit, keep_draft, set_budget, withdraw
from .calls import cancel, draft, prolong, publish, revise
from .norms import set_norms

__all__ = [
    "answer",
    "begin",
    "cancel",
    "deposit",
    "draft",
    "keep_draft",
    "prolong",
    "publish",
    "revise",
    "set_budget",
    "set_norms",
    "withdraw",
]
