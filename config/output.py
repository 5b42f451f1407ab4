"""How a compiled template writes its values: as safe text, without making each of them a `Markup` first.

Jinja2 escapes by making a `Markup` of every value, only to join them at once; on a plan of 1 000 actions that is a quarter of the page.
"""

from __future__ import annotations

from typing import Any

from jinja2.compiler import CodeGenerator
from markupsafe import Markup, _escape_inner, escape


def written(value: Any) -> str:
    """What `escape` gives, as a plain text when it can be."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return _escape_inner(value) if kind is str else escape(value)


class Output(CodeGenerator):
    """The code of templates, with `environment.written` where Jinja2 says `escape`; anything doubtful is left to Jinja2."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(f"environment.written({finalize.src or ''}")
        else:
            super()._output_child_pre(node, frame, finalize)
