"""What happens to conventions. All are called as `conventions.acts.…`."""

from .changing import analyse_change, ask_change, decide_change, put_change, send_addendum, withdraw_change
from .closing import agree_schedule, claim, close, find_recovery, repay, terminate, write_off
from .paying import approve_payment, enter_payment, meet, refuse_payment, reserve_credits
from .reporting import (
    accept_report,
    deposit_report,
    expect,
    expect_report,
    join_report_piece,
    keep_report_draft,
    remind_reports,
    return_report,
    waive_report,
    write_report,
)
from .signing import declare_default, file_paper, lift_default, recall, release_lapsed, remind_signatories, sign
from .writing import draw_up, name_signatory, reword, send, set_clauses

__all__ = [
    "accept_report",
    "agree_schedule",
    "analyse_change",
    "approve_payment",
    "ask_change",
    "claim",
    "close",
    "decide_change",
    "declare_default",
    "deposit_report",
    "draw_up",
    "enter_payment",
    "expect",
    "expect_report",
    "file_paper",
    "find_recovery",
    "join_report_piece",
    "keep_report_draft",
    "lift_default",
    "meet",
    "name_signatory",
    "put_change",
    "recall",
    "refuse_payment",
    "release_lapsed",
    "remind_reports",
    "remind_signatories",
    "repay",
    "reserve_credits",
    "return_report",
    "reword",
    "send",
    "send_addendum",
    "set_clauses",
    "sign",
    "terminate",
    "waive_report",
    "withdraw_change",
    "write_off",
    "write_report",
]
