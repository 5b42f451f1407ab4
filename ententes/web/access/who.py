"""Who may come to a route: the words of the table of access."""

from __future__ import annotations

from enum import Enum


class Who(Enum):
    """Who may come to a route."""

    EVERYONE = "everyone"
    LINK = "whoever holds the signed link"
    SIGNED_IN = "whoever is signed in"
    OPENER = "whoever may open an agreement"
    SEES = "whoever sees the agreement"
    MEMBER = "whoever has a capacity in the agreement"
    COORDINATION = "the coordination of the agreement"
    ACCOUNTS = "whoever keeps the accounts of the agreement: its coordination, the finances of its manager"
    TECHNICAL = "the technical administration"
    DEMO = "everyone, in the demonstration only"
    FIRST = "everyone, as long as the installation is empty"
    NOBODY = "nobody: a page of a library that stays closed"
