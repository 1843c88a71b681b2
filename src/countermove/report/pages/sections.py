"""A report rendered as HTML or Markdown.

Both templates, `report.html` and `report.md`, get the same values.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from countermove.report.coalitions import ranked_jumps
from countermove.report.figures import graph, style
from countermove.report.figures.calibration import style as calibration_style
from countermove.report.figures.tornado import style as tornado_style
from countermove.report.fronts import crossings
from countermove.report.pages import assumptions, coalitions, evolution, forecast, overview, solution
from countermove.report.pages.fronts import equilibrium_counts, front_columns, linkage_rows
from countermove.report.pages.overview import concept_in_words
from countermove.report.pages.policy import policy
from countermove.report.pages.solution import reasons, variation_rows
from countermove.report.words import listed, summary, tidy

if TYPE_CHECKING:
    from jinja2 import Environment

    from countermove.report.pages.answers import Findings


def template_values(found: Findings) -> dict[str, Any]:
    """Return the values of the templates, by name.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> template_values(findings(cases.load("elmira")))["title"]
    'Elmira groundwater contamination, 1989-91'
    """
    conflict = found.conflict
    return {
        "title": tidy(conflict.title),
        "about": tidy(conflict.about),
        "summary": summary(conflict).removeprefix(f"{tidy(conflict.title)}: "),
        "question": overview.question(found),
        "answer": overview.answer(found),
        "remarks": [tidy(each) for each in conflict.remarks],
        "asked": [tidy(each.asks) for each in conflict.questions],
        "graph_form": conflict.graph is not None,
        "coalesced": bool(conflict.states.coalesced),
        "fronts": front_columns(conflict),
        "crossings": crossings(conflict),
        "numbers": equilibrium_counts(found.fronts),
        "links": linkage_rows(found.fronts, found.concept),
        "sides": overview.decision_makers(conflict),
        "rules": overview.rule_rows(conflict),
        "quo": conflict.status_quo_number,
        **_solution(found),
        "reasons": reasons(found),
        **_evolution(found),
        **_graph(found),
        **_coalitions(found),
        "variations": variation_rows(found),
        **_sources(found),
        **_assumptions(found),
        **_forecast(found),
        "notes": [tidy(note) for note in conflict.notes],
        "citation": [tidy(each) for each in conflict.citation],
        "left_out": found.left_out,
        **_inline(),
        "version": version("countermove"),
    }


def _inline() -> dict[str, Any]:
    """Return the style sheet and the script of the page, and the policy that allows them alone."""
    here = Path(__file__).parent / "templates"
    sheet = (here / "report.css").read_text("utf-8") + style() + tornado_style() + calibration_style()
    script = (here / "report.js").read_text("utf-8")
    return {"style": sheet, "script": script, "policy": policy(sheet, script)}


def _solution(found: Findings) -> dict[str, Any]:
    return {
        "concept": found.concept,
        "by": concept_in_words(found.conflict, found.concept),
        "concepts": solution.concept_rows(found),
        "held": solution.equilibrium_rows(found),
        "untold": found.untold,
        "columns": solution.compared_states(found),
        "side_by_side": solution.option_rows(found),
    }


def _evolution(found: Findings) -> dict[str, Any]:
    evolved = found.evolution
    if evolved is None:
        return {"ways": (), "signs": (), "sign_notes": ()}
    tempo = {dm.tempo for dm in found.conflict.decision_makers}
    return {
        "ways": evolution.end_paths(found),
        "signs": evolution.signpost_groups(evolved),
        "sign_notes": evolution.signpost_notes(evolved),
        "more_ends": max(0, len(evolved.ends) - len(found.ends)),
        "expected_moves": f"{evolved.expected_moves:,.2f}",
        "tempo": "each as likely as the others" if len(tempo) == 1 else "by their tempo",
    }


def _graph(found: Findings) -> dict[str, Any]:
    """Return the figure of the graph; it shows the moves of the explanations as well."""
    explanations = [each for account in found.accounts for each in account.explanations]
    shown = found.solution.excerpt(found.evolution, explanations)
    drawn = {state.number for state in shown.states}
    unseen = [str(k + 1) for k in sorted(found.told) if k + 1 not in drawn]
    missing = f" There is no room for {'states' if unseen[1:] else 'state'} {listed(unseen)}." if unseen else ""
    return {"figure": graph(shown, "drawing"), "part": shown.left_out > 0, "undrawn": missing}


def _sources(found: Findings) -> dict[str, Any]:
    has = bool(found.conflict.sources)
    return {
        "sources": assumptions.source_rows(found.grounds) if has else (),
        "bare": assumptions.claims_without_evidence(found.grounds),
    }


def _assumptions(found: Findings) -> dict[str, Any]:
    checked = found.assumptions
    if checked is None:
        return {"hinges": ()}
    return {
        "hinges": assumptions.hinge_rows(checked),
        "headline": assumptions.headline_lines(checked),
        "tornado": assumptions.tornado_plot(checked),
    }


def _forecast(found: Findings) -> dict[str, Any]:
    made = found.forecast
    if made is None:
        return {"expected": ()}
    return {
        "expected": forecast.question_rows(made),
        "expected_how": forecast.method(made),
        "calibration": forecast.calibration_plot(made),
    }


def _coalitions(found: Findings) -> dict[str, Any]:
    joint = found.coalitions
    if joint is None or not joint.each:
        return {"agreements": (), "jumps": (), "survivals": (), "more_agreements": 0, "all_jumps": 0}
    return {
        "agreements": coalitions.agreement_rows(joint),
        "more_agreements": max(0, len(joint.agreements) - coalitions.MOST_SHOWN),
        "jumps": coalitions.jump_rows(joint, {k + 1 for k in found.told}),
        "survivals": coalitions.survival_rows(joint),
        "all_jumps": len(ranked_jumps(joint)),
    }


def html(found: Findings) -> str:
    """Return the report as one HTML file, which contains its style sheets and figures.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> html(findings(cases.load("chicken"))).startswith("<!doctype html>")
    True
    """
    page = _environment().get_template("report.html").render(template_values(found))
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", page)


def markdown(found: Findings) -> str:
    """Return the report as Markdown, with tables as on GitHub and without figures.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> print(markdown(findings(cases.load("chicken"))).splitlines()[0])
    # Chicken
    """
    text = _environment().get_template("report.md").render(template_values(found))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    """Return the template environment, which compiles each template once."""
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
    r"""Escape a text for Markdown.

    Examples
    --------
    >>> _plain("a|b *c* <d>")
    'a\\|b \\*c\\* &lt;d>'
    """
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", str(text)).replace("&", "&amp;").replace("<", "&lt;")
