"""What differs between two conflicts and changes no answer: names, reasons, sources, notes, questions of one only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from countermove.analysis.comparison.texts import text_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker

Wording = Literal[
    "names",
    "answers of questions",
    "reasons and evidence",
    "sources",
    "texts",
    "notes",
    "what-ifs",
    "published answers",
    "what came about",
]


def wording(before: Conflict, after: Conflict) -> tuple[tuple[Wording, int], ...]:
    """Return how many parts differ in what changes no answer, by kind.

    Parameters
    ----------
    before, after : Conflict
        The conflicts as their files have them.

    Examples
    --------
    >>> from countermove import cases
    >>> chicken = cases.load("chicken")
    >>> wording(chicken, chicken.with_(about="Two cars.", notes=["new"]))
    (('texts', 1), ('notes', 1))
    """
    counts: dict[Wording, int] = {
        "names": _differing([*_named(before)], [*_named(after)]),
        "answers of questions": _differing(
            [(each.id, each.answer) for each in before.questions],
            [(each.id, each.answer) for each in after.questions],
        ),
        "reasons and evidence": _differing([*_grounded(before)], [*_grounded(after)]),
        "sources": _by_id(before.sources, after.sources),
        "texts": sum(getattr(before, text) != getattr(after, text) for text in ("title", "about", "citation")),
        "notes": int(before.notes != after.notes),
        "what-ifs": _by_id(
            [each for each in before.variations if not each.weight],
            [each for each in after.variations if not each.weight],
        ),
        "published answers": int(before.published != after.published),
        "what came about": int(before.came_about != after.came_about),
    }
    return tuple((kind, number) for kind, number in counts.items() if number)


def _named(conflict: Conflict) -> Iterator[tuple[object, object]]:
    """Yield each part that has a name, with its names."""
    for dm in conflict.decision_makers:
        yield dm.id, (dm.name, dm.note)
        yield from (((dm.id, option.id), (option.name, option.short)) for option in dm.options)
    yield from (((each.id,), each.name) for each in conflict.definitions)
    yield from ((("question", each.id), (each.asks, each.short, each.resolves)) for each in conflict.questions)


def _grounded(conflict: Conflict) -> Iterator[tuple[object, object]]:
    """Yield each part that has a reason, with its reason and evidence."""
    for dm in conflict.decision_makers:
        yield (dm.id,), (dm.preferences.because, dm.preferences.evidence)
        yield from ((("option", dm.id, each.id), (each.because, each.evidence)) for each in dm.options)
        yield from _held(conflict, dm)
    yield from (((text_key(conflict, each.holds),), (each.because, each.evidence)) for each in conflict.rules)


def _held(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[object, object]]:
    for level in dm.preferences.statements:
        yield from (((dm.id, text_key(conflict, each.holds)), (each.because, each.evidence)) for each in level)


def _differing(was: list[tuple[object, object]], now: list[tuple[object, object]]) -> int:
    """Return how many parts that stand in both differ."""
    there = dict(was)
    return sum(key in there and there[key] != said for key, said in now)


def _by_id(was: Sequence[Any], now: Sequence[Any]) -> int:
    """Return how many parts stand in one only, or differ."""
    old, new = ({each.id: each for each in parts} for parts in (was, now))
    return sum(old.get(id_) != new.get(id_) for id_ in {*old, *new})
