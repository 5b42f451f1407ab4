"""Numbers of resolutions: the pattern of the body's rules, the day of the sitting, and the next rank that never served."""

from __future__ import annotations

import re
from datetime import date

from ententes.committees.models import Body
from ententes.ground.french import fold

from ..models import Resolution

USUAL = "{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}"


def next_number(body: Body, day: date) -> str:
    """The next number of the body for a sitting of that day. Hold the head of the register first: none is then given twice."""
    rules = body.procedures.filter(starts_on__lte=day).first()
    pattern = rules.numbering if rules else USUAL
    fields = {"SIGLE": sigle(body), "AAAA": f"{day.year:04}", "AA": f"{day.year % 100:02}", "MM": f"{day.month:02}", "JJ": f"{day.day:02}"}
    before, after = (re.sub(r"{(\w+)}", lambda found: fields.get(found[1], found[0]), part) for part in pattern.split("{NN}", 1))
    taken = Resolution.objects.filter(agreement=body.agreement_id, number__startswith=before).values_list("number", flat=True)
    ranks = [int(rank) for number in taken if (rank := number[len(before) :].removesuffix(after)).isdigit()]
    return f"{before}{max(ranks, default=0) + 1:02}{after}"


def sigle(body: Body) -> str:
    """The acronym of the body in capitals, or the first letters of the words of its name."""
    if body.acronym:
        return body.acronym.upper()
    words = [word for word in re.findall(r"[\w]+", fold(body.name)) if len(word) > 2]
    return "".join(word[0] for word in words).upper()[:6] or "R"
