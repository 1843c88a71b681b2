"""Everything that a report shows, section by section, ready for a template of any format."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from countermove.report.crossing import crossings
from countermove.report.figures import graph, style
from countermove.report.figures.calibration import style as calibration_style
from countermove.report.figures.tornado import style as tornado_style
from countermove.report.joint import ranked_jumps
from countermove.report.pages import expected, form, headline, hinges, holding, rests, signs, together, ways
from countermove.report.pages.beside import beside
from countermove.report.pages.fronts import fronts, links, numbers
from countermove.report.pages.reasons import reasons
from countermove.report.pages.wording import by
from countermove.report.words import listed, summary, tidy

if TYPE_CHECKING:
    from countermove.report.pages.findings import Findings


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
        "question": headline.question(found),
        "answer": headline.answer(found),
        "asked": [tidy(each.asks) for each in conflict.questions],
        "graph_form": conflict.graph is not None,
        "coalesced": bool(conflict.states.coalesced),
        "fronts": fronts(conflict),
        "crossings": crossings(conflict),
        "numbers": numbers(found.fronts),
        "links": links(found.fronts, found.concept),
        "sides": form.sides(conflict),
        "rules": form.rules(conflict),
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
        "concepts": holding.concepts(found),
        "held": holding.held_rows(found),
        "untold": found.untold,
        "columns": holding.columns(found),
        "side_by_side": holding.side_by_side(found),
    }


def _how_it_moves(found: Findings) -> dict[str, Any]:
    evolution = found.evolution
    if evolution is None:
        return {"ways": (), "signs": (), "sign_notes": ()}
    tempo = {dm.tempo for dm in found.conflict.decision_makers}
    return {
        "ways": ways.ways(found),
        "signs": signs.signs(evolution),
        "sign_notes": signs.notes(evolution),
        "more_ends": max(0, len(evolution.ends) - len(found.ends)),
        "expected_moves": f"{evolution.expected_moves:,.2f}",
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
    return {"sources": rests.source_rows(found.grounds) if has else (), "bare": rests.bare(found.grounds)}


def _assumptions(found: Findings) -> dict[str, Any]:
    asked = found.assumptions
    if asked is None:
        return {"hinges": ()}
    return {"hinges": hinges.hinges(asked), "headline": hinges.opening(asked), "tornado": hinges.plot(asked)}


def _forecast(found: Findings) -> dict[str, Any]:
    made = found.forecast
    if made is None:
        return {"expected": ()}
    return {
        "expected": expected.expected(made),
        "expected_how": expected.how(made),
        "calibration": expected.plot(made),
    }


def _coalitions(found: Findings) -> dict[str, Any]:
    joint = found.coalitions
    if joint is None or not joint.each:
        return {"agreements": (), "jumps": (), "survivals": (), "more_agreements": 0, "all_jumps": 0}
    return {
        "agreements": together.agreements(joint),
        "more_agreements": max(0, len(joint.agreements) - together.SHOWN),
        "jumps": together.jumps(joint, {k + 1 for k in found.told}),
        "survivals": together.survivals(joint),
        "all_jumps": len(ranked_jumps(joint)),
    }
