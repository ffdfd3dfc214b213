"""Makes the HTML report: one self-contained file, no script, nothing fetched from anywhere.

Knows the template and the style sheet beside it; what is shown is decided in ``view``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from xingshen.findings.finding import CheckResult
from xingshen.reports import wording
from xingshen.reports.html.images import PageImages
from xingshen.reports.html.view import build_view

_PACKAGE = "xingshen.reports"
_ONE_WORD = re.compile(r"\d{4}-\d{2}-\d{2}|\d[\d ,.]*(?:万元|元|年|个月|月|天|日|项|次|篇|处|%)")


def render_html(result: CheckResult, page_images: PageImages) -> str:
    """The report of one check as the text of an HTML file (UTF-8)."""
    return _template().render(view=build_view(result, page_images), words=wording, style=_style()).lstrip()


def keep_together(text: str) -> Markup:
    """The text, escaped, with dates and amounts marked so that no line breaks inside them."""
    return Markup(_ONE_WORD.sub(r'<span class="nb">\g<0></span>', str(escape(text))))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = keep_together
    return environment.get_template("report.html.j2")


@cache
def _style() -> Markup:
    return Markup(files(_PACKAGE).joinpath("html/report.css").read_text(encoding="utf-8"))
