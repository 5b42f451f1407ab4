"""Readings of bodies. Each file of this folder reads one thing; all are called as `committees.queries.…`."""

# ruff: noqa: F401

from .capacities import Capacity, capacities, said
from .people import Invented, InventedGroup, invented_people, kind_words, people_of
from .procedures import (
    SeatCount,
    entitled,
    procedure_on,
    quorum_needed,
    seat_count,
    seats_of,
    spelled_out,
    voting_terms,
)
from .seats import Coverage, Held, Place, Post, charged, coverage, places, posts
