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
from countermove.report.figures import style
from countermove.report.fronts import crossings
from countermove.report.pages import (
    assumptions,
    coalitions,
    evolution,
    forecast,
    judgement,
    overview,
    readings,
    sheet,
    solution,
    turns,
    watched,
)
from countermove.report.pages.beside import beside
from countermove.report.pages.fronts import equilibrium_counts, front_columns, linkage_rows
from countermove.report.pages.overview import concept_in_words
from countermove.report.pages.policy import policy
from countermove.report.pages.ways import ways_figure
from countermove.report.robustness import robust_sentences
from countermove.report.words import summary, tidy

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
    title = tidy(found.title)
    return {
        "title": title,
        "start": found.start or ("from the file’s status quo" if conflict.status_quo is not None else ""),
        "about": tidy(conflict.about),
        "summary": summary(conflict).removeprefix(f"{tidy(conflict.title)}: "),
        "head": judgement.head(found),
        "all_signs": [*watched.sign_rows(found.judged)] if found.judged else [],
        "unjudged": found.unjudged,
        "answer": overview.answer(found),
        "remarks": [tidy(each) for each in conflict.remarks],
        "graph_form": conflict.graph is not None,
        "fronts": front_columns(conflict),
        "crossings": crossings(conflict),
        "numbers": equilibrium_counts(found.fronts),
        "links": linkage_rows(found.fronts, found.concept),
        "sides": overview.decision_makers(conflict),
        "rules": overview.rule_rows(conflict),
        "quo": conflict.status_quo_number,
        **_solution(found),
        **_evolution(found),
        **_turns(found),
        "graph": ways_figure(found),
        **_coalitions(found),
        "variations": solution.variation_rows(found),
        "beside": beside(found.beside),
        **_sources(found),
        "expected": forecast.question_rows(found),
        "notes": [tidy(note) for note in conflict.notes],
        "citation": [tidy(each) for each in conflict.citation],
        "left_out": found.left_out,
        **inline(_running(found)),
        "version": version("countermove"),
    }


def _running(found: Findings) -> str:
    """Return the running head of a report: its title, and from where it is asked."""
    title = tidy(found.title)
    return f"{title}, {found.start}" if found.start else title


def inline(head: str, *sheets: str) -> dict[str, Any]:
    """Return the style sheet and the script of a page with a running head, and the policy that allows them alone."""
    here = Path(__file__).parent / "templates"
    parts = ((here / each).read_text("utf-8") for each in ("report.css", *sheets))
    css = "".join([*parts, style(), running_head(head)])
    script = (here / "report.js").read_text("utf-8")
    return {"style": css, "script": script, "policy": policy(css, script)}


def running_head(text: str) -> str:
    r"""Return the style sheet of the running head of printed pages; all but letters and digits is escaped.

    Examples
    --------
    >>> running_head("a <b>")
    '@page { @bottom-left { content: "a\\20 \\3c b\\3e "; } }'
    """
    escaped = "".join(each if each.isascii() and each.isalnum() else f"\\{ord(each):x} " for each in text)
    return f'@page {{ @bottom-left {{ content: "{escaped}"; }} }}'


def _solution(found: Findings) -> dict[str, Any]:
    told = solution.reasons(found)
    return {
        "concept": found.concept,
        "by": concept_in_words(found.conflict, found.concept),
        "concepts": solution.concept_rows(found),
        "states": len(found.conflict.states),
        "held": solution.equilibrium_rows(found),
        "untold": found.untold,
        "reasons": [each for each in told if each.whole],
        "verdicts": [each for each in told if not each.whole],
    }


def _evolution(found: Findings) -> dict[str, Any]:
    evolved = found.evolution
    if evolved is None:
        return {"ways": (), "signs": (), "sign_notes": ()}
    tempo = {dm.tempo for dm in found.conflict.decision_makers}
    return {
        "ways": evolution.card_rows(found),
        "signs": evolution.signpost_groups(found),
        "sign_notes": evolution.signpost_notes(evolved),
        "expected_moves": _moves(evolved.expected_moves),
        "tempo": "each as likely as the others" if len(tempo) == 1 else "by their tempo",
    }


def _moves(number: float) -> str:
    """Return an expected number of moves, with its verb.

    Examples
    --------
    >>> _moves(0.0), _moves(1.0), _moves(2.25)
    ('No move is', '1 move is', '2.25 moves are')
    """
    if not number:
        return "No move is"
    return "1 move is" if number == 1 else f"{number:,.2f} moves are".replace(".00 ", " ")


def _turns(found: Findings) -> dict[str, Any]:
    """Return what the judgement turns on, over worlds and if every assumption is certain, and its readings."""
    moving = found.judged if found.judged and found.judged.moves else None
    groups, folded = turns.effect_groups(moving)
    checked = found.assumptions
    doubted = {each.path for each in found.judged.worlds.uncertain} if found.judged and groups else set()
    return {
        "effects": groups,
        "folded_effects": (told := turns.telling(folded)),
        "untold_effects": len(folded) - len(told),
        "folded_title": turns.folded_title(folded),
        "hinges": assumptions.hinge_groups(assumptions.hinge_rows(checked, doubted)) if checked else {},
        "robust": [*robust_sentences(found.judged)] if found.judged else [],
        "hinge_headline": assumptions.hinge_headline(checked) if checked else "",
        "panels": readings.reading_panels(found.judged),
        "scale": readings.scale(found.judged) if found.judged else 0,
    }


def _sources(found: Findings) -> dict[str, Any]:
    has = bool(found.conflict.sources)
    return {
        "sources": assumptions.source_rows(found.grounds) if has else (),
        "bare": assumptions.claims_without_evidence(found.grounds),
    }


def _coalitions(found: Findings) -> dict[str, Any]:
    joint = found.coalitions
    if joint is None or not joint.each:
        return {"agreements": (), "jumps": (), "survivals": (), "more_agreements": 0, "all_jumps": 0}
    return {
        "agreements": coalitions.agreement_rows(found, joint),
        "more_agreements": max(0, len(joint.agreements) - coalitions.MOST_SHOWN),
        "jumps": coalitions.jump_rows(found, joint),
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
    page = environment().get_template("report.html").render(template_values(found))
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", page)


def brief_html(found: Findings) -> str:
    """Return the judgement as a page of HTML that prints on one sheet of A4.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> "By each reading" in brief_html(findings(cases.load("elmira")))
    False
    """
    page = environment().get_template("brief.html").render(_brief_values(found))
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", page)


def brief_markdown(found: Findings) -> str:
    """Return the judgement as Markdown.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> print(brief_markdown(findings(cases.load("chicken"))).splitlines()[0])
    # Chicken
    """
    text = environment().get_template("brief.md").render(_brief_values(found))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _brief_values(found: Findings) -> dict[str, Any]:
    values, said = template_values(found), sheet.ground(found)
    ways = sheet.first_way(values["ways"])
    fits = sheet.fitting(values["head"], ways, values["panels"], " ".join(said))
    return values | inline(_running(found), "brief.css") | {"ground": said, "fits": fits, "ways": ways}


def markdown(found: Findings) -> str:
    """Return the report as Markdown, with tables as on GitHub and without figures.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> print(markdown(findings(cases.load("chicken"))).splitlines()[0])
    # Chicken
    """
    text = environment().get_template("report.md").render(template_values(found))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def environment() -> Environment:
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
