"""The page « Ce que l’avenant change aux contributions »: a table to change, what that would write, then all of it at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Amendment
from ententes.funding import acts, rules
from ententes.funding.queries import amending, ledger, promises
from ententes.funding.queries.amending import Cell, Place
from ententes.funding.states import Nature
from ententes.ground import clock
from ententes.ground.money import MoneyField
from ententes.web.days import day_field
from ententes.web.pages import accounting, attempt, page, whole_number

from .views import years_of

NEW_AT_MOST = 10
"""New partners and new years that one page adds."""
NARROW = {"inputmode": "decimal", "class": "amount"}


def key_of(who: str, year: int, nature: str) -> str:
    return f"{who}-{year}-{nature}"


class AmendedForm(forms.Form):
    """What each promise becomes, by partner, year and nature; what new partners promise; which partners withdraw."""

    def __init__(
        self, agreement: Agreement, found: dict[Place, Cell], names: dict[int, str], years: list[int], new: int, more: int, *args: Any
    ) -> None:
        super().__init__(*args)
        self.agreement, self.found, self.names, self.years, self.new, self.more = agreement, found, names, years, new, more
        for party, name in names.items():
            for year in years:
                for nature in Nature.values:
                    cell = found.get((party, year, nature), Cell())
                    if not cell.closed:
                        self._amount(f"p{party}", name, year, nature, cell.pledged)
            self.fields[f"leaves-{party}"] = forms.BooleanField(label=_("%(name)s se retire") % {"name": name}, required=False)
        self.open = [year for year in years if not any(cell.closed for place, cell in found.items() if place[1] == year)]
        for one in range(new):
            label = _("Nouveau partenaire %(number)s") % {"number": one + 1}
            self.fields[f"new-{one}"] = forms.CharField(label=label, max_length=300, required=False)
            for year in self.open:
                for nature in Nature.values:
                    self._amount(f"n{one}", label, year, nature, 0)
        for year in self.open:
            label = _("Attendue le, pour %(year)s") % {"year": agreement.fiscal_year(year).label}
            self.fields[f"due-{year}"] = day_field(label=label, required=False)
        self.fields["words"] = forms.CharField(label=_("Mots de l’avenant"), max_length=rules.WORDS, required=False)

    def _amount(self, who: str, name: str, year: int, nature: str, now: int) -> None:
        label = amending.where(self.agreement, name, year, nature)
        widget = forms.TextInput(attrs={**NARROW, "aria-label": label})
        self.fields[key_of(who, year, nature)] = MoneyField(label=label, required=False, initial=now or "", widget=widget)

    def clean(self) -> None:
        """A new partner has a name as soon as it promises something."""
        for one in range(self.new):
            if any(self.promised_by(one).values()) and not self.cleaned_data.get(f"new-{one}", "").strip():
                self.add_error(f"new-{one}", _("Nommez ce partenaire."))

    def promised_by(self, one: int) -> dict[tuple[int, str], int]:
        given = {(year, nature): self.cleaned_data.get(key_of(f"n{one}", year, nature)) for year in self.open for nature in Nature.values}
        return {place: cents for place, cents in given.items() if cents}

    @property
    def newcomers(self) -> list[tuple[str, dict[tuple[int, str], int]]]:
        every = [(self.cleaned_data[f"new-{one}"].strip(), self.promised_by(one)) for one in range(self.new)]
        return [(name, promised) for name, promised in every if name]

    @property
    def becomes(self) -> dict[Place, int]:
        """What is wanted of each promise; whoever withdraws keeps what came of theirs and what is committed.

        A box that was not sent changes nothing, one that is empty promises nothing.
        """
        found: dict[Place, int] = {}
        for place, cell in self.found.items():
            party, year, nature = place
            if (key := key_of(f"p{party}", year, nature)) in self.fields:
                if self.cleaned_data.get(f"leaves-{party}"):
                    found[place] = cell.floor
                elif key in self.data:
                    found[place] = self.cleaned_data[key] or 0
        return found

    @property
    def due_on(self) -> dict[int, Any]:
        given = {year: self.cleaned_data.get(f"due-{year}") for year in self.open}
        return {year: day for year, day in given.items() if day}

    @property
    def labels(self) -> list[str]:
        return [self.agreement.fiscal_year(year).label for year in self.years]

    def rows(self) -> list[dict[str, Any]]:
        """Each partner with its two rows of the table: by year, the field and what is promised now."""
        who = [(f"p{pk}", name, pk, f"leaves-{pk}") for pk, name in self.names.items()]
        who += [(f"n{one}", "", 0, f"new-{one}") for one in range(self.new)]
        return [
            {"name": name, "own": self[own], "new": not pk, "natures": [self._row(key, pk, *one) for one in Nature.choices]}
            for key, name, pk, own in who
        ]

    def _row(self, key: str, pk: int, nature: str, label: Any) -> tuple[str, list[tuple[Any, Cell]]]:
        return str(label), [(self._bound(key, year, nature), self.found.get((pk, year, nature), Cell())) for year in self.years]

    def _bound(self, who: str, year: int, nature: str) -> Any:
        key = key_of(who, year, nature)
        return self[key] if key in self.fields else None


def amended(request: Any, agreement: Agreement, amendment: int) -> HttpResponse:
    """What an amendment changed to contributions; for whoever keeps the accounts, the table of what else it changes."""
    found = get_object_or_404(Amendment, pk=amendment, agreement=agreement)
    found.agreement = agreement
    posted = request.POST if request.method == "POST" else None
    form = _form(agreement, found, posted) if any(one.keeps_accounts for one in request.capacities) else None
    if form is None or posted is None or posted.get("step") not in ("see", "write"):
        return _drawn(request, found, form)
    step = posted["step"]
    status, said = 200, list[str]()
    if form.is_valid():
        said = _effects(form)
        with transaction.atomic():
            made = attempt(form, lambda: _written(request, found, form))
            transaction.set_rollback(step == "see" or made is None)
        if step == "write" and made is not None:
            messages.success(request, _("Ce que l’avenant %(number)s change aux contributions est inscrit.") % {"number": found.number})
            return redirect("contributions_amended", agreement=agreement.slug, amendment=found.pk)
    if form.errors:
        status, said = 422, []
    return _drawn(request, found, form, status, tuple(said))


def _form(agreement: Agreement, amendment: Amendment, posted: Any) -> AmendedForm:
    step = posted.get("step", "") if posted else ""
    new = min(whole_number(posted.get("new")) if posted else 0, NEW_AT_MOST) + (step == "partner")
    more = min(whole_number(posted.get("more")) if posted else 0, NEW_AT_MOST) + (step == "year")
    years = years_of(agreement)
    last = max(years[-1], amendment.last_year or 0)
    years = sorted({*years, *range(years[-1], last + more + 1)})
    names = {one.pk: one.name for one in promises.partners(agreement, clock.today())}
    made = AmendedForm(agreement, amending.cells(agreement, names, years), names, years, new, more, posted)
    made.initial = {f"leaves-{pk}": True for pk in amendment.leaving.values_list("pk", flat=True)}
    return made


def _written(request: Any, amendment: Amendment, form: AmendedForm) -> list[Any]:
    seen = {place: request.POST.get(f"seen-{key_of(f'p{place[0]}', *place[1:])}") for place in form.found}
    return acts.amend_contributions(
        amendment,
        becomes=form.becomes,
        read={place: whole_number(words) for place, words in seen.items() if words is not None},
        newcomers=form.newcomers,
        due_on=form.due_on,
        words=form.cleaned_data["words"],
        by=accounting(request),
        when=clock.now(),
    )


def _effects(form: AmendedForm) -> list[str]:
    """What would be written, a new partner standing under a number that no party has."""
    becomes, names = form.becomes, dict(form.names)
    for place, (name, promised) in enumerate(form.newcomers, 1):
        names[-place] = name
        becomes |= {(-place, year, nature): cents for (year, nature), cents in promised.items()}
    return amending.effects(form.agreement, form.found, becomes, names)


def _drawn(request: Any, amendment: Amendment, form: AmendedForm | None, status: int = 200, effects: tuple[str, ...] = ()) -> HttpResponse:
    agreement = amendment.agreement
    lines = ledger.lines(agreement.ledger_entries.filter(amendment=amendment).order_by("number"))
    seen = {key_of(f"p{place[0]}", *place[1:]): cell.pledged for place, cell in form.found.items()} if form else {}
    return page(
        request,
        "funding/amended.html",
        status,
        amendment=amendment,
        form=form,
        effects=effects,
        seen=seen,
        lines=lines,
        label_of={year: agreement.fiscal_year(year).label for year in {*(line.year for line in lines), *(form.years if form else ())}},
        begins=amendment.in_force_on if amendment.in_force_on > clock.today() else None,
    )
