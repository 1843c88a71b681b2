"""A family: one structure of a conflict, and the facts of many cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from countermove.errors import UnknownName, did_you_mean
from countermove.model.facts import Fact, true_of

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Question, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a family: its facts, how it came out, and the conflict that the template makes of them.

    Attributes
    ----------
    date : str
        When it was decided: a day, a month or a year. The facts are as they were then.
    facts : tuple of (fact, value)
        In the order of the family's facts.
    answers : tuple of (question, bool)
        Of the questions that the world has answered.
    evidence : tuple of (fact or question, evidence)
        Where each is to be read.
    conflict : Conflict
        An ordinary conflict.
    """

    id: str
    name: str
    date: str
    facts: tuple[tuple[str, str | float], ...]
    answers: tuple[tuple[str, bool], ...]
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...]
    conflict: Conflict

    @property
    def disputed(self) -> tuple[str, ...]:
        """The facts and answers that somebody disputes."""
        return tuple(about for about, pointers in self.evidence if any(each.disputed for each in pointers))

    def is_so(self, says: str) -> bool:
        """Whether a statement over the facts is true of this case."""
        return true_of(says, dict(self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleRule:
    """A rule of thumb to compare with: it says yes to a question where a statement over the facts is true."""

    id: str
    says: str
    question: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Family:
    """One structure, many facts; see `countermove.read_family`.

    Attributes
    ----------
    title, about, citation : str, str, tuple of str
        A name, a sentence or two, and where it is from.
    facts : tuple of Fact
        What is documented for each case.
    cases : tuple of Case
        At least one; their ids differ.
    rules : tuple of SimpleRule
        Rules of thumb to compare with.
    known : tuple of (variation, questions)
        Questions that a variation takes as answered; they are not scored in it.
    notes : tuple of str
        How it was coded, and what else a reader should know.
    make : callable
        From a case to its conflict, by the template.
    """

    title: str
    facts: tuple[Fact, ...]
    cases: tuple[Case, ...]
    make: Callable[[Case], Conflict] = field(repr=False, compare=False)
    about: str = ""
    citation: tuple[str, ...] = ()
    rules: tuple[SimpleRule, ...] = ()
    sources: tuple[Source, ...] = ()
    known: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that are asked of every case; each conflict holds its own answers."""
        every = {each.id: each for case in self.cases for each in case.conflict.questions}
        return tuple(every.values())

    def case(self, id_: str) -> Case:
        """Return a case by its id.

        Raises
        ------
        UnknownName
            If there is none of that id.
        """
        for each in self.cases:
            if each.id == id_:
                return each
        raise UnknownName(f"{self.title!r} has no case {id_!r}{did_you_mean(id_, [each.id for each in self.cases])}")

    def otherwise(self, case: Case, facts: Mapping[str, str | float]) -> Conflict:
        """Return the conflict of a case had some of its facts been otherwise.

        Parameters
        ----------
        case : Case
            The case.
        facts : mapping of str to (str or float)
            The facts that are changed, and what they are instead.

        Raises
        ------
        UnknownName
            If there is no such fact, or it cannot be so.
        InvalidConflict
            If the template makes no conflict of these facts.
        """
        known = {each.id: each for each in self.facts}
        for id_, value in facts.items():
            if id_ not in known:
                raise UnknownName(f"{self.title!r} has no fact {id_!r}{did_you_mean(id_, known)}")
            try:
                known[id_].read(str(value))
            except ValueError as fault:
                raise UnknownName(f"{fault} (the fact {id_})") from None
        changed = tuple((id_, facts.get(id_, value)) for id_, value in case.facts)
        return self.make(replace(case, facts=changed))
