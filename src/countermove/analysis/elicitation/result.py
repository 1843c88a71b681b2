"""The state of an elicitation: what was answered, what follows from it, and the next question."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.elicitation.fingerprint import fingerprint
from countermove.analysis.elicitation.question import PairAnswer, PairQuestion
from countermove.errors import Contradiction, InvalidRequest
from countermove.model.incomplete import IncompleteRanking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.analysis.elicitation.inquiry import Inquiry, Known, Pair, StableFor, Verdicts
    from countermove.analysis.elicitation.question import Reply
    from countermove.model.conflict import Conflict

REPLIES = ("first", "second", "same", "unknown")
"""What may be answered."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an elicitation has come.

    Attributes
    ----------
    asked : int
        The questions answered so far.
    pairs : int
        The pairs that there are: what a whole ranking of every decision maker that is asked about compares.
    follows : int
        The pairs that are known: answered, or following from the answers.
    unknown : int
        The pairs of which nobody knows, and that do not follow either: they are not asked about again.
    open, settled : tuple of int
        The numbers of the goal states of which it is open, and settled, whether they are equilibria.
    """

    asked: int
    pairs: int
    follows: int
    unknown: int
    open: tuple[int, ...]
    settled: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Elicitation:
    """Questions about pairs of states, or of statements, and what follows from the answers so far.

    Frozen: `answered`, `undone` and `revised` return another one.

    Attributes
    ----------
    view : Conflict
        The conflict that is asked about, from its standpoint. State numbers and statements are those of it.
    about : {"situations", "wishes"}
        What is compared.
    concept : str
        The id of the concept or reading by which the goals are judged.
    goals : tuple of int
        The numbers of the states of which is asked whether they are equilibria.
    inquiry : Inquiry
        How verdicts follow from what is known.
    answers : tuple of PairAnswer
        The answers so far, in their order.
    remarks : tuple of str
        What was put aside, and why these goals.
    """

    view: Conflict = field(repr=False)
    about: str
    concept: str
    goals: tuple[int, ...]
    inquiry: Inquiry = field(repr=False)
    answers: tuple[PairAnswer, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def _known(self) -> Known:
        """What is known of each decision maker, by its position."""
        known = {dm: IncompleteRanking(size) for dm, size in self.inquiry.sizes().items()}
        for answer in self.answers:
            known = self._learnt(known, answer)
        return known

    def _learnt(self, known: Known, answer: PairAnswer) -> Known:
        """Return what is known with one more answer; a contradiction carries the answers themselves."""
        dm, first, second = self.pair(answer.question)
        if answer.relation is None:
            return known
        try:
            return {**known, dm: known[dm].with_answer(first, second, answer.relation)}
        except Contradiction as fault:
            cycle = tuple(self._answer(dm, said) for said in fault.cycle[:-1])
            raise Contradiction(_in_words((*cycle, answer)), (*cycle, answer)) from None

    def pair(self, question: PairQuestion) -> Pair:
        """Return the positions of the decision maker and the two things of a question.

        Raises
        ------
        InvalidRequest
            If the decision maker is not asked about, or both things are the same.
        UnknownName
            If there is no such decision maker or thing.
        """
        dm = self.view.position(question.dm)
        if dm not in self.inquiry.sizes():
            raise InvalidRequest(f"{question.dm!r} is not asked about; name it in 'dms'")
        first, second = (self.inquiry.position_of(dm, name) for name in (question.first, question.second))
        if first == second:
            raise InvalidRequest(f"{question.first} cannot be compared with itself")
        return dm, first, second

    def _answer(self, dm: int, said: tuple[int, int, object]) -> PairAnswer:
        """Return the latest answer that says how two things of a decision maker stand to each other."""
        wanted = (self.view.decision_makers[dm].id, frozenset(self.inquiry.name_of(dm, each) for each in said[:2]))
        return next(each for each in reversed(self.answers) if each.relation and each.question.pair == wanted)

    @property
    def incomplete(self) -> Mapping[str, IncompleteRanking]:
        """What is known of the ranking of each decision maker that is asked about, by its id."""
        return {self.view.decision_makers[dm].id: ranking for dm, ranking in self._known.items()}

    @cached_property
    def verdicts(self) -> Mapping[int, Mapping[str, StableFor]]:
        """By the number of each goal state and the id of each decision maker: "surely", "possibly" or "no"."""
        ids = [dm.id for dm in self.view.decision_makers]
        every = self.inquiry.every_verdict(self._known, self._found)
        return {goal: {ids[dm]: each[dm] for dm in each} for goal, each in zip(self.goals, every, strict=True)}

    @cached_property
    def _found(self) -> Verdicts:
        return self.inquiry.verdicts(self._known, self._before)

    @cached_property
    def _before(self) -> Verdicts | None:
        """The verdicts before the last answer, where they are known."""
        return None

    def holds(self, goal: int) -> StableFor:
        """Return whether a goal state is an equilibrium: surely, possibly, or not."""
        found = {*dict(zip(self.goals, self._found, strict=True))[goal].values()}
        return "no" if "no" in found else "possibly" if "possibly" in found else "surely"

    @cached_property
    def question(self) -> PairQuestion | None:
        """The next question; None if nothing that can still matter may be asked."""
        if not self.progress.open:
            return None
        pair = self.inquiry.next_pair(self._known, self._never, self._found)
        return None if pair is None else self.ask(*pair)

    def ask(self, dm: int, first: int, second: int) -> PairQuestion:
        """Return the question about two things of a decision maker, by their positions."""
        one, other = (self.inquiry.name_of(dm, each) for each in (first, second))
        words = self.inquiry.text(dm, first, second)
        return PairQuestion(self.view.decision_makers[dm].id, self.about, one, other, words)

    @cached_property
    def _never(self) -> frozenset[Pair]:
        """The pairs of which nobody knows, in both orders."""
        pairs = [self.pair(each.question) for each in self.answers if each.relation is None]
        return frozenset({*pairs, *((dm, second, first) for dm, first, second in pairs)})

    @cached_property
    def progress(self) -> Progress:
        """How far it has come."""
        pairs = sum(ranking.size * (ranking.size - 1) // 2 for ranking in self._known.values())
        open_pairs = sum(ranking.open_pairs() for ranking in self._known.values())
        never = {(dm, *sorted(pair)) for dm, *pair in self._never if self._known[dm].relation(*pair) is None}
        left = tuple(goal for goal in self.goals if self.holds(goal) == "possibly")
        settled = tuple(goal for goal in self.goals if goal not in left)
        return Progress(len(self.answers), pairs, pairs - open_pairs, len(never), left, settled)

    def answered(self, reply: Reply, *, by: str = "", on: str = "") -> Elicitation:
        """Return the elicitation after a reply to its question.

        Parameters
        ----------
        reply : {"first", "second", "same", "unknown"}
            The answer. A pair of which nobody knows is never asked about again, and its goals may stay open.
        by, on : str
            Who said it, and the day.

        Raises
        ------
        InvalidRequest
            If there is no such reply, or no question.
        """
        if self.question is None:
            raise InvalidRequest("no question is open, so there is nothing to answer")
        return self.with_answer(PairAnswer(self.question, reply, by, on))

    def with_answer(self, answer: PairAnswer) -> Elicitation:
        """Return the elicitation after an answer to any question about one of its pairs.

        Raises
        ------
        Contradiction
            If the answer contradicts the others; its `cycle` holds the answers that do not go together.
        InvalidRequest
            If there is no such reply, or the decision maker is not asked about.
        """
        if answer.reply not in REPLIES:
            raise InvalidRequest(f"{answer.reply!r} is no reply; there are: {', '.join(REPLIES)}")
        known = self._learnt(self._known, answer)
        more = replace(self, answers=(*self.answers, answer))
        vars(more)["_known"] = known
        vars(more)["_before"] = vars(self).get("_found", self._before)
        return more

    def with_answers(self, answers: Iterable[PairAnswer]) -> Elicitation:
        """Return the elicitation with other answers in place of its own.

        Raises
        ------
        Contradiction
            If an answer contradicts those before it.
        InvalidRequest
            As `with_answer`.
        """
        begun = replace(self, answers=())
        for each in answers:
            begun = begun.with_answer(each)
        return begun

    @property
    def control(self) -> PairQuestion | None:
        """A question whose answer follows from the others, by the longest chain, to check them; None without one."""
        longest: tuple[int, Pair] | None = None
        answered = {each.question.pair for each in self.answers}
        for dm, ranking in self._known.items():
            for first, second in np.argwhere(np.triu(ranking.at_least | ranking.at_least.T, 1)).tolist():
                question = self.ask(dm, first, second)
                length = len(ranking.reasons(first, second))
                if question.pair not in answered and length > (longest[0] if longest else 1):
                    longest = length, (dm, first, second)
        return None if longest is None else self.ask(*longest[1])

    def undone(self) -> Elicitation:
        """Return the elicitation before its last answer.

        Raises
        ------
        InvalidRequest
            If nothing was answered.
        """
        if not self.answers:
            raise InvalidRequest("nothing was answered yet, so there is nothing to undo")
        return replace(self, answers=self.answers[:-1])

    def reply_to(self, question: PairQuestion) -> Reply | None:
        """Return what is known of a pair as a reply: answered, or following from the answers; None if it is open."""
        dm, first, second = self.pair(question)
        relation = self._known[dm].relation(first, second)
        replies: dict[Any, Reply] = {"above": "first", "below": "second", "same": "same"}
        return replies.get(relation)

    def conflict(self) -> Conflict:
        """Return the conflict with what was learnt, once nothing is open: any completion gives the same verdicts.

        What the answers leave open is completed, each state or statement as low as they allow; the remarks say so.

        Raises
        ------
        InvalidRequest
            If the verdict on a goal is open, so that completions differ in it.
        """
        if self.progress.open:
            states = ", ".join(map(str, self.progress.open))
            raise InvalidRequest(f"the answers leave open whether these states are equilibria: {states}")
        return self.inquiry.completed(self._known)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; `countermove.resume` reads it back."""
        return {
            "conflict": self.view.title,
            "variation": self.view.variation or None,
            "about": self.about,
            "decision_makers": [*self.incomplete],
            "concept": self.concept,
            "goals": [*self.goals],
            "answers": [each.to_dict() for each in self.answers],
            "asked": self.progress.asked,
            "pairs": self.progress.pairs,
            "follows": self.progress.follows,
            "equilibria": {str(goal): self.holds(goal) for goal in self.goals},
            "verdicts": {str(goal): dict(each) for goal, each in self.verdicts.items()},
            "remarks": [*self.remarks],
            "of": fingerprint(self.view, (*self.inquiry.sizes(),), self.about),
        }

    def to_json(self) -> str:
        """Return the elicitation as a JSON document, from which `countermove.resume` goes on."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)


def _in_words(cycle: tuple[PairAnswer, ...]) -> str:
    """Return answers that do not go together, in words."""
    words = {"above": "is preferred to", "below": "is less preferred than", "same": "is as good as"}
    said = [f"{each.question.first} {words[each.relation or 'same']} {each.question.second}" for each in cycle]
    return f"these answers about {cycle[0].question.dm} do not go together: {'; '.join(said)}"
