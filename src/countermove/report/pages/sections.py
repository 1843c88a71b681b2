"""Everything that a report shows, section by section, ready for a template of any format.

A report as HTML, one file that needs nothing else, and as Markdown.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from countermove.report.coalitions import ranked_jumps
from countermove.report.figures import graph, style
from countermove.report.figures.calibration import style as calibration_style
from countermove.report.figures.tornado import style as tornado_style
from countermove.report.fronts import crossings
from countermove.report.pages import assumptions, coalitions, evolution, forecast, overview, solution
from countermove.report.pages.fronts import fronts, links, numbers
from countermove.report.pages.overview import by
from countermove.report.pages.solution import beside, reasons
from countermove.report.words import listed, summary, tidy

if TYPE_CHECKING:
    from jinja2 import Environment

    from countermove.report.pages.answers import Findings


def contents(found: Findings) -> dict[str, Any]:
    """Return what the templates need, by name.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> contents(findings(cases.load("elmira")))["title"]
    'Elmira groundwater contamination, 1989-91'
    """
    conflict = found.conflict
    return {
        "title": tidy(conflict.title),
        "about": tidy(conflict.about),
        "summary": summary(conflict).removeprefix(f"{tidy(conflict.title)}: "),
        "question": overview.question(found),
        "answer": overview.answer(found),
        "asked": [tidy(each.asks) for each in conflict.questions],
        "graph_form": conflict.graph is not None,
        "coalesced": bool(conflict.states.coalesced),
        "fronts": fronts(conflict),
        "crossings": crossings(conflict),
        "numbers": numbers(found.fronts),
        "links": links(found.fronts, found.concept),
        "sides": overview.sides(conflict),
        "rules": overview.rules(conflict),
        "quo": conflict.status_quo_number,
        **_what_holds(found),
        "reasons": reasons(found),
        **_how_it_moves(found),
        **_figure(found),
        **_coalitions(found),
        "variations": beside(found),
        **_sources(found),
        **_assumptions(found),
        **_forecast(found),
        "notes": [tidy(note) for note in conflict.notes],
        "citation": [tidy(each) for each in conflict.citation],
        "left_out": found.left_out,
        "figure_style": style() + tornado_style() + calibration_style(),
        "version": version("countermove"),
    }


def _what_holds(found: Findings) -> dict[str, Any]:
    return {
        "concept": found.concept,
        "by": by(found.concept),
        "concepts": solution.concepts(found),
        "held": solution.held_rows(found),
        "untold": found.untold,
        "columns": solution.columns(found),
        "side_by_side": solution.side_by_side(found),
    }


def _how_it_moves(found: Findings) -> dict[str, Any]:
    moves_on = found.evolution
    if moves_on is None:
        return {"ways": (), "signs": (), "sign_notes": ()}
    tempo = {dm.tempo for dm in found.conflict.decision_makers}
    return {
        "ways": evolution.ways(found),
        "signs": evolution.signs(moves_on),
        "sign_notes": evolution.notes(moves_on),
        "more_ends": max(0, len(moves_on.ends) - len(found.ends)),
        "expected_moves": f"{moves_on.expected_moves:,.2f}",
        "tempo": "each as likely as the others" if len(tempo) == 1 else "by their tempo",
    }


def _figure(found: Findings) -> dict[str, Any]:
    """Return the part of the graph that matters, with the explanations of what holds."""
    told = [each for account in found.accounts for each in account.explanations]
    shown = found.solution.excerpt(found.evolution, told)
    drawn = {state.number for state in shown.states}
    unseen = [str(k + 1) for k in sorted(found.told) if k + 1 not in drawn]
    missing = f" There is no room for {'states' if unseen[1:] else 'state'} {listed(unseen)}." if unseen else ""
    return {"figure": graph(shown, "drawing"), "part": shown.left_out > 0, "undrawn": missing}


def _sources(found: Findings) -> dict[str, Any]:
    has = bool(found.conflict.sources)
    return {"sources": assumptions.source_rows(found.grounds) if has else (), "bare": assumptions.bare(found.grounds)}


def _assumptions(found: Findings) -> dict[str, Any]:
    asked = found.assumptions
    if asked is None:
        return {"hinges": ()}
    return {
        "hinges": assumptions.hinges(asked),
        "headline": assumptions.opening(asked),
        "tornado": assumptions.plot(asked),
    }


def _forecast(found: Findings) -> dict[str, Any]:
    made = found.forecast
    if made is None:
        return {"expected": ()}
    return {
        "expected": forecast.expected(made),
        "expected_how": forecast.how(made),
        "calibration": forecast.plot(made),
    }


def _coalitions(found: Findings) -> dict[str, Any]:
    joint = found.coalitions
    if joint is None or not joint.each:
        return {"agreements": (), "jumps": (), "survivals": (), "more_agreements": 0, "all_jumps": 0}
    return {
        "agreements": coalitions.agreements(joint),
        "more_agreements": max(0, len(joint.agreements) - coalitions.SHOWN),
        "jumps": coalitions.jumps(joint, {k + 1 for k in found.told}),
        "survivals": coalitions.survivals(joint),
        "all_jumps": len(ranked_jumps(joint)),
    }


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


@cache
def _environment() -> Environment:
    """Return the environment of all templates; each of them is compiled once."""
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
