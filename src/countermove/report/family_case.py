"""One case of a family in words: its facts, where they are from, and what one other fact would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading, table
from countermove.report.family import percent
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from countermove.model.family import Case, Family
    from countermove.simulation.families.forecast import Otherwise
    from countermove.simulation.families.result import FamilyForecasts


def family_case(found: FamilyForecasts, id_: str, otherwise: Sequence[Otherwise]) -> list[RenderableType]:
    """Return what there is to say about one case of a family."""
    case = found.family.case(id_)
    return [_opening(found, case), _facts(found.family, case), _otherwise(found, case, otherwise)]


def _opening(found: FamilyForecasts, case: Case) -> RenderableType:
    asked = {each.id: tidy(each.asks) for each in found.family.questions}
    rows = table("question", "how likely a yes is", "how it came out", right=("how likely a yes is",))
    answers = {True: "yes", False: "no", None: "open"}
    for id_, share in found.forecast(case.id).shares:
        rows.add_row(asked[id_], percent(share), answers[dict(case.answers).get(id_)])
    said = f"A case of the family {tidy(found.family.title)!r}; the facts are those of {case.date or 'the time'}."
    return Group(Text(tidy(case.name), "bold"), said, "", rows)


def _facts(family: Family, case: Case) -> RenderableType:
    rows = table("fact", "is", "source", "says")
    evidence = dict(case.evidence)
    titles = {each.id: tidy(each.title) for each in family.sources}
    for about, value in (*case.facts, *((id_, "yes" if yes else "no") for id_, yes in case.answers)):
        shown = f"{value:g}" if isinstance(value, float) else value
        for each in evidence.get(about, ()):
            says = tidy(each.says) + (" (disputed)" if each.disputed else "")
            rows.add_row(about, shown, titles.get(each.source, each.source), says)
            about, shown = "", ""  # noqa: PLW2901  (further sources of the same fact)
        if about:
            rows.add_row(about, shown, "", "")
    return Group(heading("Facts"), "", rows)


def _otherwise(found: FamilyForecasts, case: Case, otherwise: Sequence[Otherwise]) -> RenderableType:
    asked = [id_ for id_, _ in found.forecast(case.id).shares]
    rows = table("if", "rather than", *asked, right=tuple(asked))
    for each in otherwise:
        shares = dict(each.shares)
        cells = [percent(shares.get(id_)) if shares else "no conflict" for id_ in asked]
        rows.add_row(f"{each.fact}: {each.value}", each.was, *cells)
    return Group(heading("If one fact were otherwise"), "", rows)
