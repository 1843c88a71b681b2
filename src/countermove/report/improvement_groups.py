"""Groups of improvements with the same sanctions, reasons and losses, for one paragraph each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.model.concepts import Sanctions

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from countermove.analysis.differences import Difference
    from countermove.analysis.explanation.result import Explanation, Move, Response, Sanction


def response_groups(explanation: Explanation) -> list[tuple[Response, ...]]:
    """Return the improvements of an explanation, grouped by the sanction; groups are in order of first appearance.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explain import explain
    >>> crisis = cases.load("cuban-missile-crisis")
    >>> [[each.move.to for each in group] for group in response_groups(explain(crisis, 1, "usa", "gmr")[0])]
    [[3, 2, 4]]
    """
    return _grouped(explanation.answers, lambda answer: _sanction_key(explanation, answer.sanction))


def reason_groups(answers: Iterable[Response]) -> list[tuple[Response, ...]]:
    """Return improvements, grouped by the reason for the gain."""
    return _grouped(answers, lambda answer: reason_key(answer.move.why))


def reason_key(why: Difference) -> Hashable:
    """Return a key of the reason for a preference: its kind, front, place and statements, without levels."""
    return why.kind, why.front, why.place, tuple(each.holds for each in why.statements)


def _grouped(answers: Iterable[Response], key: Callable[[Response], Hashable]) -> list[tuple[Response, ...]]:
    groups: dict[Any, list[Response]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return [*map(tuple, groups.values())]


def _sanction_key(explanation: Explanation, sanction: Sanction | None) -> Hashable:
    if sanction is None:
        return None
    at_any_cost = explanation.by.sanctions is Sanctions.ANY
    gains = () if at_any_cost else tuple(reason_key(move.why) for move in sanction.moves)
    moves = tuple(map(_move_key, sanction.moves))
    return moves, gains, sanction.end == explanation.state, reason_key(sanction.loss), _countermove_key(sanction)


def _move_key(move: Move) -> Hashable:
    graph = not (move.starts or move.stops)
    return move.mover, move.starts, move.stops, move.to if graph else 0


def _countermove_key(sanction: Sanction) -> Hashable:
    """Return a key of the failure of the best countermove; the reason is left out if the sanction has the same."""
    if sanction.reply is None or sanction.afterwards is None or not sanction.reply.improves:
        return False, None
    same = reason_key(sanction.afterwards) == reason_key(sanction.loss)
    return sanction.counter == sanction.loss.better, None if same else reason_key(sanction.afterwards)
