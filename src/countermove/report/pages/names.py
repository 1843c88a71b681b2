"""Names of states on a page: the end that they belong to, the start, or what tells them from the start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.outcome import states_where
from countermove.report.brief.heading import lettered_unreached
from countermove.report.references import capitalised
from countermove.report.words import listed, situation, tidy
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.simulation.judgement.result import JudgedEnd, Judgement

TONES = "ABCDEF"
"""The letters that have a colour of their own."""

MOST_CHANGES = 3
"""Options at most that a name lists as changed."""


@dataclass(frozen=True, slots=True)
class StateName:
    """A state in words.

    Attributes
    ----------
    letter, tone : str
        The letter of its end and the name of its colour; empty if it belongs to no end of the judgement.
    name : str
        The name, without the number.
    number : int
        The number of the state.
    plain : str
        The name of its end, if it has one: without what tells the state from others of that end.
    """

    letter: str
    tone: str
    name: str
    number: int
    plain: str = ""

    @property
    def short(self) -> str:
        """The name of its end alone, with the letter and the number; for where the page has told it whole."""
        return f"{self.letter} {self.plain} ({self.number})" if self.plain else f"{self}"

    def __str__(self) -> str:
        return f"{f'{self.letter} ' if self.letter else ''}{self.name} ({self.number})"


def tone_of(letter: str) -> str:
    """Return the name of the colour of an end."""
    return letter if letter in TONES else "O"


@dataclass(frozen=True, eq=False)
class StateNames:
    """Names of the states of a conflict.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    judged : Judgement or None
        Its judgement, whose ends have letters.
    """

    conflict: Conflict
    judged: Judgement | None

    def of(self, number: int) -> StateName:
        """Return the name of a state, given by number; two states of one end are told apart."""
        end = self.end_of(number)
        if number == self.conflict.status_quo_number:
            plain = StateName("", "", "Start", number)
            return StateName(end.letter, tone_of(end.letter), f"Start: {tidy(end.name)}", number) if end else plain
        if end is not None:
            first = self.first(end)
            apart = "" if number == first or first is None else f", {self.changes(first, number)}"
            return StateName(end.letter, tone_of(end.letter), f"{tidy(end.name)}{apart}", number, tidy(end.name))
        letter = self._unreached(number)
        return StateName(letter, tone_of(letter) if letter else "", self._plain(number), number)

    def _unreached(self, number: int) -> str:
        """Return the letter of the end that no reading reaches, to which a state belongs; empty if there is none."""
        if self.judged is None or not self.judged.deduction:
            return ""
        decimal = self.conflict.states[number - 1].decimal
        return next((letter for letter, each in lettered_unreached(self.judged) if decimal in each.decimals), "")

    def _plain(self, number: int) -> str:
        """Return the name that the file gives, or else what differs from the start."""
        if (named := self.condition(number)) is not None:
            return named
        if self.conflict.graph is not None or not self.conflict.status_quo_number:
            return capitalised("; ".join(situation(self.conflict, number - 1)))
        return capitalised(self.changes(self.conflict.status_quo_number, number))

    def condition(self, number: int) -> str | None:
        """Return the name of the first condition of the file's ends that holds in a state."""
        id_ = self._condition_id(number)
        return next((tidy(each.name) or each.id for each in self.conflict.definitions if each.id == id_), None)

    def _condition_id(self, number: int) -> str:
        return next((id_ for id_ in self.conflict.ends if states_where(self.conflict, id_)[number - 1]), "")

    def end_of(self, number: int) -> JudgedEnd | None:
        """Return the end of the judgement that a state belongs to; None if it belongs to none that has a letter."""
        if self.judged is None:
            return None
        id_, decimal = self._condition_id(number), self.conflict.states[number - 1].decimal
        ends = [each for each in self.judged.ends if each.letter != "-"]
        return next((each for each in ends if (each.id == id_ if each.id else decimal in each.decimals)), None)

    def first(self, end: JudgedEnd) -> int | None:
        """Return the number of the state of an end in which most worlds settle, of those that the conflict has."""
        return next((k for k in map(self.number, end.decimals) if k), None)

    def number(self, decimal: int) -> int | None:
        """Return the number of the state with a decimal; None if the conflict has no such state."""
        masks = self.conflict.states.masks
        at = int(masks.searchsorted(decimal))
        return at + 1 if at < len(masks) and int(masks[at]) == decimal else None

    def changes(self, start: int, to: int) -> str:
        """Return the options that differ between two states, given by number, in few words."""
        if self.conflict.graph is not None:
            return f"“{situation(self.conflict, to - 1)[0]}”"
        before, after = (self.conflict.states[k - 1].pattern for k in (start, to))
        words = [tidy(each) for each in option_words(self.conflict)]
        letters = [*zip(words, before, after, strict=True)]
        on = [word for word, was, now in letters if now == "Y" and was != "Y"]
        off = [word for word, was, now in letters if now == "N" and was == "Y"]
        parts = [f"with {_some(on)}" if on else "", f"without {_some(off)}" if off else ""]
        return ", ".join(part for part in parts if part) or "with other options open"


def _some(words: list[str]) -> str:
    more = len(words) - MOST_CHANGES
    return listed([*words[:MOST_CHANGES], *([f"{more} more"] if more > 0 else [])])
