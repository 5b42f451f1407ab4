"""Texts that would run if any page took them for its own, and the sowing of them in every field of a world."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from typing import Any

_X = "__xss(1)"
PAYLOADS = [
    f"<script>{_X}</script>", f"<ScRiPt >{_X}</sCrIpT>", f"<script src=data:text/javascript,{_X}></script>", f"</script><script>{_X}</script>",
    f"<img src=x onerror={_X}>", f"<img src=x onerror=\"{_X}\">", f"<IMG SRC=x OnErRoR={_X}>", f"<img/src=x/onerror={_X}>", f"<svg onload={_X}>",
    f"<svg/onload={_X}//", f"<svg><script>{_X}</script></svg>", f"<svg><animate onbegin={_X} attributeName=x dur=1s>", f"<body onload={_X}>",
    f"<svg><a href=javascript:{_X}><text>x</text></a></svg>", f"<math><mi href=javascript:{_X}>x</mi></math>", f"<iframe src=javascript:{_X}>",
    f"<iframe srcdoc='<script>parent.{_X}</script>'>", f"<object data=javascript:{_X}>", f"<embed src=javascript:{_X}>", f"<input autofocus onfocus={_X}>",
    f"<select autofocus onfocus={_X}>", f"<textarea autofocus onfocus={_X}>", f"<details open ontoggle={_X}>", f"<video><source onerror={_X}>",
    f"<audio src=x onerror={_X}>", f"<marquee onstart={_X}>", f"<a href=javascript:{_X}>x</a>", f"<a href='java&#9;script:{_X}'>x</a>",
    f"<form action=javascript:{_X}><button>x", f"<button formaction=javascript:{_X}>x", f"<isindex type=image src=1 onerror={_X}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_X}'>", f"<link rel=stylesheet href=data:,x onload={_X}>", f"<style onload={_X}></style>",
    f"<base href='javascript:{_X}//'>", f"\"><script>{_X}</script>", f"'><script>{_X}</script>", f"\" autofocus onfocus={_X} x=\"", f"' onmouseover={_X} x='",
    f"\" onpointerenter=\"{_X}", f"`onmouseover={_X}`", f"</title><script>{_X}</script>", f"</textarea><script>{_X}</script>", f"</style><script>{_X}</script>",
    f"--><script>{_X}</script>", f"]]><script>{_X}</script>", f"</option></select><img src=x onerror={_X}>", f"<noscript><p title='</noscript><img src=x onerror={_X}>'>",
    f"<template><script>{_X}</script></template>", f"<x onclick={_X} autofocus tabindex=0 onfocus={_X}>", f"<img src=x hx-on:error={_X}>",
    "<div hx-get=/ hx-trigger=load hx-on::after-request=__xss(1)>", f"<div hx-vals='js:{{a:{_X}}}' hx-trigger=load hx-get=/>", f"javascript:{_X}",
    f"jaVasCript:/*-/*`/*'/*\"/**/(/* */oNcliCk={_X} )//%0D%0A</stYle/</titLe/</teXtarEa/</scRipt/--!><sVg/<sVg/oNloAd={_X}//>", f"data:text/html,<script>{_X}</script>",
    f"[x](javascript:{_X})", f"[x](java\nscript:{_X})", f"![x](x\"onerror={_X})", f"<javascript:{_X}>", "[x](data:text/html;base64,PHNjcmlwdD5fX3hzcygxKTwvc2NyaXB0Pg==)",
    f"[x]: javascript:{_X}\n[x]", f"**<img src=x onerror={_X}>**", f"[<img src=x onerror={_X}>](https://a.test)", f"&lt;script&gt;{_X}&lt;/script&gt;", f"&#60;script&#62;{_X}&#60;/script&#62;",
    f"{{{{constructor.constructor('{_X}')()}}}}", f"${{{_X}}}", f"{{% raw %}}<script>{_X}</script>", f"\\u003cscript\\u003e{_X}\\u003c/script\\u003e", f"＜script＞{_X}＜/script＞",
    f"<scr\x00ipt>{_X}</scr\x00ipt>".replace("\x00", ""), f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={_X}&gt;'>",
    f"https://a.test/\"onmouseover={_X}", f"http://a.test/'><script>{_X}</script>", f"x@a.test\"onfocus={_X}", f"<p style=animation-name:x onanimationstart={_X}>",
]  # fmt: skip
TOGETHER = "\n\n".join(PAYLOADS)
"""All of them, for the fields that are long."""


def sow() -> None:
    """Put them everywhere in the agreement and the import of `make_world`, which is published."""
    from ententes.agreements import acts as agreements
    from ententes.agreements.models import Agreement, Clause, Objective
    from ententes.committees import acts as committees
    from ententes.committees.models import Body, Mandate
    from ententes.committees.queries import Capacity
    from ententes.correspondence import acts as correspondence
    from ententes.documents import acts as documents
    from ententes.ground import clock
    from ententes.importing import acts as importing
    from ententes.meetings.models import Meeting
    from ententes.organisations.models import Alias, Organisation
    from ententes.people.models import Person
    from ententes.plans import acts as plans
    from ententes.plans.models import Action, Point, Responsibility, Schedule, SourceRow, Target
    from tests.importing.uploads import SMALL

    from .sowing import everywhere

    now, today = clock.now(), clock.today()
    agreement = Agreement.objects.get(slug="pain-et-culture")
    coordination = agreement.coordinations.order_by("pk").first()
    assert coordination is not None
    by = Capacity(agreement, coordination=coordination)
    turn = cycle(PAYLOADS)

    def short(most: int) -> str:
        return next(one for one in turn if len(one) <= most)

    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(name=short(150))
    agreements.entitle(
        agreement, title=short(400), short_title=short(80), region=short(200), field=short(200), context=TOGETHER, purpose=TOGETHER
    )
    agreement.refresh_from_db()
    agreement.signed = short(200)
    agreement.vocabulary = {kind: short(80) for kind in ("management", "working", "followup", "other")}
    agreement.save()
    agreements.publish(agreement)
    clause = Clause.objects.create(agreement=agreement, number="<svg onload=1>", words=TOGETHER)
    plan = agreement.plans.earliest("pk")
    plan.title, plan.dated_words = short(300), short(100)
    plan.save()
    section = plan.sections.first()
    assert section is not None
    bodies = []
    for number, payload in enumerate(PAYLOADS):
        organisation = Organisation.objects.create(name=payload[:300], acronym=short(40))
        Alias.objects.create(organisation=organisation, name=payload[:300])
        party = agreements.add_party(agreement, organisation=organisation, is_funder=True)
        person = Person.objects.create_user(f"p{number}@exemple.test", name=payload[:150])
        agreements.choose_party_contact(party, person=person)
        if number % 6 == 0:
            body = committees.set_up_body(
                agreement, name=f"{number} {payload}"[:200], acronym="<b onx>", kind="other", composition=TOGETHER, host=organisation
            )
            committees.revise_body(
                body,
                name=f"{payload} {number}"[:200],
                acronym="<i>",
                kind="other",
                host=organisation,
                parent=None,
                composition=TOGETHER,
                by=by,
            )
            Body.objects.filter(pk=body.pk).update(contact=person)
            Mandate.objects.create(
                body=body, position=0, words=TOGETHER, verbs=["adopt", payload], subject=short(500), addressee=payload[:300], clause=clause
            )
            seat = committees.add_seat(body, label=payload[:200], organisation=organisation, by=by)
            committees.appoint(seat, person=person, starts_on=today - timedelta(days=90), source=payload[:300], by=by, when=now)
            Objective.objects.create(agreement=agreement, number=40 + number, title=payload[:500])
            bodies.append(body)
        source = SourceRow.objects.create(
            plan=plan, headers=[payload], cells=[payload, TOGETHER], place={"sheet": payload, "row": 3, "line": "1"}
        )
        action = Action.objects.create(
            plan=plan, section=section, code=f"<i>{number}", text=payload, extras={payload: payload}, position=100 + number, source_row=source
        )  # fmt: skip
        Responsibility.objects.create(action=action, body=bodies[-1], words=payload, role="lead")
        Responsibility.objects.create(action=action, words=payload, role="collaborator")
        Schedule.objects.create(
            action=action, year=2011, words=payload, kind="range", starts_on=date(2011, 9, 1), ends_on=date(2011, 12, 1)
        )
        Schedule.objects.create(action=action, year=2012, words=payload, kind="unreadable")
        Target.objects.create(action=action, number=5, what=payload[:300], words=payload)
        Point.objects.create(agreement=agreement, plan=plan, action=action, kind=payload[:40], sentence=payload, places=[{"sheet": payload, "line": payload}],
                             params={"words": payload, "name": payload}, settled_by=bodies[-1])  # fmt: skip
        if number % 3 == 0:
            correspondence.post(
                address=person.email, subject=payload, text=f"{payload}\nhttp://a.test/?{payload}", when=now, recipient=person
            )
            file = documents.keep(content=b"texte", name=f"{payload}.txt", media_type="text/plain", by=person, when=now)
            agreements.file_document(agreement, file=file, title=payload[:300], is_public=True)
            agreements.record_export(agreement, by=person, what=payload, format="<i>", filter=payload, sha256="0" * 64, when=now)
    first = agreement.plans.earliest("pk").actions.get(code="<i>0")
    _write(plans, first, by, now, today)
    plans.reword(
        first, revision=first.revision, text=TOGETHER, responsibilities=[], schedules={2011: TOGETHER[:250]}, targets=[], by=by, when=now
    )
    settled = agreement.points.filter(state="open").first()
    _frame(agreement, by, now)
    plans.settle(settled, by=by, when=now, text=TOGETHER, resolution_words=short(300))
    plans.ask(agreement, by=by, when=now, actions=plan.actions.filter(code__in=["<i>0", "<i>6", "<i>7"]), due_on=today + timedelta(days=9))
    everywhere(
        agreement,
        ("decisions", "funding", "meetings", "projects"),
        lambda longest: short(longest) if longest else f"{short(10_000)}\n\n{TOGETHER}",
    )
    Meeting.objects.filter(body__agreement=agreement).update(link=PAYLOADS[-4])
    opener = Person.objects.get(email="odile.ouvreur@exemple.test")
    rows = "\n".join(f"{one}\tComité {one}\tAutomne 2011".replace("\n", " ") for one in PAYLOADS)
    brought = SMALL + f"\n{rows}\n\n{' '.join(PAYLOADS[:20])}\n".encode()
    importing.read(importing.receive(content=brought, name=f"{PAYLOADS[4]}.txt", by=opener, when=now))
    importing.read(importing.receive(content=b"\x00", name=f"{PAYLOADS[0]}.docx", by=opener, when=now))


def _frame(agreement: Any, by: Any, now: Any) -> None:
    """A framework whose titles and texts are such texts, changed once, with a draft and a section that was removed."""
    from ententes.frameworks import acts as frameworks

    sections = [(payload[:300], payload) for payload in PAYLOADS]
    framework = frameworks.begin(
        agreement, kind="document", title=PAYLOADS[0][:300], by=by, when=now, sections=[*sections, ("x", TOGETHER)]
    )
    first, second, *_others = framework.sections.all()
    frameworks.write(first, title=PAYLOADS[4][:300], text=TOGETHER, revision=1, by=by, when=now)
    frameworks.save_draft(first, title=PAYLOADS[5], text=TOGETHER, revision=1, by=by, when=now)
    frameworks.remove_section(second, by=by, when=now)


def _write(plans: Any, action: Any, by: Any, now: Any, today: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    for number, payload in enumerate(PAYLOADS):
        name = f"{payload.replace('/', '')}.txt"
        file = SimpleUploadedFile("a.txt", b"texte")
        file._name = name
        plans.note(
            action, by=by, when=now, dated_on=today, text=payload, files=[file] if number % 4 == 0 else [], on_behalf_of=payload[:300]
        )
    plans.save_draft(
        action, by=by, when=now, text=TOGETHER, fields={"on_behalf_of": PAYLOADS[4], "dated_on": PAYLOADS[5], "by": PAYLOADS[6]}
    )
