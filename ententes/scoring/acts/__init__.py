"""What happens in an analysis; each module has its own subject."""

from .analyses import assign, change_analysis, declare, open_analysis, remind_analysts, unassign, undertake
from .grids import renew_grid, rewrite_grid, write_grid
from .opinions import accept_opinion, ask_opinion, decline_opinion, give_opinion, remind_opinions, withdraw_opinion
from .scores import agree, keep_consensus_draft, keep_sheet, keep_sheet_draft, lock

__all__ = [
    "accept_opinion",
    "agree",
    "ask_opinion",
    "assign",
    "change_analysis",
    "declare",
    "decline_opinion",
    "give_opinion",
    "keep_consensus_draft",
    "keep_sheet",
    "keep_sheet_draft",
    "lock",
    "open_analysis",
    "remind_analysts",
    "remind_opinions",
    "renew_grid",
    "rewrite_grid",
    "unassign",
    "undertake",
    "withdraw_opinion",
    "write_grid",
]
