"""The checker of certificates, which verifies a verdict from the conflict and the definitions alone.

It is independent of the engines and of the explanations: it imports only the model and the errors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidCertificate
from countermove.model.moves import directions, own_mask

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

    Entry = Mapping[str, Any]

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")
"""The concepts that the checker knows; it reads no registry and refuses any other."""


def check(conflict: Conflict, certificate: Mapping[str, Any]) -> None:
    """Verify that a certificate proves its verdict.

    Parameters
    ----------
    conflict : Conflict
        The conflict of the certificate; all its states are listed.
    certificate : mapping
        As `Explanation.certificate` returns it, or as read from JSON.

    Raises
    ------
    InvalidCertificate
        With the first fault that is found.

    Examples
    --------
    >>> from countermove import cases
    >>> dilemma = cases.load("prisoners-dilemma")
    >>> sanction = {"to": 3, "sanction": [{"mover": "b", "to": 1}]}
    >>> claim = {"state": 4, "dm": "a", "concept": "seq", "verdict": "stable", "improvements": [sanction]}
    >>> check(dilemma, claim)
    >>> check(dilemma, claim | {"improvements": []})
    Traceback (most recent call last):
    ...
    countermove.errors.InvalidCertificate: the improvement of a to state 3 is missing
    """
    try:
        _check(conflict, certificate)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        raise InvalidCertificate(f"the certificate cannot be read: {type(fault).__name__}: {fault}") from None


def checked(conflict: Conflict, certificates: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return certificates that are all verified; none if one is by a concept that the checker does not know.

    Raises
    ------
    InvalidCertificate
        If one does not prove its verdict.
    """
    found = tuple(certificates)
    if any(each["concept"] not in CONCEPTS for each in found):
        return ()
    for each in found:
        check(conflict, each)
    return found


def _check(conflict: Conflict, certificate: Mapping[str, Any]) -> None:
    complete = ["complete"] if certificate.get("complete") is True else []
    _only(certificate, "state", "dm", "concept", "verdict", "improvements", *complete)
    checker, stable = _checker(conflict, certificate), certificate["verdict"]
    _demand(stable in {"stable", "unstable"}, f"{stable!r} is no verdict")
    entries = _listed(certificate["improvements"], "improvements")
    claimed, improvements = [checker.claimed(entry) for entry in entries], checker.improvements()
    for end in claimed:
        _demand(end in improvements, f"{checker.dm} has no improvement to {checker.called(end)}")
    for end in improvements if stable == "stable" else ():
        _demand(end in claimed, f"the improvement of {checker.dm} to {checker.called(end)} is missing")
    _demand(stable == "stable" or bool(entries), "the improvement that nobody can punish is missing")
    for entry in entries:
        (checker.sanctioned if stable == "stable" else checker.free)(entry)


def _checker(conflict: Conflict, certificate: Mapping[str, Any]) -> Any:
    """Return the checker for the state, the decision maker and the concept of a certificate."""
    concept, state = certificate["concept"], _number(certificate["state"], "state")
    _demand(concept != "reading", "a verdict on one decision maker is by its own concept; 'reading' is none")
    _demand(concept in CONCEPTS, f"there is no concept {concept!r}")
    _demand(concept != "sim" or conflict.graph is None, "sim is defined by options, not for a graph of states")
    _demand(1 <= state <= len(conflict.states), f"there is no state {state}")
    kind = _Simultaneous if concept == "sim" else _Sequential
    return kind(conflict, _position(conflict, certificate["dm"]), state - 1, concept)


def _demand(met: bool, otherwise: str) -> None:  # noqa: FBT001  (a condition, not a switch)
    if not met:
        raise InvalidCertificate(otherwise)


def _only(part: Entry, *keys: str) -> None:
    """Demand that a part of a certificate has no other keys than these: what is not checked must not be claimed."""
    for key in part:
        _demand(key in keys, f"{key!r} does not belong there; the keys are: {', '.join(keys)}")


def _number(value: object, key: str) -> int:
    """Return a whole number, such as JSON has it: 1.5, true and "4" are none."""
    if type(value) is not int:
        raise InvalidCertificate(f"{value!r} is no whole number, and {key!r} has to be one")
    return value


def _listed(value: object, key: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise InvalidCertificate(f"{value!r} is no list, and {key!r} has to be one")
    return value


def _position(conflict: Conflict, id_: object) -> int:
    """Return the position of the decision maker with an id; in a certificate its name does not stand for it."""
    ids: list[object] = [dm.id for dm in conflict.decision_makers]
    _demand(id_ in ids, f"the conflict has no decision maker {id_!r}; a certificate names each by its id")
    return ids.index(id_)


class _Checker:
    """Moves and ranks of one conflict, by state position."""

    def __init__(self, conflict: Conflict, who: int, state: int, concept: str) -> None:
        self.conflict, self.who, self.state, self.concept = conflict, who, state, concept
        self.dm = conflict.decision_makers[who].id
        self.own = [own_mask(conflict, i) for i in range(len(conflict.decision_makers))]
        self.stays_on, self.stays_off = directions(conflict)
        states = conflict.states
        self.state_of = dict(zip(states.members.tolist(), states.state_of.tolist(), strict=True))
        self.known: dict[tuple[int, int], set[int]] = {}

    def rank(self, who: int, state: int) -> int:
        return int(self.conflict.ranks[who, state])

    def mover(self, entry: Entry) -> int:
        """Return the position of an opponent that an entry names as mover."""
        other = _position(self.conflict, entry["mover"])
        _demand(other != self.who, f"{self.dm} cannot punish itself")
        return other

    def member_moves(self, who: int, member: int) -> Iterator[int]:
        """Yield the masks of the members that a decision maker can move to from a member, in option form."""
        flip = own = self.own[who]
        while flip:
            free = not (member & flip & self.stays_on or ~member & flip & self.stays_off)
            if free and member ^ flip in self.state_of:
                yield member ^ flip
            flip = (flip - 1) & own

    def moves(self, who: int, state: int) -> set[int]:
        """Return the positions of the states that a decision maker can move to from a state."""
        if (who, state) not in self.known:
            self.known[who, state] = {*self._ends(who, state)} - {state}
        return self.known[who, state]

    def _ends(self, who: int, state: int) -> Iterator[int]:
        if self.conflict.graph is not None:
            yield from self.graph_ends.get((who, state), ())
            return
        for member in self.members[state] if self.conflict.states.coalesced else [self.conflict.states.masks[state]]:
            yield from (self.state_of[end] for end in self.member_moves(who, int(member)))

    @cached_property
    def graph_ends(self) -> dict[tuple[int, int], list[int]]:
        """The ends of the moves of a graph, by positions of mover and state."""
        ends, graph = defaultdict(list), self.conflict.graph
        at = {id_: k for k, (id_, _) in enumerate(graph.states if graph else ())}
        who = {dm.id: i for i, dm in enumerate(self.conflict.decision_makers)}
        for dm, left, to in graph.moves if graph else ():
            ends[who[dm], at[left]].append(at[to])
        return ends

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """The masks of the members of each state."""
        members = defaultdict(list)
        for member, state in self.state_of.items():
            members[state].append(member)
        return members


class _Sequential(_Checker):
    """Nash, GMR, SMR, SEQ and SSEQ; states are numbers."""

    @property
    def symmetric(self) -> bool:
        """Whether the focal decision maker has a countermove to each sanction."""
        return self.concept in {"smr", "sseq"}

    def claimed(self, entry: Entry) -> int:
        return _number(entry["to"], "to") - 1

    def called(self, end: int) -> str:
        return f"state {end + 1}"

    def improvements(self) -> set[int]:
        here = self.rank(self.who, self.state)
        return {end for end in self.moves(self.who, self.state) if self.rank(self.who, end) > here}

    def steps(self, who: int, state: int) -> set[int]:
        """Return the ends of an opponent's moves that may sanction: all, or improvements only."""
        ends = self.moves(who, state)
        credible = self.concept in {"seq", "sseq"}
        return {end for end in ends if not credible or self.rank(who, end) > self.rank(who, state)}

    def sanctioned(self, entry: Entry) -> None:
        """Demand a legal sequence of opponents' moves to a state that the focal decision maker does not prefer."""
        at, last = self.claimed(entry), -1
        _demand(self.concept != "nash", f"under nash no improvement is punished, and {self.dm} has one")
        _demand(bool(entry["sanction"]), f"nothing punishes the improvement of {self.dm} to {self.called(at)}")
        for step in _listed(entry["sanction"], "sanction"):
            _only(step, "mover", "to")
            mover, to = self.mover(step), _number(step["to"], "to") - 1
            _demand(mover != last, f"{step['mover']} moves twice running")
            _demand(to in self.moves(mover, at), f"{step['mover']} cannot move from state {at + 1} to {to + 1}")
            counts = to in self.steps(mover, at)
            _demand(counts, f"{step['mover']} does not improve by moving from state {at + 1} to {to + 1}")
            at, last = to, mover
        preferred = self.rank(self.who, at) > self.rank(self.who, self.state)
        _demand(not preferred, f"{self.dm} prefers state {at + 1}, in which the sanction ends")
        _only(entry, "to", "sanction", *(["counter"] if self.symmetric else []))
        if self.symmetric:
            self._uncountered(at, entry["counter"])

    def _uncountered(self, end: int, given: object) -> None:
        """Demand that the countermove given is the best one, and leads to no state preferred to the start."""
        ends = self.moves(self.who, end)
        best = max((self.rank(self.who, each) for each in ends), default=-1)
        if given is None:
            return _demand(not ends, f"a countermove from state {end + 1} is overlooked")
        counter = _number(given, "counter")
        _demand(counter - 1 in ends, f"{self.dm} has no countermove from state {end + 1} to {counter}")
        equal = self.rank(self.who, counter - 1) == best
        _demand(equal, f"a countermove from state {end + 1} better than that to {counter} is overlooked")
        return _demand(best <= self.rank(self.who, self.state), f"the countermove to state {counter} escapes")

    def free(self, entry: Entry) -> None:
        """Demand that no state within the opponents' reach punishes, and that the reach is as listed."""
        _demand(entry["sanction"] is None, "a verdict of 'unstable' comes with a sanction")
        _only(entry, "to", "sanction", *([] if self.concept == "nash" else ["reach"]))
        if self.concept == "nash":
            return
        reach, listed = self._reach(self.claimed(entry)), entry["reach"]
        same = listed is None or self._numbers(listed) == {end + 1 for end in reach}
        _demand(same, f"the opponents' reach from {self.called(self.claimed(entry))} is not as listed")
        for end in sorted(reach):
            _demand(not self._punishes(end), f"{self.dm} is punished in {self.called(end)}")

    def _numbers(self, listed: object) -> set[int]:
        return {_number(each, "reach") for each in _listed(listed, "reach")}

    def _punishes(self, end: int) -> bool:
        here, ends = self.rank(self.who, self.state), {end}
        ends |= self.moves(self.who, end) if self.symmetric else set()
        return all(self.rank(self.who, each) <= here for each in ends)

    def _reach(self, first: int) -> set[int]:
        """Return the other ends of all legal sequences: a search over pairs of a state and its last mover."""
        others = [other for other in range(len(self.conflict.decision_makers)) if other != self.who]
        visited: set[tuple[int, int]] = set()
        waiting = [(first, -1)]
        while waiting:
            state, last = waiting.pop()
            pairs = {(end, other) for other in others if other != last for end in self.steps(other, state)}
            waiting += pairs - visited
            visited |= pairs
        return {state for state, _ in visited} - {first}


class _Simultaneous(_Checker):
    """Simultaneous stability, for each member of a state; states are decimals."""

    def claimed(self, entry: Entry) -> tuple[int, int]:
        return _number(entry["from"], "from"), _number(entry["to"], "to")

    def called(self, end: tuple[int, int]) -> str:
        return f"decimal {end[1]}"

    def better(self, who: int, member: int) -> set[int]:
        """Return the masks of the members that a decision maker can improve to from a member."""
        here = self.rank(who, self.state_of[member])
        return {end for end in self.member_moves(who, member) if self.rank(who, self.state_of[end]) > here}

    def improvements(self) -> set[tuple[int, int]]:
        return {(member, end) for member in self.members[self.state] for end in self.better(self.who, member)}

    def punishes(self, end: int) -> bool:
        """Whether a joint end is feasible and not preferred to the start."""
        if end not in self.state_of:
            return False
        return self.rank(self.who, self.state_of[end]) <= self.rank(self.who, self.state)

    def sanctioned(self, entry: Entry) -> None:
        """Demand simultaneous improvements of different opponents whose joint end is not preferred."""
        left, end = self.claimed(entry)
        _only(entry, "from", "to", "others")
        others = [] if entry["others"] is None else _listed(entry["others"], "others")
        movers = [self.mover(other) for other in others]
        _demand(bool(movers), f"nothing spoils the improvement of {self.dm} to {self.called((left, end))}")
        _demand(len(movers) == len({*movers}), "somebody moves twice at the same time")
        for mover, other in zip(movers, others, strict=True):
            _only(other, "mover", "to")
            to = _number(other["to"], "to")
            _demand(to in self.better(mover, left), f"{other['mover']} has no improvement to {to}")
            end ^= left ^ to
        _demand(self.punishes(end), f"{self.dm} prefers decimal {end}, in which all this ends, or it is infeasible")

    def free(self, entry: Entry) -> None:
        """Demand that no combination of the opponents' improvements sanctions this one."""
        _demand(entry["others"] is None, "a verdict of 'unstable' comes with a sanction")
        _only(entry, "from", "to", "others")
        left, end = self.claimed(entry)
        others = [other for other in range(len(self.conflict.decision_makers)) if other != self.who]
        for ends in product(*({left} | self.better(other, left) for other in others)):
            together = end
            for each in ends:
                together ^= left ^ each
            _demand(not self.punishes(together), f"{self.dm} is punished in decimal {together}")
