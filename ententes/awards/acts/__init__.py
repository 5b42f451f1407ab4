"""What happens to projects put before the bodies; each module has its own subject."""

from .combining import combine, drop_scenario
from .effects import settle
from .proposing import bear, begin, complete, describe, open_matter, propose, withdraw_concerned
from .telling import announce, call_off, postpone_announcement, tell

__all__ = [
    "announce",
    "bear",
    "begin",
    "call_off",
    "combine",
    "complete",
    "describe",
    "drop_scenario",
    "open_matter",
    "postpone_announcement",
    "propose",
    "settle",
    "tell",
    "withdraw_concerned",
]
