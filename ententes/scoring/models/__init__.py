"""Grids, those who analyse, what each scored, what they agreed on, and what was asked outside."""

from .agreed import Consensus, ConsensusDraft, Opinion
from .analyses import Analysis, Assignment, Declaration, Sheet, Undertaking
from .grids import Grid

__all__ = ["Analysis", "Assignment", "Consensus", "ConsensusDraft", "Declaration", "Grid", "Opinion", "Sheet", "Undertaking"]
