"""What happens to projects; each module has its own subject."""

from .admissibility import check, pronounce, set_checklist
from .applications import answer, begin, deposit, keep_draft, set_budget, withdraw
from .calls import cancel, draft, prolong, publish, revise
from .completions import ask_completion, complete, keep_completion_draft, remind_incomplete, take_back
from .norms import set_norms
from .people import answer_letter, dismiss, invite, send_letter
from .pieces import join, take_out

__all__ = [
    "answer",
    "answer_letter",
    "ask_completion",
    "begin",
    "cancel",
    "check",
    "complete",
    "deposit",
    "dismiss",
    "draft",
    "invite",
    "join",
    "keep_completion_draft",
    "keep_draft",
    "prolong",
    "pronounce",
    "publish",
    "remind_incomplete",
    "revise",
    "send_letter",
    "set_budget",
    "set_checklist",
    "set_norms",
    "take_back",
    "take_out",
    "withdraw",
]
