"""The table of access: for each route and method, who may come. Only the middleware of `turning_away` applies it.

Seeing is settled here: what one may not see answers 404. Whether a capacity may *do* something now is settled by the rules of each room.
"""

from __future__ import annotations

from .agreement import AGREEMENT
from .bodies import BODIES
from .door import DOOR
from .money import MONEY
from .projects import PROJECTS
from .who import Who

__all__ = ["ACCESS", "NEVER_ROLLED_BACK", "Who"]

ACCESS: dict[str, dict[str, Who]] = {**DOOR, **AGREEMENT, **BODIES, **PROJECTS, **MONEY}
"""Route name → method → who. A route without a row is closed to all and fails the tests. HEAD follows GET."""

NEVER_ROLLED_BACK = ("account_log", "account_conf", "account_rea", "account_change", "account_set", "mfa_")
"""Pages of the sign-in library: what they count (attempts) must not be undone because somebody added a form key to their post."""
