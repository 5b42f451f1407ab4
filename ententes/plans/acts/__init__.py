"""What happens to plans. Each file of this folder holds acts of one kind; all are called as `plans.acts.…`."""

# ruff: noqa: F401

from .asking import ask, remind, remind_due, withdraw
from .calendar import change_calendar
from .chains import settle_chain
from .drafting import (
    ActionDraft,
    PointDraft,
    ResponsibilityDraft,
    RowDraft,
    ScheduleDraft,
    TargetDraft,
    add_action,
    add_actions,
    add_section,
    add_source_row,
    add_source_rows,
    draft_plan,
    raise_point,
    raise_points,
    withdraw_plan,
)
from .editing import add, merge, move, move_to, remove, reword, split
from .news import answer, drop_draft, note, save_draft
from .points import dismiss, reopen, settle
from .proposing import propose, revise
from .rolling import begin, roll_over
from .undoing import drop_section, move_section, open_section, rename_section, undo
