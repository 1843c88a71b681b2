"""States in few words: what all of some states share is said once, and each state says the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.outcome import states_where
from countermove.report.references import name_of
from countermove.report.words import in_words, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from countermove.model.conflict import Conflict


def short_names(conflict: Conflict) -> tuple[str, ...]:
    """Return the narrow wording of each option, bit 0 first: `short`, or else its name or id.

    A wording that several options have is followed by the owner.

    Examples
    --------
    >>> from countermove import cases
    >>> short_names(cases.load("kazakhstan-2022"))[:2]
    ('revolt', 'appeal to the CSTO')
    """
    words = [tidy(each.short or each.name) or each.id for _, each in conflict.owned]
    times = Counter(words)
    owners = [name_of(conflict, conflict.decision_makers[i].id) for i in conflict.owners]
    return tuple(word if times[word] == 1 else f"{word} ({owner})" for word, owner in zip(words, owners, strict=True))


@dataclass(frozen=True)
class SharedOptions:
    """The options that are on, and those that are off, in all of some states.

    Attributes
    ----------
    conflict : Conflict
    on, off : tuple of int
        Bits of options.
    """

    conflict: Conflict
    on: tuple[int, ...]
    off: tuple[int, ...]

    @classmethod
    def among(cls, conflict: Conflict, positions: Iterable[int]) -> SharedOptions:
        """Return what the states at some positions share; nothing in graph form, or of a single state."""
        patterns = [conflict.states[k].pattern for k in positions]
        if conflict.graph is not None or len(patterns) < 2:
            return cls(conflict, (), ())
        letters = [{*each} for each in zip(*patterns, strict=True)]
        on, off = (tuple(bit for bit, each in enumerate(letters) if each == {wanted}) for wanted in "YN")
        return cls(conflict, on, off)

    def sentences(self, where: str) -> str:
        """Return what is shared, in sentences; empty if nothing is.

        Examples
        --------
        >>> from countermove import cases
        >>> SharedOptions.among(cases.load("chicken"), [1, 3]).sentences("both")
        'On in both: Swerve before B.'
        """
        words = short_names(self.conflict)
        parts = [(f"On in {where}", self.on), (f"Off in {where}", self.off)]
        return " ".join(f"{what}: {', '.join(words[bit] for bit in bits)}." for what, bits in parts if bits)

    def rest(self, position: int) -> str:
        """Return what else is on in a state; for coalesced states also what else is off, and that the rest is open.

        Examples
        --------
        >>> from countermove import cases
        >>> elmira = cases.load("elmira")
        >>> SharedOptions.among(elmira, [0, 4]).rest(4), SharedOptions.among(elmira, [0, 4]).rest(0)
        ('Insist on the original order', 'nothing else')
        """
        state = self.conflict.states[position]
        if self.conflict.graph is not None:
            return tidy(state.name)
        words, open_ = short_names(self.conflict), "-" in state.pattern
        left = [bit for bit in range(len(words)) if bit not in {*self.on, *self.off}]
        on = [words[bit] for bit in left if state.pattern[bit] == "Y"]
        if open_:
            off = [f"no {words[bit]}" for bit in left if state.pattern[bit] == "N"]
            return ", ".join([*(on or off), "whatever else is on" if on or off else "whatever is on"])
        return ", ".join(on) or ("nothing else" if self.on else "nothing is on")


def described(conflict: Conflict, positions: Sequence[int]) -> tuple[SharedOptions, dict[int, Text]]:
    """Return what some states share, and the rest of each, by position, behind the name of its end if it has one."""
    from rich.text import Text

    shared, named = SharedOptions.among(conflict, positions), end_names(conflict, positions)
    return shared, {
        k: Text(f"{named[k]}: " if k in named else "", "bold").append(shared.rest(k), "not bold") for k in positions
    }


def said_once(shared: SharedOptions, number: int) -> list[RenderableType]:
    """Return the line above a table of some states that says what they share; none if they share nothing."""
    from rich.text import Text

    said = shared.sentences("both" if number == 2 else f"all {in_words(number)}")
    return [Text(f"{said} A row says what else is on.", "dim")] if said else []


def state_called(conflict: Conflict, number: int) -> str:
    """Return the name of the end at a state with the number of the state, or 'state' and the number.

    Examples
    --------
    >>> from countermove import cases
    >>> state_called(cases.load("elmira"), 5), state_called(cases.load("elmira"), 9)
    ('Deadlock (state 5)', 'state 9')
    """
    name = end_names(conflict, [number - 1]).get(number - 1)
    return f"{name} (state {number})" if name else f"state {number}"


def headed_state(conflict: Conflict, number: int) -> str:
    """Return the number of a state as a heading, behind the name of its end if it has one.

    Examples
    --------
    >>> from countermove import cases
    >>> headed_state(cases.load("elmira"), 5), headed_state(cases.load("elmira"), 9)
    ('Deadlock, state 5', 'State 9')
    """
    name = end_names(conflict, [number - 1]).get(number - 1)
    return f"{name}, state {number}" if name else f"State {number}"


def end_names(conflict: Conflict, positions: Sequence[int]) -> dict[int, str]:
    """Return the name that the file gives to the end at each of some positions; the first of its `ends` that holds.

    Examples
    --------
    >>> from countermove import cases
    >>> end_names(cases.load("kazakhstan-2022"), [0, 253])
    {0: 'Quiet handover', 253: 'The revolt goes on'}
    """
    called = {each.id: tidy(each.name) or each.id for each in conflict.definitions}
    where = [(called[id_], states_where(conflict, id_)) for id_ in conflict.ends]
    named = {k: next((name for name, here in where if here[k]), "") for k in positions}
    return {k: name for k, name in named.items() if name}
