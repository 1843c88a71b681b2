"""Reasons for gains and losses in words, each of the analyst's reasons once.

A gain or a loss is decided by statements, by a ranking, by weights, or by the weights of fronts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from countermove.model.weights import digits
from countermove.report.statements import worded
from countermove.report.words import listed, ordinal, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from countermove.analysis.differences import Difference
    from countermove.analysis.explanation.result import Move
    from countermove.model.conflict import Conflict

    Levels = Iterable[float]

MOST_LEVELS = 3
"""Maximum ranks or weights in a list of ends."""

LOWERCASE = """
    a all an and as at both by each every few for from he her his if in it its many more most no nobody nothing of on
    once only our she some such that the their there these they this those to under we what when where while who with
    without
"""
"""Words that have a small first letter within a sentence."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons for gains and losses, as phrases that follow on a comma.

    Attributes
    ----------
    conflict : Conflict
    given : set of str
        The analyst's reasons that earlier phrases gave; they are not repeated.
    """

    conflict: Conflict
    given: set[str] = field(default_factory=set)

    def gaining(self, moves: Sequence[Move]) -> str:
        """Return the gain of the mover by each of some moves; the first move gives the reason for all."""
        why = moves[0].why
        if why.kind != "statements":
            rise = _course([(each.why.levels[1], each.why.levels[0]) for each in moves], why.kind, _RISING)
            return f"{rise}{_on(why)}{self._because(why.because)}"
        if all(self._only_fulfils(each) for each in moves):
            return f"which in itself {_importance(why)}{self._because(*(each.because for each in why.statements))}"
        return f"bringing about {'more of ' * self._counts(why)}what {_importance(why)}: {self._statements(why)}"

    def losing(self, whys: Sequence[Difference]) -> str:
        """Return the loss in each of some states; the first difference gives the reason for all."""
        why = whys[0]
        if why.kind != "statements":
            fall = _course([each.levels for each in whys], why.kind, _FALLING)
            return f"{fall}{_on(why)}{self._because(why.because)}"
        return f"at the cost of {'some of ' * self._counts(why)}what {_importance(why)}: {self._statements(why)}"

    def _only_fulfils(self, move: Move) -> bool:
        """Whether a move makes the changes that its decisive statements want, and no others."""
        done = {*((name, True) for name in move.starts), *((name, False) for name in move.stops)}
        return {self._wanted_option(each.holds) for each in move.why.statements} == done

    def _wanted_option(self, text: str) -> tuple[str, bool] | None:
        """Return the option of a statement, and whether it is to be on; None for a compound statement."""
        tree = self.conflict.tree(text)
        plain, on = (tree.parts[0], False) if tree.kind == "not" else (tree, True)
        return (self.conflict.options[self.conflict.bits[plain.text]], on) if plain.kind == "name" else None

    def _counts(self, why: Difference) -> bool:
        """Whether the decisive level has several statements, so that their number counts."""
        wants = self.conflict.decision_makers[self.conflict.position(why.dm)].preferences
        there = {share.front: share.preferences for share in wants.fronts}
        return len(there.get(why.front, wants).statements[why.place - 1]) > 1

    def _statements(self, why: Difference) -> str:
        return "; ".join(
            f"{worded(self.conflict, each.holds)}{self._because(each.because)}" for each in why.statements
        )

    def _because(self, *reasons: str) -> str:
        """Return the reasons that were not given before; they end the sentence."""
        new = [each for each in dict.fromkeys(map(as_clause, reasons)) if each and each not in self.given]
        self.given.update(new)
        return f", because {'; '.join(new)}" if new else ""


def _importance(why: Difference) -> str:
    return ("matters most" if why.place == 1 else f"is {ordinal(why.place)} in importance") + _on(why)


def _on(why: Difference) -> str:
    """Return the front whose preferences decide, if there is one."""
    return f" on {tidy(why.front)}" if why.front else ""


def as_clause(reason: str) -> str:
    """Return a reason as it follows on 'because'."""
    words = tidy(reason).rstrip(".").split(" ")
    if words[0].lower() == "because":
        words = words[1:] or [""]
    if words[0].lower() in LOWERCASE.split():
        words[0] = words[0].lower()
    return " ".join(words)


_RISING = {
    "ranking": ("going up", " or a better", " place in the ranking"),
    "weights": ("raising the weight of what is wanted", " or more", ""),
    "fronts": ("raising the weighted sum of the ranks on its fronts", " or more", ""),
}
_FALLING = {  # follows on a gain in the same ranking
    "ranking": ("down", " or a lower", " place"),
    "weights": ("the weight of what is wanted falling", " or less", ""),
    "fronts": ("the weighted sum of the ranks on its fronts falling", " or less", ""),
}


def _course(levels: Sequence[tuple[float, ...]], kind: str, phrases: dict[str, tuple[str, str, str]]) -> str:
    """Return the changes of rank or weight, each from a first level to a second.

    Examples
    --------
    >>> _course([(8.0, 5.0), (8.0, 7.0)], "ranking", _RISING)
    'going up from eighth to fifth or seventh place in the ranking'
    >>> _course([(7.5, 5.0)], "weights", _FALLING)
    'the weight of what is wanted falling from 7.5 to 5'
    """
    verb, beyond, place = phrases[kind]
    starts, ends = ([*dict.fromkeys(each)] for each in zip(*levels, strict=True))
    nearest = min(ends, key=lambda end: abs(Fraction(end) - Fraction(starts[0])))
    before, *after = (
        ordinal(level) if place else digits(level)
        for level in (starts[0], *([nearest] if len(ends) > MOST_LEVELS else ends))
    )
    if len(starts) > 1 or before in after:  # six digits do not tell them apart
        return f"{verb}{' in the ranking' * bool(place)}"
    return f"{verb} from {before} to {listed(after, 'or')}{beyond if len(ends) > MOST_LEVELS else ''}{place}"
