"""Families of conflicts: one template, many cases, the facts of each case, and statements over facts.

Statements over facts use the language of `countermove.model.language`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from countermove.errors import Complaint, DocumentPath, StatementError, UnknownName, did_you_mean
from countermove.model.evaluation import evaluate
from countermove.model.language import RESERVED, parse

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Evidence, Question, Source


YES, NO = "yes", "no"
"""The values of a fact that is true or false."""

TRUE, FALSE = ("yes", "true"), ("no", "false")
"""The texts that are read as `YES` and as `NO`."""

OTHERWISE = "else"
"""The key of a template for all remaining values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a family: its facts, its answers, and the conflict that the template makes of its facts.

    Attributes
    ----------
    id, name : str
        The case's id and name.
    date : str
        The day, month or year of the decision; the facts are those of that date.
    facts : tuple of (fact, value)
        In the order of the family's facts.
    answers : tuple of (question, bool)
        The answers to the questions that the world has answered.
    evidence : tuple of (fact or question, evidence)
        The evidence for each fact and answer.
    conflict : Conflict
        The conflict with these facts.
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
        """The ids of the facts and questions with disputed evidence."""
        return tuple(about for about, cited in self.evidence if any(each.disputed for each in cited))

    def satisfies(self, says: str) -> bool:
        """Whether a statement over the facts is true of this case; raises as `true_of` does."""
        return true_of(says, dict(self.facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleRule:
    """A rule of thumb to compare with: it answers yes to a question if a statement over the facts is true.

    Attributes
    ----------
    id, because : str
        The rule's id, and the reason for it.
    says : str
        The statement over the facts.
    question : str
        The id of the question.
    """

    id: str
    says: str
    question: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Family:
    """One template of a conflict and the cases that it applies to; `countermove.read_family` reads one.

    Attributes
    ----------
    title, about, citation : str, str, tuple of str
        A name, a sentence or two, and references.
    facts : tuple of Fact
        The facts that are documented for each case.
    cases : tuple of Case
        At least one case; their ids differ.
    make : callable
        A function from a case to its conflict, by the template.
    rules : tuple of SimpleRule
        Rules of thumb to compare with.
    sources : tuple of Source
        The texts that the facts rest on.
    known : tuple of (variation, questions)
        For a variation, the questions that it takes as answered; they are not scored in it.
    notes : tuple of str
        The coding rules, and other remarks.
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
        """The questions of all cases, without repetition; each case's conflict holds its own answers."""
        every = {each.id: each for case in self.cases for each in case.conflict.questions}
        return tuple(every.values())

    def case(self, id_: str) -> Case:
        """Return a case by its id.

        Raises
        ------
        UnknownName
            If no case has that id.
        """
        for each in self.cases:
            if each.id == id_:
                return each
        raise UnknownName(f"{self.title!r} has no case {id_!r}{did_you_mean(id_, [each.id for each in self.cases])}")

    def otherwise(self, case: Case, facts: Mapping[str, str | float]) -> Conflict:
        """Return the conflict that the template makes of a case with some facts changed.

        Parameters
        ----------
        case : Case
            The case.
        facts : mapping of str to (str or float)
            The changed facts with their new values.

        Raises
        ------
        UnknownName
            If a fact does not exist, or cannot have its new value.
        InvalidConflict
            If the template makes no valid conflict of these facts.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A variable with a documented value for each case of a family.

    Attributes
    ----------
    id : str
        The fact's id.
    means : str
        Its coding rule, in words.
    values : tuple of str
        Its possible values, ``("yes", "no")`` by default; empty for a number.
    low, high : float
        The range of a number; a number within 0 and 1 can serve as a probability.
    after : str
        The id of a question that is decided before the fact is known; the fact must not help to answer it.
    """

    id: str
    means: str = ""
    values: tuple[str, ...] = (YES, NO)
    low: float = 0.0
    high: float = 1.0
    after: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the fact is a number."""
        return not self.values

    @property
    def range(self) -> str:
        """The possible values, in words."""
        return (
            f"a number from {self.low:g} to {self.high:g}" if self.is_number else f"one of {', '.join(self.values)}"
        )

    def read(self, text: str) -> str | float:
        """Return the value that a text gives the fact.

        Raises
        ------
        ValueError
            If the text is not a possible value.

        Examples
        --------
        >>> Fact(id="armed").read("true"), Fact(id="load", values=(), high=3).read("2.5")
        ('yes', 2.5)
        """
        if not self.is_number:
            plain = YES if text in TRUE else NO if text in FALSE else text
            if (known := plain if self.values == (YES, NO) else text) in self.values:
                return known
            raise ValueError(f"{text!r} is not {self.range}")
        number = float(text)
        if not self.low <= number <= self.high:
            raise ValueError(f"{text!r} is not {self.range}")
        return number


def true_of(text: str, facts: Mapping[str, str | float]) -> bool:
    """Return whether a statement is true of the facts of one case.

    Parameters
    ----------
    text : str
        A statement in the language of `countermove.model.language`. It names a fact with yes or no as ``fact``, and
        one with several values as ``fact.value``.
    facts : mapping of str to (str or float)
        The value of each fact.

    Raises
    ------
    StatementError
        If the text is not a statement.
    KeyError
        If it names an unknown fact.

    Examples
    --------
    >>> true_of("armed and not threat.state", {"armed": "yes", "threat": "unrest"})
    True
    """
    held = evaluate(parse(text), lambda name: np.array([_is_so(name, facts)]))
    return bool(np.all(held))


def _is_so(name: str, facts: Mapping[str, str | float]) -> bool:
    fact, _, value = name.partition(".")
    return facts[fact] == (value or YES)


def fact_complaints(text: str, facts: Mapping[str, Fact], path: DocumentPath, where: str) -> Iterator[Complaint]:
    """Yield the complaints about a statement over facts: a syntax error, or else each unknown name."""
    try:
        names = [*parse(text).names()]
    except StatementError as fault:
        yield Complaint(f"{fault} ({where}: {text!r})", path, fault.column - 1)
        return
    for node in names:
        if message := _unknown(node.text, facts):
            yield Complaint(f"{message} ({where})", path, node.number - 1)


def names_in(text: str) -> tuple[str, ...]:
    """Return the ids of the facts that a statement names, each once.

    Raises
    ------
    StatementError
        If the text is not a statement.

    Examples
    --------
    >>> names_in("armed and (threat.state or threat.member)")
    ('armed', 'threat')
    """
    return tuple(dict.fromkeys(node.text.partition(".")[0] for node in parse(text).names()))


def _unknown(name: str, facts: Mapping[str, Fact]) -> str:
    id_, _, value = name.partition(".")
    if id_ not in facts:
        return f"unknown fact {id_!r}{did_you_mean(id_, facts)}"
    fact = facts[id_]
    if fact.is_number:
        return f"the fact {id_!r} is a number, of which nothing is true or false"
    if fact.values == (YES, NO):
        return f"the fact {id_!r} is yes or no; write {id_} or not {id_}" if value else ""
    if not value:
        return f"the fact {id_!r} is one of several; write {id_}.{fact.values[0]}, say"
    return "" if value in fact.values else f"the fact {id_!r} is never {value!r}{did_you_mean(value, fact.values)}"


def declaration_complaints(facts: Iterable[Fact]) -> Iterator[Complaint]:
    """Yield the complaints about declarations of facts: invalid ids, too few values, empty ranges."""
    for fact in facts:
        path: DocumentPath = ("facts", fact.id)
        for name in (fact.id, *fact.values):
            if not name.isidentifier() or name.lower() in RESERVED | {OTHERWISE, "by"}:
                rule = "letters, digits and _, and no word of the statement language"
                yield Complaint(f"{name!r} cannot be the name or the value of a fact; it is made of {rule}", path)
        if len({*fact.values}) < len(fact.values) or len(fact.values) == 1:
            yield Complaint(f"the fact {fact.id!r} needs at least two different values", path)
        if fact.is_number and not fact.low < fact.high:
            yield Complaint(f"the fact {fact.id!r} has no range: from {fact.low:g} to {fact.high:g}", path)
