"""The agreement itself: its titles, region, field, years, dates, context and purpose, as far as the document says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ententes.ground.calendar_words import month_number
from ententes.ground.french import even
from ententes.importing.reading import AgreementRead
from ententes.importing.tree import Place

from .outline import Line, single_cells
from .region_and_field import field_in, region_at_end, region_called, region_in
from .titles import numbered, runs_on, sentences

_PLAN = re.compile(
    r"\bplans? (?:d'actions?|de travail|annuel|triennal|quinquennal|strategique|de mise en (?:œ|oe)uvre|de developpement"
    r"|de communication)|\bplanification"
    r"|\bfeuille de route|\b(?:action|work|strategic|implementation|annual|operational|business) plans?\b|\bwork ?plans?\b|\broad ?map"
    r"|\bprogrammation\b|\bprogrammes? d'actions?\b|\bcalendrier de travail"
)
_AGREEMENT = re.compile(
    r"\bententes?\b|\baccords?\b|\bagreements?\b|\bconvention\b|\bprotocole d|\bpartenariat|\bpartnerships?\b|\bmemorandum|\bpacte\b"
    r"|\balliance\b"
)
# Words that name the frame of a plan where no agreement is named above it.
_FRAME = re.compile(r"\b(?:contrat|politique|strategie|charte|compact|strategy|policy|charter|demarche)s?\b")
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_DATE = re.compile(
    rf"(?:(?P<d>[0-9]{{1,2}})(?:er|st|nd|rd|th)? )?(?P<m>{_MONTHS})(?: (?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?,)?,? (?P<y>(?:19|20)[0-9]{{2}})"
    r"|(?P<iy>(?:19|20)[0-9]{2})-(?P<im>[01][0-9])(?:-(?P<id>[0-3][0-9]))?(?![0-9-])"
)
_DATED_LINE = re.compile(
    r"(?:[\w' -]{2,40}, )?(?:(?:adopte|mis a jour|mise a jour|revise|version|date|dated|(?:last )?updated|derniere (?:mise a jour|revision)"
    r"|adopted|revised|depose|presente"
    r"|approuve|approved|effective|entree? en vigueur|signee?|prepared|issued|document|produit)[\w ]*?"
    r"(?:le|en|du|de|on|in|:|as of)? ?:? ?)?(?:le |la |the )?(?:lundi |mardi |mercredi |jeudi |vendredi )?"
)
# « (résolution 2024-12-311) », « par le conseil municipal »
_AFTER_DATE = re.compile(r"[ ,(.)]{0,3}(?:(?:resolution|res\.|par|lors|by|at) [^;:]{2,70})?")
_CONTEXT = re.compile(
    r"(?:\d[\d.]*\s*)?(?:mise en )?contexte?s?\b|(?:\d[\d.]*\s*)?(?:preambule|introduction|background|preamble|historique|presentation"
    r"|about)\b"
)
_PURPOSE = re.compile(
    r"\b(?:a|ont) pour (?:objet|but|objectifs?|mission|finalite|visee)s?(?: principale?| general| premier)? (?:de |d'|:)?"
    r"|\bvis(?:e|ent) (?:a |l'|le |la |les |notamment a |principalement a )"
    r"|\baims? (?:to|at) |\b(?:the )?purpose (?:of (?:the|this) \w+ )?is (?:to )?|\bseeks? to |\bis intended to "
    r"|\bobjective (?:of (?:the|this) \w+ )?is to "
)
_SIGNED = re.compile(
    r"\b(?:signee?s?|conclue?s?|signed|concluded)\b[^.;]{0,60}?\b(?:en|le|in|on"
    r"|depuis) (?P<when>(?:(?:[0-9]{1,2}(?:er)? )?[a-z]+ (?:[0-9]{1,2}, )?)?(?:19|20)[0-9]{2})"
)
_ONE_SPAN = r"(?P<a>(?:19|20)[0-9]{2})(?:\s*(?:-|/|a|au|to)\s*(?P<b>(?:19|20)[0-9]{2}|[0-9]{2}))?(?![0-9])"
_SPAN = r"(?P<a>(?:19|20)[0-9]{2})\s*(?:-|/|a|au|to|et)\s*(?P<b>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])"
_PERIOD = re.compile(
    r"\b(?:periode|pour les annees|annees|couvre|couvrant|de|entre|from|period|for|of|durant|between|entente|accord"
    r"|agreement)\b[^.;:]{0,40}?" + _SPAN
)
_DAYS = re.compile(
    rf"\b(?:du|from|le|period[e ]*[:,]|duree ?[:,]) (?P<sd>[0-9]{{1,2}})(?:er)? (?P<sm>{_MONTHS})(?: (?P<sy>(?:19|20)[0-9]{{2}}))?"
    rf" (?:au|to|et se termine le|jusqu'au)"
    rf" (?P<ed>[0-9]{{1,2}}) (?P<em>{_MONTHS})(?: (?P<ey>(?:19|20)[0-9]{{2}}))?"
)


@dataclass(slots=True)
class AgreementFound:
    """The agreement read from the text, the month in which its years begin, and the lines that told it."""

    read: AgreementRead
    month: int
    month_said: bool
    used: set[Place] = field(default_factory=set)
    titles: set[Place] = field(default_factory=set)


def language_of(lines: Sequence[Line], cells: Sequence[str]) -> str:
    """`en` where English small words outnumber French ones, otherwise `fr`."""
    words = re.findall(r"[a-z']+", even(" ".join([*(line.text for line in lines), *cells])[:60_000]))
    french = sum(word in _FRENCH_WORDS for word in words)
    return "en" if sum(word in _ENGLISH_WORDS for word in words) > french else "fr"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FRENCH_WORDS = _words("le la les des du de et en un une pour par sur aux dans avec est sont qui ")
_ENGLISH_WORDS = _words("the of and to in for with by on is are will shall from at an action lead partners ")


def preamble(lines: Sequence[Line]) -> list[Line]:
    """The lines before the body of the document: titles, dates, and short lines, up to the first paragraph, item or table."""
    front: list[Line] = []
    for line in lines:
        if line.kind in ("item", "table") or (line.kind == "text" and (len(line.text) > 160 or line.text.endswith((".", ":")))):
            break
        if front and line.kind == "title" and _CONTEXT.match(even(line.text)):
            break
        front.append(line)
        if len(front) == 12:
            break
    return front


def read_agreement(lines: Sequence[Line], cells: Sequence[str]) -> AgreementFound:
    """What the text says of the agreement; fields stay empty where it says nothing."""
    front = preamble(lines)
    used: set[Place] = set()
    told = (_dated(some) for some in (front, lines[: len(front) + 6], _covers(lines), lines))
    dated_words, dated_on, dated_place = next((one for one in told if one), ("", None, None))
    if dated_place:
        used.add(dated_place)
    agreement_title, plan_title, title_places = _titles([line for line in front if line.place != dated_place or is_plan(line.text)], lines)
    used |= set(title_places)
    if not plan_title:
        plan_title = next((one.text for one in lines if one.kind == "title" and is_plan(one.text) and title_years(one.text, 4)), "")
        plan_title = numbered(plan_title)[1]
    text = "\n".join(line.text for line in lines if line.text)
    title = _in_the_case_of(agreement_title or plan_title, [line for line in lines if line.place not in title_places])
    context, context_places = _context(lines)
    used |= context_places
    purpose, purpose_place = _purpose(lines)
    if purpose_place:
        used.add(purpose_place)
    signed = _SIGNED.search(even(text))
    month, said = _month(text, plan_title or title)
    if not said and month != 1 and any("€" in one for one in cells) and not any("$" in one for one in cells):
        month = 1  # where one counts in euros, public years are calendar years
    heading = f"{title}\n{plan_title}"
    ending, named = region_at_end(title, text), region_in(text, ending=False)
    # « … de la Vallée-Claire » and, further on, « la MRC de la Vallée-Claire ».
    if ending and ending not in named:
        named = region_called(text) or ending
    region = region_in(heading, ending=False) or named or region_in(heading)
    region = _in_the_case_of(region, lines)
    field_of = field_in(heading) or field_in(text)
    read = AgreementRead(
        title=title,
        plan_title=plan_title,
        region=region,
        field=field_of.removeprefix(region).strip() or field_of,
        title_years=title_years(plan_title, month) or title_years(agreement_title, month),
        column_years=[],
        period=_period(text, agreement_title if agreement_title != plan_title else "", month),
        signed=text[signed.start("when") : signed.end("when")] if signed else "",
        dated_words=dated_words,
        dated_on=dated_on,
        context=context,
        purpose=purpose,
        language=language_of(lines, cells),
        place=title_places[0] if title_places else (lines[0].place if lines else Place(1)),
    )
    return AgreementFound(read, month, said, used, {*title_places, *([dated_place] if dated_place else [])})


def _covers(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows of two cells (« Version du | 12 mai 2024 ») of the tables before the plan, as lines of text."""
    for line in lines:
        if line.table:
            return
        for row in line.unread.rows if line.unread else ():
            cells = single_cells(row)
            if len(cells) == 2:
                yield Line("text", f"{cells[0].rstrip(' :')} {cells[1]}", row.place)


def _dated(lines: Iterable[Line]) -> tuple[str, date | None, Place] | None:
    for line in lines:
        if line.kind == "table" or not line.text or len(line.text) > 90:
            continue
        plain = even(line.text).strip(" .()")
        found = _DATE.search(plain)
        if not found or not _AFTER_DATE.fullmatch(plain, found.end()):
            continue
        before = plain[: found.start()]
        if before and not _DATED_LINE.fullmatch(before) and not (is_plan(before) and re.search(r"[-–—,:(|] ?(?:le )?$", before)):
            continue
        offset = even(line.text).index(plain)
        return line.text[offset + found.start() : offset + found.end()], _day(found), line.place
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        if found["iy"]:
            return date(int(found["iy"]), int(found["im"]), int(found["id"] or 1))
        return date(int(found["y"]), month_number(found["m"]), int(found["d"] or found["ed"] or 1))
    except ValueError:
        return None


def _titles(front: Sequence[Line], lines: Sequence[Line]) -> tuple[str, str, list[Place]]:
    """The title of the agreement, the title of the plan, and where they stand. A title may run over several lines."""
    titles = [line for line in front if line.text and not _CONTEXT.match(even(line.text))]
    plan = next((line for line in titles if _PLAN.search(even(line.text))), None)
    before = titles[: titles.index(plan)] if plan else titles
    named = next((at for at, line in enumerate(titles) if line is not plan and _AGREEMENT.search(even(line.text))), None)
    if named is not None:
        run = [titles[named]]
        for line in titles[named + 1 :]:
            if line is plan or not runs_on(run[-1].text, line.text):
                break
            run.append(line)
        agreement, places = " ".join(line.text for line in run), [line.place for line in run]
    elif plan and _AGREEMENT.search(even(plan.text)) and (inside := _inside(plan.text)):
        agreement, places = inside, []
    else:
        agreement, places = _mentioned(lines), []
        frame = next((line for line in before if _FRAME.search(even(line.text))), None)
        if not agreement and (frame or (before and not plan)):
            agreement, places = (frame or before[0]).text, [(frame or before[0]).place]
    plan_text = plan.text if plan else ""
    if plan:
        following = titles[titles.index(plan) + 1 :]
        for line in following:
            # « Plan d'action » on one line, its years alone on the next one.
            if re.fullmatch(r"[\s(]*(?:19|20)\d\d\s*(?:[-/aà]\s*(?:20)?\d\d)?[\s)]*", even(line.text)):
                plan_text = f"{plan_text} {line.text}"
                places.append(line.place)
            break
        places.append(plan.place)
    title = agreement or plan_text
    return title[:1].upper() + title[1:], plan_text, places


def _inside(plan: str) -> str:
    """The agreement named inside the title of its plan: « Plan d'action 2024-2027 de l'Entente de développement culturel »."""
    found = re.search(r"(?:\bde l'|\bpour l'|\bof the |\bfor the |[-:,(] ?)(?=(?:entente|accord|convention|[\w -]*agreement))", even(plan))
    return plan[found.end() :].strip(" )") if found else ""


def _mentioned(lines: Sequence[Line]) -> str:
    """The agreement as a sentence names it: « L'Entente sectorielle … a été signée »."""
    for line in lines:
        found = re.search(
            r"\b(?P<name>(?:Entente|Accord|Convention|Protocole)s? (?:[a-zà-ÿ]+ )?(?:de |d'|d’|en |sur |pour |relati)[^.;:,()]{4,160}?)"
            r"(?= (?:a|est|vise|couvre|prévoit|constitue|qui|signée?|conclue?|regroupe|réunit|sera|entre|ont)\b|[.;:,(]|$)",
            line.text,
        ) or re.search(r"\b(?P<name>(?:[A-Z][\w-]+ ){1,8}Agreement)\b", line.text)
        if found:
            return found["name"].strip()
    return ""


def _in_the_case_of(title: str, lines: Sequence[Line]) -> str:
    """The title as a sentence of the document spells it, when it stands in capitals on the first page."""
    if not title.isupper():
        return title
    plain = even(title)
    for line in lines:
        at = even(line.text).find(plain)
        if at >= 0 and not line.text[at : at + len(plain)].isupper():
            return line.text[at : at + len(plain)]
    return title


def is_plan(title: str) -> bool:
    """Whether a title is that of a plan."""
    return _PLAN.search(even(title)) is not None


def title_years(title: str, month: int) -> list[int]:
    """The calendar years in which the fiscal years of a title start: « 2011-2012 » is one, « 2024-2027 » three."""
    span = rf"(?<![0-9]){_ONE_SPAN}(?P<more>(?:(?:,| et| and| &) (?:fy )?{_ONE_SPAN.replace('<', '<n')})?)"
    found = re.search(span, _undated(title))
    if not found:
        return []
    years = _years(int(found["a"]), found["b"], month)
    # « 2024-2025 et 2025-2026 » are two years.
    following = _years(int(found["na"]), found["nb"], month) if found["na"] else []
    return years + following if following and following[0] == years[-1] + 1 else years


def _undated(title: str) -> str:
    """The even title without the day on which the document was written (« Plan d'action – 8 mai 2024 »)."""
    plain = even(title)
    dates = list(_DATE.finditer(plain))
    return plain[: dates[0].start()] + plain[dates[0].end() :] if len(dates) == 1 else plain


def _years(first: int, written: str | None, month: int) -> list[int]:
    if not written:
        return [first]
    last = int(written) if len(written) == 4 else first - first % 100 + int(written)
    if not first < last <= first + 30:
        return [first]
    return list(range(first, last + (1 if month == 1 else 0)))


def _period(text: str, title: str, month: int) -> list[int]:
    if days := _dated_span(text):
        return days
    if "\n" not in title and (found := re.search(_SPAN, even(title))):
        return _years(int(found["a"]), found["b"], month)
    for line in even(text).split("\n"):
        if _AGREEMENT.search(line) and not _PLAN.search(line) and (found := _PERIOD.search(line)):
            return _years(int(found["a"]), found["b"], month)
    return []


def _dated_span(text: str) -> list[int]:
    found = _DAYS.search(even(text))
    if not found or not found["ey"]:
        return []
    first, last = int(found["sy"] or found["ey"]), int(found["ey"])
    whole = month_number(found["em"]) >= month_number(found["sm"])
    return list(range(first, last + 1 if whole else last)) if first <= last <= first + 30 else []


def _month(text: str, title: str) -> tuple[int, bool]:
    """The month in which years begin: « du 1er juillet … au 30 juin … »; January for a title with one lone year; otherwise April."""
    found = _DAYS.search(even(text))
    if found and found["sd"] == "1" and month_number(found["em"]) % 12 + 1 == month_number(found["sm"]):
        return month_number(found["sm"]), True
    bare = _undated(title)
    lone = re.search(r"(?<![0-9-])(?:19|20)[0-9]{2}(?!\s*[-/aà]\s*[0-9])(?![0-9])", bare) and not re.search(_SPAN, bare)
    return (1, False) if lone else (4, False)


def _context(lines: Sequence[Line]) -> tuple[str, set[Place]]:
    """The paragraphs under « Mise en contexte » or a title of that kind; otherwise the first paragraphs before another title."""
    # A sheet or a chapter called « Présentation » may hold nothing but other titles.
    followed = [*(line.kind for line in lines[1:]), "title"]
    told = (place for place, line in enumerate(lines) if line.kind == "title" and _CONTEXT.match(even(line.text)))
    at = next((place for place in told if followed[place] != "title"), None)
    if at is None:
        first = next((place for place, line in enumerate(lines) if line.kind == "text" and len(line.text) > 160), None)
        if first is None or first > 12:
            return "", set()
        at = first - 1
    taken: list[Line] = []
    for line in lines[at + 1 :]:
        if line.kind in ("title", "table"):
            break
        taken.append(line)
    text = "\n".join(f"- {line.text}" if line.kind == "item" else line.text for line in taken)
    return text, {line.place for line in taken} | ({lines[at].place} if at >= 0 else set())


def _purpose(lines: Sequence[Line]) -> tuple[str, Place | None]:
    for line in lines:
        if line.kind != "text":
            continue
        for sentence in sentences(line.text):
            found = _PURPOSE.search(even(sentence))
            if found and not sentence.rstrip().endswith(":"):
                return sentence[found.end() :].strip(" .;:"), line.place
    return "", None
