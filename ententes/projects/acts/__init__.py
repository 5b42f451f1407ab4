"""What happens to projects; each module has its own subject."""

from .admissibility import check, pronounce, set_checklist
from .applications import answer, begin, deposit, keep_draft, set_budget, withdraw
from .calls import cancel, draft, prolong, publish, revise
from .norms import set_norms

__all__ = [
    "answer",
    "begin",
    "cancel",
    "check",
    "deposit",
    "draft",
    "keep_draft",
    "prolong",
    "pronounce",
    "publish",
    "revise",
    "set_budget",
    "set_checklist",
    "set_norms",
    "withdraw",
]
