"""What happens to conventions. All are called as `conventions.acts.…`."""

from .paying import approve_payment, enter_payment, meet, refuse_payment
from .signing import declare_default, file_paper, lift_default, release_lapsed, remind_signatories, sign
from .writing import draw_up, name_signatory, reword, send, set_clauses

__all__ = [
    "approve_payment",
    "declare_default",
    "draw_up",
    "enter_payment",
    "file_paper",
    "lift_default",
    "meet",
    "name_signatory",
    "refuse_payment",
    "release_lapsed",
    "remind_signatories",
    "reword",
    "send",
    "set_clauses",
    "sign",
]
