"""Facts of a case: what can be said about each, and statements over them in the language of preferences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from countermove.errors import Complaint, DocumentPath, StatementError, did_you_mean
from countermove.model.language import RESERVED, evaluate, parse

YES, NO = "yes", "no"
TRUE, FALSE = ("yes", "true"), ("no", "false")
OTHERWISE = "else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is documented for each case of a family.

    Attributes
    ----------
    means : str
        What it says, in words: the rule by which it is coded.
    values : tuple of str
        What it can be: ``("yes", "no")`` unless it is one of several; empty for a number.
    low, high : float
        The range of a number; it can stand for a probability if that is within 0 and 1.
    after : str
        A question that has to be decided before the fact is known; nothing may use the fact to answer it.
    """

    id: str
    means: str = ""
    values: tuple[str, ...] = (YES, NO)
    low: float = 0.0
    high: float = 1.0
    after: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number rather than one of several values."""
        return not self.values

    @property
    def range(self) -> str:
        """What it can be, in words."""
        return (
            f"a number from {self.low:g} to {self.high:g}" if self.is_number else f"one of {', '.join(self.values)}"
        )

    def read(self, text: str) -> str | float:
        """Return what a text says of the fact.

        Raises
        ------
        ValueError
            If it can say no such thing.

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
        A statement in the language of `countermove.model.language`, over ``fact`` for what is yes or no, and over
        ``fact.value`` for what is one of several.
    facts : mapping of str to (str or float)
        What each fact is.

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
    """Yield what is wrong with a statement over facts: that it does not parse, or every name that is not known."""
    try:
        names = [*parse(text).names()]
    except StatementError as fault:
        yield Complaint(f"{fault} ({where}: {text!r})", path, fault.column - 1)
        return
    for node in names:
        if message := _unknown(node.text, facts):
            yield Complaint(f"{message} ({where})", path, node.number - 1)


def names_in(text: str) -> tuple[str, ...]:
    """Return the facts that a statement is over, each once.

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
    """Yield what is wrong with facts as they are declared: ids that are no names, too few values, an empty range."""
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
