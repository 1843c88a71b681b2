"""The templates of the figures, with escaping and number formats, and their style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent


def style() -> str:
    """Return the style sheet of graphs and maps, which a page has to include once.

    All colours are custom properties, for light and dark screens and for paper. A page can override them.
    """
    return (HERE / "figures.css").read_text("utf-8")


@cache
def template(name: str) -> Template:
    """Return a template; it escapes all values, and its filter `n` formats numbers.

    Examples
    --------
    >>> template("graph.svg.jinja").render is not None
    True
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["n"] = brief
    return environment.from_string((HERE / name).read_text("utf-8"))


def brief(number: float) -> str:
    """Return a number with at most one decimal place.

    Examples
    --------
    >>> brief(3.04), brief(3.25), brief(-0.01)
    ('3', '3.2', '0')
    """
    return f"{number:.1f}".removesuffix(".0").replace("-0", "0", number > -0.05)
