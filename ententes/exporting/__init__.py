"""Documents out: the plan as Word, tagged PDF, workbook, CSV and JSON. `export` is the only door."""

from .document import FORMATS, Made, export

__all__ = ["FORMATS", "Made", "export"]
