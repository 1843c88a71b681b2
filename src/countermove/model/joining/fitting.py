"""Which variations of a front have a place in the whole: those whose status quo what crosses the fronts allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from countermove.model.language import evaluate, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.model.conflict import Rule, Variation
    from countermove.model.provenance import Question


def misfits(variations: Iterable[Variation], crossing: Iterable[Rule]) -> dict[str, str]:
    """Return, by the ids of variations, the rule that their status quo would break."""
    rules = [*crossing]
    found: dict[str, str] = {}
    for each in variations:
        broken = [
            rule.holds for rule in rules if each.status_quo is not None and not _meets(each.status_quo, rule.holds)
        ]
        found |= {each.id: broken[0]} if broken else {}
    return found


def _meets(on: tuple[str, ...], text: str) -> bool:
    return bool(evaluate(parse(text), lambda name: np.array(name in on, np.bool_)))


def noted(misfit: dict[str, str], questions: Iterable[Question]) -> tuple[str, ...]:
    """Return a note on each variation that has no place in the whole."""
    asked: dict[str, list[str]] = {id_: [] for id_ in misfit}
    for question in questions:
        asked.get(question.variation, []).append(question.id)
    return tuple(
        f"The variation {id_} has no place among the fronts: its status quo breaks {rule!r}."
        + (f" With it go the questions asked of it: {', '.join(asked[id_])}." if asked[id_] else "")
        for id_, rule in misfit.items()
    )
