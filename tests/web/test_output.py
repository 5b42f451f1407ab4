"""What a template writes is as safe as what Jinja2 would write of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.safestring import mark_safe
from jinja2 import Environment
from markupsafe import Markup, escape

from config.jinja import environment
from config.output import written

SAFE = Markup("<b>&amp;</b>")


class Spoken(str):
    """A text that is not quite a text."""


class Drawn:
    def __html__(self) -> str:
        return "<svg/>"


@pytest.mark.parametrize(
    "value",
    ["<script>alert('\"&')</script>", "", SAFE, mark_safe("<i>"), Spoken("<i>"), Drawn(), 3, None, ["<"]],
    ids=lambda one: type(one).__name__,
)
def test_a_value_is_written_as_it_would_be_escaped(value: Any) -> None:
    assert str(written(value)) == str(escape(value))


TEMPLATES = [
    "{{ bad }}",
    "<p title='{{ bad }}'>{{ safe }}{{ bad ~ safe }}{{ bad|upper }}{{ safe|upper }}</p>",
    "{% macro m(x) %}<i>{{ x }}{{ caller() }}</i>{% endmacro %}{% call m(bad) %}{{ bad }}{{ safe }}{% endcall %}",
    "{% set x %}{{ bad }}<br>{% endset %}{{ x }}{{ x ~ bad }}",
    "{% for one in [bad, safe, 1] %}{{ one }}{{ loop.index }}{% endfor %}{% block b %}{{ bad }}{% endblock %}{{ self.b() }}",
    "{% autoescape false %}{{ bad }}{% endautoescape %}{% filter upper %}{{ bad }}{% endfilter %}",
    "{{ '<' }}{{ bad|e }}{{ bad|safe }}{{ _('%(x)s <', x=bad) }}",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_writes_what_it_wrote(template: str) -> None:
    options: dict[str, Any] = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    plain = Environment(**options)
    plain.install_gettext_callables(lambda x: x, lambda s, p, n: s, newstyle=True)  # type: ignore[attr-defined]
    names = {"bad": "<a href='x'>&\"", "safe": SAFE}
    assert environment(**options).from_string(template).render(names) == plain.from_string(template).render(names)
