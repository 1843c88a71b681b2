"""The feasible states: bit masks in ascending order, numbered from 1, with the ways to name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import TooLarge, UnknownName, did_you_mean
from countermove.model.fronts import alone, fronts_of, named_fronts, several_fronts, slice_of
from countermove.model.scope import truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import Option


MOST_LISTED = 24
"""How many options a conflict may have whose states are gone through one by one."""


@dataclass(frozen=True, slots=True)
class State:
    """One situation.

    Attributes
    ----------
    number : int
        From 1, in ascending order of `decimal`, as the field prints it.
    decimal : int
        The bit mask, bit 0 the first option; for coalesced states that of the largest member.
    on : tuple of str
        The options that are on; for coalesced states, in all of them.
    pattern : str
        ``Y`` on, ``N`` off, ``-`` either (coalesced states), first option leftmost.
    name : str
        In graph form, the state's name.
    """

    number: int
    decimal: int
    on: tuple[str, ...]
    pattern: str
    name: str = ""

    def __str__(self) -> str:
        words = self.name or ", ".join(self.on) or "nothing is on"
        return f"{words}, whatever the rest" if "-" in self.pattern else words


@dataclass(frozen=True, eq=False)
class StateSpace:
    """All feasible states of one conflict.

    Attributes
    ----------
    options : tuple of str
        Bit 0 first; empty in graph form.
    masks : ndarray of int32, shape (S,)
        Ascending. The largest member stands for a coalesced state: so coalesced states keep the last numbers
        that the literature gives them. In graph form, 0 to S - 1.
    members : ndarray of int32, shape (F,)
        The feasible masks before coalescing, ascending.
    state_of : ndarray of int32, shape (F,)
        The position in `masks` of the state that each member belongs to.
    names : tuple of (id, name)
        In graph form, what the states are called.
    """

    options: tuple[str, ...]
    masks: NDArray[np.int32]
    members: NDArray[np.int32]
    state_of: NDArray[np.int32]
    names: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.masks)

    def __iter__(self) -> Iterator[State]:
        return (self[k] for k in range(len(self)))

    def __getitem__(self, position: int) -> State:
        """Return the state at a position, counted from 0."""
        decimal = int(self.masks[position])
        if self.names:
            return State(position + 1, decimal, (), "", self.names[position][1] or self.names[position][0])
        pattern = self.pattern(position)
        on = tuple(name for name, letter in zip(self.options, pattern, strict=True) if letter == "Y")
        return State(position + 1, decimal, on, pattern)

    @property
    def numbered(self) -> bool:
        """Whether these are all feasible states, so that their numbers mean something."""
        return True

    @property
    def coalesced(self) -> bool:
        """Whether some states have more than one member."""
        return len(self.members) > len(self.masks)

    def feasible(self, masks: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which of some masks are feasible; of the same shape."""
        masks = masks.astype(self.members.dtype)  # or all members would be converted for the search
        at = np.minimum(np.searchsorted(self.members, masks), len(self.members) - 1)
        there: NDArray[np.bool_] = self.members[at] == masks
        return there

    def pattern(self, position: int) -> str:
        """Return ``Y``, ``N`` or, where members of a coalesced state differ, ``-`` per option."""
        first = last = int(self.masks[position])
        if self.coalesced:
            first, last = (int(masks[position]) for masks in self._extent)
        letters = {(1, 1): "Y", (0, 0): "N"}
        return "".join(letters.get((first >> k & 1, last >> k & 1), "-") for k in range(len(self.options)))

    @cached_property
    def _extent(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Per state, what is on in all of its members, and what is on in any."""
        order = np.argsort(self.state_of, kind="stable")
        starts = np.searchsorted(self.state_of[order], np.arange(len(self)))
        members = self.members[order]
        return np.bitwise_and.reduceat(members, starts), np.bitwise_or.reduceat(members, starts)

    def patterns(self) -> tuple[str, ...]:
        """Return the patterns of all states, in the order of their numbers."""
        return tuple(self.pattern(k) for k in range(len(self)))

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {id_: k for k, (id_, _) in enumerate(self.names)}

    def find(self, text: str) -> NDArray[np.intp]:
        """Return the positions of the states that a text names.

        Parameters
        ----------
        text : str
            A state's name (graph form), a pattern such as ``Y-N``, a number from 1, or the options that are on,
            with commas between them (all others being off; nothing at all for the state with none on).

        Returns
        -------
        ndarray of int
            One position, or several for a pattern.

        Raises
        ------
        UnknownName
            If no feasible state is meant.
        """
        text = text.strip()
        if text in self._ids:
            return np.array([self._ids[text]])
        if self.options and re.fullmatch(f"[YN-]{{{len(self.options)}}}", text):
            return self._matching(text)
        if re.fullmatch(r"\d{1,9}", text):
            return self._numbered(int(text))
        return self._with_exactly(text)

    def _matching(self, pattern: str) -> NDArray[np.intp]:
        care = sum(1 << k for k, letter in enumerate(pattern) if letter != "-")
        value = sum(1 << k for k, letter in enumerate(pattern) if letter == "Y")
        found = np.unique(self.state_of[(self.members & care) == value])
        if not len(found):
            raise UnknownName(f"no feasible state has the pattern {pattern}")
        return found.astype(np.intp)

    def _numbered(self, number: int) -> NDArray[np.intp]:
        if not 1 <= number <= len(self):
            raise UnknownName(f"there is no state number {number}; the states are numbered 1 to {len(self):,}")
        return np.array([number - 1])

    def _with_exactly(self, text: str) -> NDArray[np.intp]:
        words = [word.strip() for word in text.split(",") if word.strip()]
        if self.names:
            raise UnknownName(f"unknown state {text!r}{did_you_mean(text, self._ids)}")
        for word in words:
            if word not in self.options:
                raise UnknownName(f"{text!r} names no state: {self._fault(word)}")
        return self._matching("".join("Y" if option in words else "N" for option in self.options))

    def _fault(self, word: str) -> str:
        if re.fullmatch(r"[YNyn-]+", word) and len(word) == len(self.options):
            return f"a pattern is written in capitals, {word.upper()}"
        if re.fullmatch(r"[YN-]+", word):
            return f"a pattern has a letter for each of the {len(self.options)} options, and this one has {len(word)}"
        return f"unknown option {word!r}{did_you_mean(word, self.options)}"


def state_space(conflict: Conflict) -> StateSpace:
    """Return the feasible states of a conflict, coalesced where it says so.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Rule
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"), Option(id="stay")))
    >>> state_space(Conflict(title="t", decision_makers=(dm,), rules=(Rule(holds="go or stay"),))).patterns()
    ('YN', 'NY', 'YY')
    """
    if conflict.graph is not None:
        every = np.arange(len(conflict.graph.states), dtype=np.int32)
        every.setflags(write=False)
        return StateSpace((), every, every, every, conflict.graph.states)
    refuse_listing(conflict)
    members = feasible_masks(conflict)
    masks, state_of = _coalesce(conflict, members)
    for array in (members, masks, state_of):
        array.setflags(write=False)
    return StateSpace(conflict.options, masks, members, state_of)


def is_listed(conflict: Conflict) -> bool:
    """Whether the states of a conflict can be gone through one by one."""
    return conflict.graph is not None or len(conflict.owned) <= MOST_LISTED


def refuse_listing(conflict: Conflict) -> None:
    """Refuse to list more states than can be looked at one by one.

    Raises
    ------
    TooLarge
        With an estimate of the memory, and what can be asked all the same.
    """
    count = len(conflict.owned)
    if is_listed(conflict):
        return
    if several_fronts(conflict):
        raise TooLarge(_of_fronts(conflict, count))
    gigabytes = 2.0**count * 4 * (2 * len(conflict.decision_makers) + 4) / 2**30
    raise TooLarge(
        f"{conflict.title!r} has {count} options: 2^{count} states to look at, about {gigabytes:,.0f} GiB of memory; "
        f"up to {MOST_LISTED} options they can be listed. What would help: ask about one state, with 'countermove "
        "explain FILE --state ... --dm ... --concept ...', leave out options, or merge some that are always taken "
        "together"
    )


def _of_fronts(conflict: Conflict, count: int) -> str:
    return (
        f"{conflict.title!r} has {count} options on {len(fronts_of(conflict))} fronts: 2^{count} states to look at; "
        f"up to {MOST_LISTED} options they can be listed. What would help: 'countermove fronts' (in Python, "
        "countermove.fronts) composes the answer from the fronts alone where nothing crosses them; or ask about one "
        "state, with 'countermove explain FILE --state ... --dm ... --concept ...'"
    )


def rule_texts(conflict: Conflict) -> tuple[str, ...]:
    """Return the statements that every feasible state meets: the rules, and the options' conditions."""
    owned = zip(conflict.options, conflict.owned, strict=True)
    conditions = (condition(name, option) for name, (_, option) in owned if option.when)
    return (*(rule.holds for rule in conflict.rules), *conditions)


def condition(name: str, option: Option) -> str:
    """Return an option's condition as a statement about every state."""
    return f"{name} implies ({option.when})"


def feasible_masks(conflict: Conflict) -> NDArray[np.int32]:
    """Return the masks that meet all rules, ascending."""
    if several_fronts(conflict):
        masks, texts = (
            _side_by_side(conflict),
            [rule.holds for rule in conflict.rules if len(named_fronts(rule.holds)) > 1],
        )
    else:
        masks, texts = np.arange(1 << len(conflict.options), dtype=np.int32), [*rule_texts(conflict)]
    for text in texts:
        masks = masks[truth(conflict, text, masks)]
    return masks


def _side_by_side(conflict: Conflict) -> NDArray[np.int32]:
    """Return every combination of masks that are feasible on each front alone, ascending."""
    masks = np.zeros(1, np.int32)
    for front in reversed(fronts_of(conflict)):
        local = alone(conflict, front).states.members
        masks = (masks[:, None] | local << slice_of(conflict, front)[0]).reshape(-1)
    return masks


def class_members(conflict: Conflict, entry: str, members: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which members an entry of `coalesce`, a pattern or a statement, makes one state."""
    if re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", entry):
        care = sum(1 << k for k, letter in enumerate(entry) if letter != "-")
        value = sum(1 << k for k, letter in enumerate(entry) if letter == "Y")
        matching: NDArray[np.bool_] = np.equal(members & care, value)
        return matching
    return truth(conflict, entry, members)


def _coalesce(conflict: Conflict, members: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the masks that stand for the states, and the state of each member."""
    stands_for = members.copy()
    for entry in conflict.coalesce:
        one = class_members(conflict, entry, members)
        if one.any():
            stands_for[one] = members[one].max()
    masks, state_of = np.unique(stands_for, return_inverse=True)
    return masks, state_of.astype(np.int32)
