"""Improvements that come to the same: answered by the same moves, for the same reasons, and at the same cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.model.concepts import Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from countermove.analysis.differences import Difference
    from countermove.analysis.explanation.result import Explanation, Move, Response, Sanction


def alike(explanation: Explanation) -> list[tuple[Response, ...]]:
    """Return the improvements of an explanation in groups that are told together, in the order of their first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explain import explain
    >>> crisis = cases.load("cuban-missile-crisis")
    >>> [[each.move.to for each in group] for group in alike(explain(crisis, 1, "usa", "gmr")[0])]
    [[3, 2, 4]]
    """
    return _grouped(explanation.answers, lambda answer: _answered(explanation, answer.sanction))


def by_reason(answers: Iterable[Response]) -> list[tuple[Response, ...]]:
    """Return improvements in groups that the same kind of thing decides for."""
    return _grouped(answers, lambda answer: decided(answer.move.why))


def decided(why: Difference) -> Hashable:
    """Return what decides between two states, without what a ranking or weights say of each."""
    return why.kind, why.place, tuple(each.holds for each in why.statements)


def _grouped(answers: Iterable[Response], key: Callable[[Response], Hashable]) -> list[tuple[Response, ...]]:
    groups: dict[Any, list[Response]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return [*map(tuple, groups.values())]


def _answered(explanation: Explanation, sanction: Sanction | None) -> Hashable:
    if sanction is None:
        return None
    at_any_cost = explanation.by.sanctions is Sanctions.ANY
    told = () if at_any_cost else tuple(decided(move.why) for move in sanction.moves)
    moves = tuple(map(_moved, sanction.moves))
    return moves, told, sanction.end == explanation.state, decided(sanction.loss), _countered(sanction)


def _moved(move: Move) -> Hashable:
    graph = not (move.starts or move.stops)
    return move.mover, move.starts, move.stops, move.to if graph else 0


def _countered(sanction: Sanction) -> Hashable:
    """Return why the best countermove does not rescue, where that is not what has been said of the sanction."""
    if sanction.reply is None or sanction.afterwards is None or not sanction.reply.improves:
        return False, None
    same = decided(sanction.afterwards) == decided(sanction.loss)
    return sanction.counter == sanction.loss.better, None if same else decided(sanction.afterwards)
