"""The ends and questions of two judgements side by side, and which changes turned them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from countermove.analysis.comparison.answers import answers_with_causes
from countermove.errors import CountermoveError
from countermove.simulation.comparison.likeliest import EndKeys, answers_of, likeliest_answers
from countermove.simulation.comparison.result import ComparedEnd, ComparedQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from countermove.analysis.comparison.answers import AnswerKey, ChangedAnswer, Given
    from countermove.analysis.comparison.causes import Tried
    from countermove.analysis.comparison.change import ModelChange
    from countermove.analysis.comparison.model import ModelDifference
    from countermove.kernels.jit import Engine
    from countermove.simulation.comparison.likeliest import Judging, LikeliestAnswers
    from countermove.simulation.judgement.result import Judgement

MOST_SETS = 256
"""Sets of changes that are undone at most."""

RANKS: dict[Engine, int] = {"compiled": 100_000_000, "plain": 600_000}
"""Ranks of worlds in all, over the sets that are undone: about twenty seconds, by how the kernels loop."""

ONE_BY_ONE = 100
"""How much longer worlds take that are solved one by one."""


@dataclass(frozen=True, eq=False)
class ComparedShares:
    """Two judgements side by side.

    Attributes
    ----------
    difference : ModelDifference
        The changes of the model.
    both : tuple of (Judgement, Judgement)
        The judgements.
    keys : EndKeys
        How ends are matched.
    judging : Judging
        How both were judged.
    """

    difference: ModelDifference
    both: tuple[Judgement, Judgement]
    keys: EndKeys
    judging: Judging

    def answers(
        self, progress: Callable[[int, int], None] | None = None
    ) -> tuple[tuple[ChangedAnswer, ...], Tried | None]:
        """Return the likeliest end and the questions that turned, with the changes that did it."""
        first, second = self._likeliest()
        changed: dict[AnswerKey, tuple[Any, Any]] = {}
        if first.end != second.end:
            changed["end", "", ()] = first.end, second.end
        for id_, yes in second.yes.items():
            if id_ in first.yes and first.yes[id_] != yes:
                changed["question", id_, ()] = first.yes[id_], yes
        return answers_with_causes(changed, self.difference.changes, self._undone, self._most, progress=progress)

    def _likeliest(self) -> tuple[LikeliestAnswers, LikeliestAnswers]:
        views, (first, second) = (self.difference.before, self.difference.after), self.both
        return answers_of(first, views[0], self.keys), answers_of(second, views[1], self.keys)

    def _undone(self, changes: Collection[ModelChange]) -> Given | None:
        """Return the answers where some changes are undone; None if there is no judgement then."""
        try:
            found = likeliest_answers(self.difference.undone(changes), self.keys, self.judging)
        except CountermoveError:
            return None
        return {("end", "", ()): found.end, **{("question", id_, ()): yes for id_, yes in found.yes.items()}}

    @property
    def _most(self) -> int:
        """The number of sets of changes that may be undone, by the size of the second judgement."""
        plan = self.both[1].worlds.plan
        longer = ONE_BY_ONE if plan.arrays is None else 1
        return min(MOST_SETS, RANKS[plan.engine] // max(1, longer * plan.count * plan.work))

    def ends(self) -> Iterator[ComparedEnd]:
        """Yield the ends of the second judgement, and then those of the first only."""
        views = self.difference.before, self.difference.after
        was, now = (
            {self.keys.of_end(view, end): end for end in judged.ends}
            for view, judged in zip(views, self.both, strict=True)
        )
        for key in dict.fromkeys((*now, *was)):
            yield ComparedEnd(key, (now.get(key) or was[key]).name, was.get(key), now.get(key))

    def questions(self) -> Iterator[ComparedQuestion]:
        """Yield the questions that both judgements answer or leave open."""
        first, second = (
            {each.question.id: each.chance.share.value if each.answered else None for each in judged.questions}
            for judged in self.both
        )
        for each in self.both[1].questions:
            if (id_ := each.question.id) in first:
                yield ComparedQuestion(each.question, first[id_], second[id_])
