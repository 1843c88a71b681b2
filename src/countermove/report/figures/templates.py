"""The templates of the figures, which write text so that it stays text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent


def style() -> str:
    """Return the style sheet of all figures, which a page needs once.

    All colours are custom properties, for light and dark screens and for paper; a page may set them otherwise.
    """
    return (HERE / "figures.css").read_text("utf-8")


@cache
def template(name: str) -> Template:
    """Return a template; what is put into it is escaped, and numbers can be written with `|n`.

    Examples
    --------
    >>> template("path.html.jinja").render(steps=None, none_leads="a < b").strip()
    '<p class="cm-path">a &lt; b</p>'
    """
    from jinja2 import Environment, StrictUndefined

    surroundings = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    surroundings.filters["n"] = brief
    return surroundings.from_string((HERE / name).read_text("utf-8"))


def brief(number: float) -> str:
    """Return a number with one decimal place, if that is not 0.

    Examples
    --------
    >>> brief(3.04), brief(3.25), brief(-0.01)
    ('3', '3.2', '0')
    """
    return f"{number:.1f}".removesuffix(".0").replace("-0", "0", number > -0.05)
