"""The answer of `worlds`: in which share of the worlds something holds, and given what.

The answer of `worlds` as plain values, for JSON, and as a table.

A share of the worlds, and what it is a share of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import UnknownName, did_you_mean
from countermove.model.naming import position_of
from countermove.simulation.totals import BY_STATE, COUNTED, COUNTS, MOVES

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict
    from countermove.model.states import State
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals
    from countermove.simulation.uncertain import Uncertain


SETTLES = "settles"

APART = COUNTS[1:MOVES]

SETTLES_AT = BY_STATE.index(SETTLES)

DIGITS = 12


@dataclass(frozen=True, eq=False)
class Worlds:
    """In which share of the worlds of a conflict something holds; it remembers how this was found.

    Attributes
    ----------
    plan : Plan
        Which worlds were solved: `plan.seed`, `plan.count`, `plan.space`.
    tally : Totals
        The sums over them.
    """

    plan: Plan = field(repr=False)
    tally: Totals = field(repr=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict."""
        return self.plan.space.conflict

    @property
    def concept(self) -> str:
        """The id of the concept by which the worlds evolved."""
        return self.plan.concept

    @property
    def exact(self) -> bool:
        """Whether all worlds were solved, rather than a sample."""
        return self.plan.seed is None

    @property
    def count(self) -> int:
        """How many worlds were solved, or draws made."""
        return self.plan.count

    @property
    def uncertain(self) -> tuple[Uncertain, ...]:
        """What is uncertain in any coding, each thing once."""
        things = (thing for coding in self.plan.space.codings for thing in coding.things)
        return tuple({thing.name: thing for thing in reversed([*things])}.values())[::-1]

    @property
    def evolves(self) -> bool:
        """Whether the conflict has a status quo to move on from."""
        return self.conflict.status_quo is not None

    @property
    def equilibria(self) -> tuple[State, ...]:
        """The states that hold in any of the worlds, those in which most worlds settle first.

        Their numbers are those where all options are in reach and only certain rules bind; decimals do not change.
        """
        return tuple(map(self.state, self.ordered()))

    def ordered(self) -> list[int]:
        """Return the positions of the states that hold anywhere, among `plan.axes.keys`, in this order."""
        sums = self.tally.by_state[0]
        held = np.flatnonzero(sums.any(axis=0)).tolist()
        return sorted(held, key=lambda k: [*(-sums[[SETTLES_AT, 0, 4, 3, 2, 1], k]), k])

    def state(self, position: int) -> State:
        """Return the state at a position among `plan.axes.keys`."""
        coding, there = self.plan.axes.places[position]
        return self.plan.axes.widest[coding].states[there]

    def position(self, state: str) -> int:
        """Return the position of a state among `plan.axes.keys`, named as `countermove.model.naming` has it.

        Raises
        ------
        UnknownName
            If no state that occurs in any world is meant, or several are.
        """
        wide = self.plan.axes.widest
        for conflict in wide[:-1]:
            try:
                return int(self.plan.axes.positions(conflict.states.masks[position_of(conflict, state)]))
            except UnknownName:
                continue
        return int(self.plan.axes.positions(wide[-1].states.masks[position_of(wide[-1], state)]))

    def share(self, state: str, what: str = SETTLES, given: tuple[str, str] = ("", "")) -> Share:
        """Return the share of the worlds in which a state holds, or in which the conflict settles there.

        Parameters
        ----------
        state : str or int
            A state; see `position`.
        what : str
            ``settles``, or the id of a concept.
        given : (thing, way), optional
            Only among the worlds in which a thing is so; both in the words of `uncertain`.

        Raises
        ------
        UnknownName
            If there is no such state, concept, thing or way.
        """
        if what not in (*COUNTED, SETTLES):
            raise UnknownName(f"no share of {what!r} is counted{did_you_mean(what, (*COUNTED, SETTLES))}")
        return self._share(self._row(given), self.position(state), what)

    def at(self, position: int, what: str = SETTLES) -> Share:
        """Return the share of all worlds for the state at a position among `plan.axes.keys`."""
        return self._share(0, position, what)

    def _row(self, given: tuple[str, str]) -> int:
        rows = self.plan.axes.rows
        if given not in rows:
            names = [f"{thing}: {way}" for thing, way in rows[1:]]
            raise UnknownName(f"nothing is counted given {': '.join(given)!r}{did_you_mean(': '.join(given), names)}")
        return rows.index(given)

    def _share(self, row: int, position: int, what: str) -> Share:
        weight, sums = float(self.tally.counts[row, 0]), self.tally.by_state[row, :, position]
        if not weight:
            return Share(0.0)
        value = float(sums[BY_STATE.index(what)] / weight)
        square = float(sums[BY_STATE.index("settles squared")] / weight) if what == SETTLES else value
        return Share(value, self._error(value, square, weight))

    def _error(self, value: float, square: float, weight: float) -> float:
        return 0.0 if self.exact else sqrt(max(square - value * value, 0.0) / weight)

    def given(self, state: str, what: str = SETTLES) -> tuple[Given, ...]:
        """Return the share of worlds for each way of each uncertain thing, what tells most apart first."""
        return self.given_at(self.position(state), what)

    def given_at(self, position: int, what: str = SETTLES) -> tuple[Given, ...]:
        """Return the same for the state at a position among `plan.axes.keys`."""
        rows = self.plan.axes.rows
        total = float(self.tally.counts[0, 0])
        found = [
            Given(thing, way, float(self.tally.counts[k, 0]) / total, self._share(k, position, what))
            for k, (thing, way) in enumerate(rows)
            if k
        ]
        spread: dict[str, list[float]] = {}
        for each in (each for each in found if each.worlds):
            spread.setdefault(each.thing, []).append(each.share.value)
        width = {thing: max(values) - min(values) for thing, values in spread.items()}
        return tuple(sorted(found, key=lambda each: -width.get(each.thing, 0.0)))

    @property
    def apart(self) -> dict[str, Share]:
        """What keeps worlds from settling, by the share of the worlds where it does: in short words."""
        weight = float(self.tally.counts[0, 0])
        shares = {name: float(self.tally.counts[0, COUNTS.index(name)]) / weight for name in APART}
        return {name: Share(value, self._error(value, value, weight)) for name, value in shares.items() if value}

    @property
    def questions(self) -> dict[str, Share]:
        """How likely a yes to each question of the conflict is, in the state where it settles."""
        weight, found = float(self.tally.counts[0, 0]), {}
        for k, (id_, _) in enumerate(self.plan.axes.questions if self.evolves else ()):
            value, square = (float(each) / weight for each in self.tally.counts[0, MOVES + 1 + 2 * k :][:2])
            found[id_] = Share(value, self._error(value, square, weight))
        return found

    @property
    def expected_moves(self) -> float:
        """How many moves are expected until an end is entered, over all worlds that have a start."""
        counts = self.tally.counts[0]
        started = counts[0] - sum(counts[COUNTS.index(name)] for name in APART[:3])
        return float(counts[MOVES] / started) if started > 0 else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return as_dict(self)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a state that holds anywhere: what is on, and the shares with their standard errors."""
        return as_frame(self)

    @property
    def caption(self) -> str:
        """What was solved, on one line."""
        done = f"all {self.count:,} worlds" if self.exact else f"{self.count:,} draws with seed {self.plan.seed}"
        return f"{self.conflict.title}: {done}, {len(self.uncertain)} uncertain things ({self.concept})"

    def __str__(self) -> str:
        shown = SETTLES if self.evolves else "nash"
        lines = (f"{self.at(k, shown)!s:>16}  {self.state(k)}" for k in self.ordered()[:12])
        return "\n".join([self.caption, *lines])


def as_dict(found: Worlds) -> dict[str, Any]:
    """Return everything as plain values."""
    space = found.plan.space
    return {
        "conflict": found.conflict.title,
        "concept": found.concept,
        "method": "all worlds" if found.exact else "drawn",
        "seed": found.plan.seed,
        "worlds": space.count,
        "solved": found.count,
        "codings": [{"coding": each.name, "probability": round(each.probability, DIGITS)} for each in space.codings],
        "uncertain": [_thing(thing) for thing in found.uncertain],
        "states": [_state(found, position) for position in found.ordered()],
        "apart": {name: share.to_dict() for name, share in found.apart.items()},
        "expected_moves": round(found.expected_moves, DIGITS) if found.evolves else None,
        "questions": {id_: share.to_dict() for id_, share in found.questions.items()},
    }


def _thing(thing: Uncertain) -> dict[str, Any]:
    ways = [{"way": way.says, "probability": round(way.probability, DIGITS)} for way in thing.ways]
    return {"thing": thing.name, "kind": thing.kind, "ways": ways}


def _state(found: Worlds, position: int) -> dict[str, Any]:
    state = found.state(position)
    plain: dict[str, Any] = {"decimal": int(found.plan.axes.keys[position]), "on": [*state.on]}
    plain |= {"name": state.name} if state.name else {}
    plain |= {"pattern": state.pattern} if "-" in state.pattern else {}
    plain["holds"] = {id_: found.at(position, id_).to_dict() for id_ in COUNTED}
    if found.evolves:
        plain["settles"] = found.at(position).to_dict()
    if found.at(position).value:
        plain["given"] = [*map(_given, found.given_at(position))]
    return plain


def _given(each: Given) -> dict[str, Any]:
    worlds = round(each.worlds, DIGITS)
    return {"thing": each.thing, "way": each.way, "worlds": worlds, "settles": each.share.to_dict()}


def as_frame(found: Worlds) -> pd.DataFrame:
    """Return one row a state that holds anywhere."""
    import pandas as pd

    positions = found.ordered()
    columns: dict[str, Any] = {"state": [str(found.state(k)) for k in positions]}
    for what in (*COUNTED, *(["settles"] if found.evolves else [])):
        shares = [found.at(k, what) for k in positions]
        columns[what] = [share.value for share in shares]
        columns[f"{what} ±"] = [share.error for share in shares]
    return pd.DataFrame(columns, index=pd.Index(found.plan.axes.keys[positions], name="decimal"))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the worlds, from 0 to 1, and its standard error: 0 where all worlds were solved."""

    value: float
    error: float = 0.0

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} %" + (f" ± {100 * self.error:.1f}" if self.error else "")

    def to_dict(self) -> dict[str, float]:
        """Return both as plain numbers, for JSON."""
        return {"share": round(self.value, DIGITS), "error": round(self.error, DIGITS)}


@dataclass(frozen=True, slots=True)
class Given:
    """A share of the worlds in which one thing is in one way.

    Attributes
    ----------
    thing, way : str
        What is uncertain, and how it is in these worlds.
    worlds : float
        The share of these worlds among all.
    share : Share
        The share of those among them in which something holds.
    """

    thing: str
    way: str
    worlds: float
    share: Share
