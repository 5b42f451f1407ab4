"""The frame and the pieces of the pages: what they say to everybody, what they weigh, and how they read in both schemes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.utils import translation
from jinja2 import Environment, FileSystemLoader
from lxml import html
from markupsafe import Markup

from config.jinja import environment

WEB = Path(__file__).parents[2] / "ententes" / "web"
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
STATIC = WEB / "static" / "ententes"
CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="secret">')


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


@pytest.fixture(scope="module")
def pages() -> Environment:
    made = environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "url": lambda name, **parts: f"/{name}/",
        "static": lambda path: f"/static/{path}",
        "messages_of": lambda request: request.said,
    }
    return made


def draw(pages: Environment, piece: str, **values) -> html.HtmlElement:
    """The piece that a line of template draws, inside a div."""
    names = "".join(f'{{% import "components/{file.name}" as {file.stem} %}}' for file in COMPONENTS)
    return html.fragment_fromstring(pages.from_string(names + piece).render(csrf=CSRF, **values), create_parent="div")


def frame(pages: Environment, text: str = "", **values) -> html.HtmlElement:
    request = SimpleNamespace(said=values.pop("said", []), get_full_path=lambda: "/plan/?q=a")
    return html.document_fromstring(
        pages.from_string('{% extends "base.html" %}' + text).render({"request": request, "csrf_input": CSRF, "person": None, **values})
    )


def somebody(**more):
    return SimpleNamespace(name="Marie-Ève Tremblay", is_authenticated=True, is_technical=False, opens_agreements=False, **more)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# The frame


def test_the_first_thing_of_a_page_leads_to_its_content(pages):
    page = frame(pages, "{% block main %}<p>Bonjour</p>{% endblock %}")
    first = page.body[0]
    assert (first.tag, first.get("href")) == ("a", "#main")
    assert [(main.get("id"), text_of(main)) for main in page.iter("main")] == [("main", "Bonjour")]


@pytest.mark.parametrize(("language", "tag", "offered"), [("fr", "fr-CA", "English"), ("en", "en-CA", "Français")])
def test_a_page_says_its_language_and_offers_the_other_by_a_post(pages, language, tag, offered):
    with translation.override(language):
        page = frame(pages)
    assert page.get("lang") == tag
    (form,) = [form for form in page.iter("form") if form.get("action") == "/language/"]
    assert form.get("method") == "post"
    assert dict(form.form_values()) == {
        "csrfmiddlewaretoken": "secret",
        "language": "en" if language == "fr" else "fr",
        "back": "/plan/?q=a",
    }
    (button,) = form.iter("button")
    assert text_of(button) == offered
    assert button.get("lang") == dict(form.form_values())["language"]


def test_a_page_without_an_aside_has_no_empty_column(pages):
    assert not list(frame(pages, "{% block main %}a{% endblock %}").iter("aside"))
    (aside,) = frame(pages, "{% block aside %}à côté{% endblock %}").iter("aside")
    assert text_of(aside) == "à côté"


def test_messages_are_announced_with_their_level(pages):
    said = [
        SimpleNamespace(level_tag="success", message="La nouvelle est enregistrée."),
        SimpleNamespace(level_tag="error", message="<b>Non</b>"),
    ]
    region = frame(pages, said=said).get_element_by_id("messages")
    assert region.get("aria-live") == "polite"
    assert [(one.get("class"), text_of(one), one.get("data-recorded")) for one in region] == [
        ("message message-success", "La nouvelle est enregistrée.", ""),
        ("message message-error", "<b>Non</b>", None),
    ]


def test_the_place_where_one_is_is_marked_and_what_awaits_is_counted(pages):
    places = [
        {"label": "Plan", "url": "/plan/", "current": True, "count": 0},
        {"label": "À faire", "url": "/a-faire/", "current": False, "count": 4},
    ]
    (nav,) = frame(pages, nav=places).find_class("nav")
    assert [(text_of(link), link.get("aria-current")) for link in nav.iter("a")] == [("Plan", "page"), ("À faire 4", None)]


def test_a_person_sees_in_which_capacity_they_act_and_leaves_by_a_post(pages):
    page = frame(pages, person=somebody(), capacities=[SimpleNamespace(words="membre, Comité de gestion")])
    assert [text_of(item) for item in page.find_class("capacities")[0]] == ["membre, Comité de gestion"]
    assert [form.get("method") for form in page.iter("form") if form.get("action") == "/account_logout/"] == ["post"]
    assert not page.xpath("//a[@href='/account_login/']")


def test_a_visitor_is_offered_to_sign_in(pages):
    page = frame(pages)
    assert page.xpath("//a[@href='/account_login/']")
    assert not page.xpath("//form[@action='/account_logout/']")


def test_the_chosen_scheme_is_on_the_page_and_otherwise_the_system_decides(pages):
    assert frame(pages, theme="dark").get("data-theme") == "dark"
    assert frame(pages).get("data-theme") is None


# The pieces


def test_a_closed_button_is_described_by_the_sentences_that_say_why(pages):
    piece = draw(pages, '{{ actions.closed_button("Adopter", ["Le quorum manque.", "Article 7."], "why") }}')
    (button,) = piece.iter("button")
    assert (button.get("type"), button.get("aria-disabled"), button.get("disabled")) == ("button", "true", None)
    reasons = piece.get_element_by_id(button.get("aria-describedby"))
    assert [text_of(reason) for reason in reasons] == ["Le quorum manque.", "Article 7."]


def test_an_act_without_obstacle_is_a_link_and_with_one_is_closed(pages):
    assert draw(pages, '{{ actions.act_button("Adopter", [], "why", "/adopter/") }}').xpath("//a/@href") == ["/adopter/"]
    closed = draw(pages, '{{ actions.act_button("Adopter", ["Non."], "why", "/adopter/") }}')
    assert closed.xpath("//a") == []
    assert [text_of(button) for button in closed.iter("button")] == ["Adopter"]


def test_a_button_that_posts_alone_carries_its_token_its_key_and_its_fields(pages):
    (form,) = draw(pages, '{{ actions.post_button("/relancer/", "Relancer", csrf, "k1", {"body": 3}) }}').iter("form")
    assert (form.get("method"), form.get("action")) == ("post", "/relancer/")
    assert dict(form.form_values()) == {"csrfmiddlewaretoken": "secret", "once": "k1", "body": "3"}


def test_a_confirmation_reads_back_and_offers_to_leave_without_recording(pages):
    piece = draw(
        pages,
        '{{ actions.confirm("Bilan", "Trente actions.", "Enregistrer", "/x/", csrf, "k", details=[("Points", 12)], cancel="/y/") }}',
    )
    assert text_of(piece.find_class("confirm-sentence")[0]) == "Trente actions."
    assert [text_of(term.getparent()) for term in piece.iter("dt")] == ["Points12"]
    assert [link.get("href") for link in piece.iter("a")] == ["/y/"]


@pytest.mark.parametrize(
    "field",
    [
        'field("f", "Titre", hint="Court.", errors=["Trop long."])',
        'textarea("f", "Titre", hint="Court.", errors=["Trop long."])',
        'date_field("f", "Titre", hint="Court.", errors=["Trop long."])',
        'select("f", "Titre", [(1, "un")], hint="Court.", errors=["Trop long."])',
        'file_field("f", "Titre", hint="Court.", errors=["Trop long."])',
        'checkbox("f", "Titre", hint="Court.", errors=["Trop long."])',
    ],
)
def test_a_field_is_labelled_and_described_by_its_hint_then_its_error(pages, field):
    piece = draw(pages, "{{ forms." + field + " }}")
    (control,) = piece.xpath("//*[@name='f']")
    assert [text_of(label) for label in piece.iter("label") if label.get("for") == control.get("id")] == ["Titre"]
    assert [text_of(piece.get_element_by_id(one)) for one in control.get("aria-describedby").split()] == ["Court.", "Trop long."]
    assert control.get("aria-invalid") == "true"


@pytest.mark.parametrize("field", ['field("f", "Titre")', 'textarea("f", "Titre")', 'select("f", "Titre", [(1, "un")])'])
def test_a_field_without_hint_nor_error_is_not_described(pages, field):
    (control,) = draw(pages, "{{ forms." + field + " }}").xpath("//*[@name='f']")
    assert (control.get("aria-describedby"), control.get("aria-invalid"), control.get("required")) == (None, None, "")


def test_what_was_typed_comes_back_whole_and_as_text(pages):
    # The parser of a browser drops the first line break of a textarea; lxml keeps it.
    typed = '\n  <b>"Été"</b> & co\n'
    assert draw(pages, '{{ forms.textarea("f", "Titre", typed) }}', typed=typed).xpath("//textarea")[0].text == "\n" + typed
    assert draw(pages, '{{ forms.field("f", "Titre", typed) }}', typed='a"b').xpath("//input/@value") == ['a"b']


def test_choices_are_a_group_and_each_is_defined_by_its_sentence(pages):
    options = [("", "Ne change pas"), ("done", "réalisée", "Ce que l’action annonçait est fait.")]
    piece = draw(pages, '{{ forms.radios("status", "État", options, "done", errors=["Choisissez."]) }}', options=options)
    (group,) = piece.iter("fieldset")
    assert text_of(group.find("legend")) == "État"
    assert text_of(piece.get_element_by_id(group.get("aria-describedby").strip())) == "Choisissez."
    assert [(radio.get("value"), radio.get("checked")) for radio in piece.iter("input")] == [("", None), ("done", "checked")]
    described = [radio.get("aria-describedby") for radio in piece.iter("input")]
    assert described[0] is None
    assert text_of(piece.get_element_by_id(described[1])) == "Ce que l’action annonçait est fait."


class Sample(forms.Form):
    title = forms.CharField(label="Titre", help_text="Court.")
    day = forms.DateField(label="Date", required=False)
    state = forms.ChoiceField(label="État", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    public = forms.BooleanField(label="Publier", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_django_form_is_drawn_with_its_errors_in_a_summary_that_leads_to_each(pages):
    form = Sample({"state": "z"})
    form.add_error(None, "Le plan est adopté.")
    piece = draw(pages, "{{ forms.bound_all(form) }}", form=form)
    summary = piece.find_class("message-error")[0]
    assert summary.get("role") == "alert"
    items = [(item.xpath("a/@href"), text_of(item)) for item in summary.iter("li")]
    assert items[0] == ([], "Le plan est adopté.")
    assert [href for (href, _text) in items[1:]] == [["#id_title"], ["#id_state"]]
    for href in summary.xpath(".//a/@href"):
        piece.get_element_by_id(href[1:])
    title = piece.get_element_by_id("id_title")
    assert [text_of(piece.get_element_by_id(one)) for one in title.get("aria-describedby").split()] == [
        "Court.",
        "Ce champ est obligatoire.",
    ]
    assert [hidden.get("name") for hidden in piece.xpath("//input[@type='hidden']")] == ["secret"]


def test_a_form_without_error_shows_no_summary(pages):
    assert draw(pages, "{{ forms.form_errors(form) }}", form=Sample({"title": "a", "state": "a"})).getchildren() == []


def test_every_reference_between_elements_leads_somewhere(pages):
    piece = draw(
        pages,
        """{{ page.progress("Lecture", 3, 5) }}{{ page.source(lines, items) }}{{ forms.bound_all(form) }}
        {{ actions.closed_button("x", ["y"], "z") }}{{ actions.confirm("a", "b", "c", "/", csrf) }}""",
        lines=[{"anchor": "l1", "number": 1, "text": "Mandats", "items": ["u1"]}, {"anchor": "l2", "number": 2, "text": "", "items": []}],
        items=[{"anchor": "u1", "line": "l1", "kind": "Mandat", "text": "Adopter"}],
        form=Sample({}),
    )
    wanted = [
        one for name in ("aria-describedby", "aria-labelledby", "for") for value in piece.xpath(f"//@{name}") for one in value.split()
    ]
    wanted += [href[1:] for href in piece.xpath("//a/@href") if href.startswith("#")]
    ids = piece.xpath("//@id")
    assert len(wanted) >= 12
    assert set(wanted) <= set(ids)
    assert len(ids) == len(set(ids))


STATES = ["upcoming", "under_way", "done", "partly_done", "postponed", "abandoned", "late", "silent", "asked", "to_clarify"]


def test_each_state_has_its_own_words_and_its_own_icon(pages):
    made = [draw(pages, "{{ status.badge(state) }}", state=state) for state in STATES]
    assert [text_of(badge) for badge in made] == [
        "À venir", "En cours", "Réalisée", "Réalisée en partie", "Reportée", "Abandonnée",
        "En retard", "Sans nouvelles", "Demande une réponse", "À préciser",
    ]  # fmt: skip
    assert len({badge.xpath("//use/@href")[0] for badge in made}) == len(STATES)


def test_a_filter_is_a_link_that_says_whether_it_is_on_and_how_much_it_holds(pages):
    items = [
        {"label": "Tout", "url": "?", "count": 30, "current": True},
        {"label": "En retard", "url": "?retard", "count": 0, "kind": "warm"},
    ]
    piece = draw(pages, '{{ status.chips(items, "Filtrer") }}', items=items)
    assert [(text_of(a), a.get("href"), a.get("aria-current")) for a in piece.iter("a")] == [
        ("Tout 30", "?", "true"),
        ("En retard 0", "?retard", None),
    ]


def test_a_table_heads_its_rows_and_columns_and_repeats_the_heads_in_cards(pages):
    rows = [{"name": "Comité de gestion", "count": 7}]
    piece = draw(pages, '{{ tables.table("Instances", [("name", "Instance"), ("count", "Mandats", "number")], rows) }}', rows=rows)
    assert [(head.get("scope"), text_of(head)) for head in piece.iter("th")] == [
        ("col", "Instance"),
        ("col", "Mandats"),
        ("row", "Comité de gestion"),
    ]
    assert [(cell.get("data-label"), cell.get("class"), text_of(cell)) for cell in piece.iter("td")] == [("Mandats", "number", "7")]
    assert text_of(next(piece.iter("caption"))) == "Instances"


def test_a_wide_table_may_be_scrolled_from_the_keyboard(pages):
    piece = draw(pages, '{{ tables.table("Cellules", [("a", "A")], [{"a": 1}], wide=true) }}')
    (box,) = piece.find_class("table-wide")
    assert (box.get("tabindex"), box.get("role"), box.get("aria-label")) == ("0", "region", "Cellules")


def test_pages_of_a_list_lead_back_and_on_and_one_page_leads_nowhere(pages):
    assert draw(pages, '{{ page.pages(2, 3, "?page=") }}').xpath("//a/@href") == ["?page=1", "?page=3"]
    assert draw(pages, '{{ page.pages(1, 3, "?page=") }}').xpath("//a/@href") == ["?page=2"]
    assert draw(pages, '{{ page.pages(1, 1, "?page=") }}').getchildren() == []


def test_a_note_is_dated_and_signed_by_a_capacity_and_says_how_it_came(pages):
    piece = draw(
        pages,
        '{{ notes.note("4 octobre 2011", "coordination de l’entente", text, "done", on_behalf="PRESCN", by_letter=true) }}',
        text=Markup("<p>Fait.</p>"),
    )
    assert text_of(piece.find(".//header")) == "4 octobre 2011coordination de l’ententeRéalisée"
    assert [text_of(how) for how in piece.find_class("note-how")[0]] == ["réponse donnée depuis la lettre", "écrit au nom de PRESCN"]
    assert [text_of(p) for p in piece.find_class("note-text")[0]] == ["Fait."]


def test_a_letter_is_shown_as_text(pages):
    assert (
        text_of(draw(pages, '{{ notes and page.letter("hier", "J <j@x.org>", "Objet", "<b>Bonjour</b>") }}').find_class("letter-body")[0])
        == "<b>Bonjour</b>"
    )


# The habits of the templates


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_the_comment_at_the_top_of_a_file_gives_the_signature_of_every_macro(file):
    text = file.read_text()
    announced = text[: text.index("-#}")]
    macros = re.findall(r"{% macro ([a-z]\w*\(.*?\)) -?%}", text)
    assert macros
    assert [macro for macro in macros if macro not in announced] == []


@pytest.mark.parametrize("file", sorted((WEB / "templates").rglob("*.html")), ids=lambda file: file.name)
def test_no_template_carries_a_style_a_script_or_a_handler(file):
    text = file.read_text()
    assert re.findall(r"\sstyle=|<style|\son(?!ce)[a-z]+=|javascript:|<script(?![^>]*\s(?:src=|type=\"application/json\"))", text) == []


def test_every_icon_that_a_template_or_a_page_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    texts = "".join(file.read_text() for file in (WEB / "templates").rglob("*.html"))
    named = set(re.findall(r'(?:icon|draw)\("([\w-]+)"', texts))
    named |= set(re.findall(r'\b(?:menu|link_button)\(.*?\), "([\w-]+)"', texts))
    named |= set(re.findall(r'": "([\w-]+)"', (WEB / "templates" / "components" / "status.html").read_text().split("_word")[0]))
    assert len(named) > 20
    assert named - drawn == set()


def test_the_first_load_weighs_less_than_sixty_kilobytes(pages):
    page = html.tostring(frame(pages, "{% block main %}{% endblock %}", person=somebody()))
    weight = len(gzip.compress(page, 6))
    for path in [*re.findall(r'(?:href|src)="/static/([^"#]+)"', page.decode()), "ententes/icons.svg"]:
        found = finders.find(path)
        assert found, path
        weight += len(gzip.compress(Path(found).read_bytes(), 6))
    assert 25_000 < weight < 40_000, "which leaves twenty kilobytes to the words of the page"
