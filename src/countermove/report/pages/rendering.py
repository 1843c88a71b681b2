"""A report as HTML, one file that needs nothing else, and as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from countermove.report.pages.contents import contents

if TYPE_CHECKING:
    from jinja2 import Environment

    from countermove.report.pages.findings import Findings


def html(found: Findings) -> str:
    """Return the report as one HTML file: no network, no other file, styles and figures inside.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> html(findings(cases.load("chicken"))).startswith("<!doctype html>")
    True
    """
    page = _environment().get_template("report.html").render(contents(found))
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", page)


def markdown(found: Findings) -> str:
    """Return the report as Markdown, with the tables of GitHub's flavour and no figures.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> print(markdown(findings(cases.load("chicken"))).splitlines()[0])
    # Chicken
    """
    text = _environment().get_template("report.md").render(contents(found))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=PackageLoader("countermove.report.pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = _plain
    return made


def _plain(text: object) -> str:
    r"""Return a text so that Markdown takes none of it for markup.

    Examples
    --------
    >>> _plain("a|b *c* <d>")
    'a\\|b \\*c\\* &lt;d>'
    """
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", str(text)).replace("&", "&amp;").replace("<", "&lt;")
