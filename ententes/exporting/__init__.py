"""Documents out: the plan as Word, tagged PDF, workbook, CSV and JSON (`export`), and any text in sections as Word or PDF (`typeset`)."""

from .document import FORMATS, TEXT_FORMATS, Made, export, typeset
from .text import Text, TextSection, TextTable

__all__ = ["FORMATS", "TEXT_FORMATS", "Made", "Text", "TextSection", "TextTable", "export", "typeset"]
