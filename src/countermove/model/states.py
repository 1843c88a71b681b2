"""The feasible states of a conflict: bit masks in ascending order, numbered from 1 and found by text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import TooLarge, UnknownName, did_you_mean
from countermove.model.evaluation_time import refuse_evaluation
from countermove.model.fronts import front_conflict, fronts_of, named_fronts, several_fronts, slice_of
from countermove.model.scope import truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.model.conflict import Conflict
    from countermove.model.records import Option, Rule


MOST_LISTED = 24
"""Options up to which the states of a conflict are listed."""

NOTHING = frozenset({"nothing", "nothing is on"})
"""Texts for the state in which no option is on."""


@dataclass(frozen=True, slots=True)
class State:
    """One feasible state.

    Attributes
    ----------
    number : int
        The state's number, from 1, in ascending order of `decimal`.
    decimal : int
        The bit mask, bit 0 the first option; for a coalesced state, the mask of its largest member.
    on : tuple of str
        The options that are on; for a coalesced state, those that are on in all members.
    pattern : str
        ``Y`` for on, ``N`` for off, ``-`` for either in a coalesced state; the first option is leftmost.
    name : str
        The state's name in graph form; empty in option form.
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
        The names of the options, bit 0 first; empty in graph form.
    masks : ndarray of int32, shape (S,)
        The masks of the states, ascending. The mask of a coalesced state is that of its largest member, so it has the
        last number, as in the literature. In graph form, 0 to S - 1.
    members : ndarray of int32, shape (F,)
        The feasible masks before coalescing, ascending.
    state_of : ndarray of int32, shape (F,)
        For each member, the position of its state in `masks`.
    names : tuple of (id, name)
        The ids and names of the states in graph form; empty in option form.
    bits : mapping of str to int
        The bit of each option, by each of its names: ``cut`` and ``a.cut``.
    """

    options: tuple[str, ...]
    masks: NDArray[np.int32]
    members: NDArray[np.int32]
    state_of: NDArray[np.int32]
    names: tuple[tuple[str, str], ...] = ()
    bits: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.masks)

    def __iter__(self) -> Iterator[State]:
        return (self[k] for k in range(len(self)))

    def __getitem__(self, position: int) -> State:
        """Return the state at a position, from 0."""
        decimal = int(self.masks[position])
        if self.names:
            return State(position + 1, decimal, (), "", self.names[position][1] or self.names[position][0])
        pattern = self.pattern(position)
        on = tuple(name for name, letter in zip(self.options, pattern, strict=True) if letter == "Y")
        return State(position + 1, decimal, on, pattern)

    @property
    def numbered(self) -> bool:
        """Whether the space lists all feasible states, so that state numbers have a meaning; always true here."""
        return True

    @property
    def coalesced(self) -> bool:
        """Whether some states have more than one member."""
        return len(self.members) > len(self.masks)

    def feasible(self, masks: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which masks are feasible; bool, of the shape of `masks`."""
        masks = masks.astype(self.members.dtype)  # searchsorted would otherwise convert all members
        at = np.minimum(np.searchsorted(self.members, masks), len(self.members) - 1)
        there: NDArray[np.bool_] = self.members[at] == masks
        return there

    def pattern(self, position: int) -> str:
        """Return the pattern of the state at a position: ``Y``, ``N``, or ``-`` where its members differ."""
        first = last = int(self.masks[position])
        if self.coalesced:
            first, last = (int(masks[position]) for masks in self._extent)
        letters = {(1, 1): "Y", (0, 0): "N"}
        return "".join(letters.get((first >> k & 1, last >> k & 1), "-") for k in range(len(self.options)))

    @cached_property
    def _extent(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """For each state, the options on in all of its members and those on in any; two masks of shape (S,)."""
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
            A state's id in graph form; a pattern such as ``Y-N``; a number from 1; or the options that are on, with
            commas between them, all others being off (``nothing``, or an empty text, for the state with none on).

        Returns
        -------
        ndarray of int, shape (K,)
            Positions from 0, ascending; several only for a pattern.

        Raises
        ------
        UnknownName
            If the text names no feasible state.
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
        if self.names:
            raise UnknownName(f"unknown state {text!r}{did_you_mean(text, self._ids)}")
        nothing = text not in self.bits and text.lower() in NOTHING
        words = [] if nothing else [word.strip() for word in text.split(",") if word.strip()]
        for word in words:
            if word not in self.bits:
                raise UnknownName(f"{text!r} names no state: {self._fault(word)}")
        on = {self.bits[word] for word in words}
        return self._matching("".join("Y" if bit in on else "N" for bit in range(len(self.options))))

    def _fault(self, word: str) -> str:
        if re.fullmatch(r"[YNyn-]+", word) and len(word) == len(self.options):
            return f"a pattern is written in capitals, {word.upper()}"
        if re.fullmatch(r"[YN-]+", word):
            return f"a pattern has a letter for each of the {len(self.options)} options, and this one has {len(word)}"
        if len(full := [name for name in self.bits if name.endswith(f".{word}")]) > 1:
            return f"there are several options {word!r}; write {' or '.join(full)}"
        return f"unknown option {word!r}{did_you_mean(word, self.bits if '.' in word else self.options)}"


def state_space(conflict: Conflict) -> StateSpace:
    """Return the feasible states of a conflict, coalesced by its `coalesce` entries.

    Raises
    ------
    TooLarge
        If there are too many states to list.

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
    return StateSpace(conflict.options, masks, members, state_of, bits=conflict.bits)


def is_listed(conflict: Conflict) -> bool:
    """Whether the states of a conflict are few enough to list."""
    return conflict.graph is not None or len(conflict.owned) <= MOST_LISTED


def refuse_listing(conflict: Conflict) -> None:
    """Refuse a conflict with too many states to list.

    Raises
    ------
    TooLarge
        If the conflict has more than `MOST_LISTED` options; the message names requests that remain possible.
    """
    count = len(conflict.owned)
    if is_listed(conflict):
        return
    if several_fronts(conflict):
        raise TooLarge(_fronts_message(conflict, count))
    gigabytes = 2.0**count * 4 * (2 * len(conflict.decision_makers) + 4) / 2**30
    raise TooLarge(
        f"{conflict.title!r} has {count} options: 2^{count} states to look at, about {gigabytes:,.0f} GiB of memory; "
        f"up to {MOST_LISTED} options they can be listed. What would help: ask about one state, with 'countermove "
        "explain FILE --state ... --dm ... --concept ...', leave out options, or merge some that are always taken "
        "together"
    )


def _fronts_message(conflict: Conflict, count: int) -> str:
    return (
        f"{conflict.title!r} has {count} options on {len(fronts_of(conflict))} fronts: 2^{count} states to look at; "
        f"up to {MOST_LISTED} options they can be listed. What would help: 'countermove fronts' (in Python, "
        "countermove.fronts) composes the answer from the fronts alone where nothing crosses them; or ask about one "
        "state, with 'countermove explain FILE --state ... --dm ... --concept ...'"
    )


def binding_rules(conflict: Conflict) -> tuple[Rule, ...]:
    """Return the rules that bind: those with a confidence of 0 bind in no world, and so in no conflict either.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Rule
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),))
    >>> rules = (Rule(holds="go", confidence=1), Rule(holds="not go", confidence=0))
    >>> [rule.holds for rule in binding_rules(Conflict(title="t", decision_makers=(dm,), rules=rules))]
    ['go']
    """
    return tuple(rule for rule in conflict.rules if rule.confidence != 0)


def rule_texts(conflict: Conflict) -> tuple[str, ...]:
    """Return the statements that hold in every feasible state: the rules that bind, and the conditions of options."""
    owned = zip(conflict.options, conflict.owned, strict=True)
    conditions = (condition(name, option) for name, (_, option) in owned if option.when)
    return (*(rule.holds for rule in binding_rules(conflict)), *conditions)


def condition(name: str, option: Option) -> str:
    """Return an option's condition as a statement that holds in every feasible state."""
    return f"{name} implies ({option.when})"


def feasible_masks(conflict: Conflict) -> NDArray[np.int32]:
    """Return the masks that meet all rules and conditions, int32, shape (F,), ascending."""
    if several_fronts(conflict):
        masks = _product_of_fronts(conflict)
        texts = [rule.holds for rule in binding_rules(conflict) if len(named_fronts(rule.holds)) > 1]
    else:
        texts = [*rule_texts(conflict)]
        refuse_evaluation(conflict, texts, 1 << len(conflict.options), "rules and conditions")
        masks = np.arange(1 << len(conflict.options), dtype=np.int32)
    for text in texts:
        masks = masks[truth(conflict, text, masks)]
    return masks


def _product_of_fronts(conflict: Conflict) -> NDArray[np.int32]:
    """Return all combinations of the fronts' feasible masks, ascending."""
    masks = np.zeros(1, np.int32)
    for front in reversed(fronts_of(conflict)):
        local = front_conflict(conflict, front).states.members
        masks = (masks[:, None] | local << slice_of(conflict, front)[0]).reshape(-1)
    return masks


def class_members(conflict: Conflict, entry: str, members: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which members match an entry of `coalesce`, a pattern or a statement; bool, shape (F,)."""
    if re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", entry):
        care = sum(1 << k for k, letter in enumerate(entry) if letter != "-")
        value = sum(1 << k for k, letter in enumerate(entry) if letter == "Y")
        matching: NDArray[np.bool_] = np.equal(members & care, value)
        return matching
    return truth(conflict, entry, members)


def _coalesce(conflict: Conflict, members: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the masks of the states, shape (S,), and the position of each member's state, shape (F,)."""
    representative = members.copy()
    for entry in conflict.coalesce:
        matching = class_members(conflict, entry, members)
        if matching.any():
            representative[matching] = members[matching].max()
    masks, state_of = np.unique(representative, return_inverse=True)
    return masks, state_of.astype(np.int32)
