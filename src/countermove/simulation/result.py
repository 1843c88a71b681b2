"""The result of `worlds`: the share of worlds in which each state holds or settles, with standard errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import UnknownName, did_you_mean
from countermove.model.naming import position_of
from countermove.model.plotted import Plotted
from countermove.simulation.totals import BY_STATE, COUNTS, MOVES, UNSETTLED

if TYPE_CHECKING:
    import pandas as pd

    from countermove.model.conflict import Conflict
    from countermove.model.naming import StateName
    from countermove.model.states import State
    from countermove.simulation.plan import Plan
    from countermove.simulation.totals import Totals
    from countermove.simulation.uncertain import Uncertainty


SETTLES = "settles"

APART = COUNTS[1:MOVES]

SETTLES_AT = BY_STATE.index(SETTLES)

DIGITS = 12

ALMOST_NONE = 1e-12
"""A share below this is 0 but for rounding."""


@dataclass(frozen=True, eq=False)
class Worlds(Plotted):
    """The shares of the worlds of a conflict in which states hold or settle.

    Attributes
    ----------
    plan : Plan
        The worlds that were solved: `plan.seed`, `plan.count`, `plan.space`.
    totals : Totals
        The totals over these worlds.
    """

    plan: Plan = field(repr=False)
    totals: Totals = field(repr=False)

    @property
    def conflict(self) -> Conflict:
        """The conflict."""
        return self.plan.space.conflict

    @property
    def concept(self) -> str:
        """The id of the concept by which the worlds evolved."""
        return self.plan.concept

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the concepts for which it was counted in which worlds each state holds."""
        return self.plan.counted

    @property
    def exact(self) -> bool:
        """Whether all worlds were solved, and not a sample."""
        return self.plan.seed is None

    @property
    def count(self) -> int:
        """The number of solved worlds, or of draws."""
        return self.plan.count

    @property
    def uncertain(self) -> tuple[Uncertainty, ...]:
        """The uncertainties of all codings, each name once."""
        uncertainties = (uncertainty for coding in self.plan.space.codings for uncertainty in coding.uncertainties)
        return tuple({uncertainty.name: uncertainty for uncertainty in reversed([*uncertainties])}.values())[::-1]

    @property
    def evolves(self) -> bool:
        """Whether the conflict has a status quo, from which worlds evolve."""
        return self.conflict.status_quo is not None

    @property
    def equilibria(self) -> tuple[State, ...]:
        """The states that hold in any world, those in which most worlds settle first.

        Their numbers are those with all options in reach and only certain rules. Decimals are equal in all worlds.
        """
        return tuple(map(self.state, self.ordered()))

    def ordered(self) -> list[int]:
        """Return the positions of `equilibria` among `plan.axes.keys`, in the same order."""
        sums = self.totals.by_state[0]
        held = np.flatnonzero(sums.any(axis=0))
        by = [held, *(-sums[which, held] for which in (1, 2, 3, 4, 0, SETTLES_AT))]  # the last is compared first
        found: list[int] = held[np.lexsort(by)].tolist()
        return found

    def state(self, position: int) -> State:
        """Return the state at a position among `plan.axes.keys`."""
        coding, there = self.plan.axes.place(position)
        return self.plan.axes.widest[coding].states[there]

    def position(self, state: StateName) -> int:
        """Return the position of a state among `plan.axes.keys`; `countermove.model.naming` defines its names.

        Raises
        ------
        UnknownName
            If the name fits no state of any world, or several.
        """
        wide = self.plan.axes.widest
        for conflict in wide[:-1]:
            try:
                return int(self.plan.axes.positions(conflict.states.masks[position_of(conflict, state)]))
            except UnknownName:
                continue
        return int(self.plan.axes.positions(wide[-1].states.masks[position_of(wide[-1], state)]))

    def share(self, state: StateName, what: str = SETTLES, given: tuple[str, str] = ("", "")) -> Share:
        """Return the share of worlds in which a state holds, or in which the conflict settles there.

        Parameters
        ----------
        state : StateName
            A state; see `position`.
        what : str
            ``settles``, or the id of a concept.
        given : (uncertainty, alternative), optional
            Restrict the worlds to one alternative of an uncertainty; both in the words of `uncertain`.

        Raises
        ------
        UnknownName
            If there is no such state, concept, uncertainty or alternative.
        """
        if what not in (*self.counted, SETTLES):
            raise UnknownName(f"no share of {what!r} is counted{did_you_mean(what, (*self.counted, SETTLES))}")
        return self._share(self._row(given), self.position(state), what)

    def at(self, position: int, what: str = SETTLES) -> Share:
        """Return the share of all worlds for the state at a position among `plan.axes.keys`."""
        return self._share(0, position, what)

    def _row(self, given: tuple[str, str]) -> int:
        rows = self.plan.axes.rows
        if given not in rows:
            names = [f"{uncertainty}: {alternative}" for uncertainty, alternative in rows[1:]]
            raise UnknownName(f"nothing is counted given {': '.join(given)!r}{did_you_mean(': '.join(given), names)}")
        return rows.index(given)

    def _share(self, row: int, position: int, what: str) -> Share:
        total_weight, sums = float(self.totals.counts[row, 0]), self.totals.by_state[row, :, position]
        if not total_weight:
            return Share(0.0)
        value = float(sums[BY_STATE.index(what)] / total_weight)
        square = float(sums[BY_STATE.index("settles squared")] / total_weight) if what == SETTLES else value
        return Share(value, self._error(value, square, total_weight))

    def _error(self, value: float, square: float, total_weight: float) -> float:
        return 0.0 if self.exact else sqrt(max(square - value * value, 0.0) / total_weight)

    def given(self, state: StateName, what: str = SETTLES) -> tuple[Given, ...]:
        """Return the conditional shares of a state for each alternative of each uncertainty.

        Uncertainties are ordered by the range of their shares, the widest first.

        Raises
        ------
        UnknownName
            If there is no such state or concept.
        """
        return self.given_at(self.position(state), what)

    def given_at(self, position: int, what: str = SETTLES) -> tuple[Given, ...]:
        """Return the conditional shares of the state at a position among `plan.axes.keys`; see `given`."""
        rows = self.plan.axes.rows
        total = float(self.totals.counts[0, 0])
        found = [
            Given(uncertainty, alternative, float(self.totals.counts[k, 0]) / total, self._share(k, position, what))
            for k, (uncertainty, alternative) in enumerate(rows)
            if k
        ]
        spread: dict[str, list[float]] = {}
        for each in (each for each in found if each.worlds):
            spread.setdefault(each.uncertainty, []).append(each.share.value)
        width = {uncertainty: max(values) - min(values) for uncertainty, values in spread.items()}
        return tuple(sorted(found, key=lambda each: -width.get(each.uncertainty, 0.0)))

    @property
    def apart(self) -> dict[str, Share]:
        """The shares of the worlds that do not settle, by reason."""
        total_weight = float(self.totals.counts[0, 0])
        shares = {name: float(self.totals.counts[0, COUNTS.index(name)]) / total_weight for name in APART}
        return {
            name: Share(value, self._error(value, value, total_weight)) for name, value in shares.items() if value
        }

    @property
    def questions(self) -> dict[str, Share]:
        """The probability of a yes to each question, given that the conflict settles; none if it never does."""
        counts, found = self.totals.counts[0], {}
        settled = float(counts[0] - counts[1:MOVES].sum())
        asked = self.plan.axes.questions if settled > ALMOST_NONE * counts[0] else ()
        for k, (id_, _) in enumerate(asked if self.evolves else ()):
            value, square = (float(each) / settled for each in counts[MOVES + 1 + 2 * k :][:2])
            found[id_] = Share(round(value, DIGITS), self._error(value, square, settled))
        return found

    @property
    def expected_moves(self) -> float:
        """The expected number of moves until an end is entered, over all worlds with a start."""
        counts = self.totals.counts[0]
        started = counts[0] - sum(counts[COUNTS.index(name)] for name in APART[:3])
        return float(counts[MOVES] / started) if started > 0 else 0.0

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        space = self.plan.space
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "concept": self.concept,
            "method": "all worlds" if self.exact else "drawn",
            "seed": self.plan.seed,
            "worlds": space.count,
            "solved": self.count,
            "codings": [
                {"coding": each.name, "probability": round(each.probability, DIGITS)} for each in space.codings
            ],
            "uncertain": [_thing(uncertainty) for uncertainty in self.uncertain],
            "states": [_state(self, position) for position in self.ordered()],
            "apart": {name: share.to_dict() for name, share in self.apart.items()},
            "expected_moves": round(self.expected_moves, DIGITS) if self.evolves else None,
            "questions": {id_: share.to_dict() for id_, share in self.questions.items()},
        }

    def to_frame(self) -> pd.DataFrame:
        """Return a table with a row for each state that holds in any world: shares and their standard errors."""
        import pandas as pd

        positions = self.ordered()
        columns: dict[str, Any] = {"state": [str(self.state(k)) for k in positions]}
        for what in (*self.counted, *(["settles"] if self.evolves else [])):
            shares = [self.at(k, what) for k in positions]
            columns[what] = [share.value for share in shares]
            columns[f"{what} ±"] = [share.error for share in shares]
        return pd.DataFrame(columns, index=pd.Index(self.plan.axes.keys[positions], name="decimal"))

    @property
    def caption(self) -> str:
        """The solved worlds and the concept, on one line."""
        done = f"all {self.count:,} worlds" if self.exact else f"{self.count:,} draws with seed {self.plan.seed}"
        return f"{self.conflict.title}: {done}, {len(self.uncertain)} uncertain things ({self.concept})"

    def __str__(self) -> str:
        shown = SETTLES if self.evolves else "nash"
        lines = (f"{self.at(k, shown)!s:>16}  {self.state(k)}" for k in self.ordered()[:12])
        return "\n".join([self.caption, *self.remarks, *lines])


def leaves(found: Worlds) -> bool:
    """Whether the conflict leaves its status quo in any world.

    Examples
    --------
    >>> from countermove import cases, worlds
    >>> leaves(worlds(cases.load("elmira")))
    True
    """
    counts = found.totals.counts[0]
    return bool(counts[MOVES] > ALMOST_NONE * counts[0] or counts[UNSETTLED] > 0)


def _thing(uncertainty: Uncertainty) -> dict[str, Any]:
    alternatives = [
        {"way": alternative.says, "probability": round(alternative.probability, DIGITS)}
        for alternative in uncertainty.alternatives
    ]
    return {"thing": uncertainty.name, "kind": uncertainty.kind, "ways": alternatives}


def _state(found: Worlds, position: int) -> dict[str, Any]:
    state = found.state(position)
    plain: dict[str, Any] = {"decimal": int(found.plan.axes.keys[position]), "on": [*state.on]}
    plain |= {"name": state.name} if state.name else {}
    plain |= {"pattern": state.pattern} if "-" in state.pattern else {}
    plain["holds"] = {id_: found.at(position, id_).to_dict() for id_ in found.counted}
    if found.evolves:
        plain["settles"] = found.at(position).to_dict()
    if found.at(position).value:
        plain["given"] = [*map(_given, found.given_at(position))]
    return plain


def _given(each: Given) -> dict[str, Any]:
    worlds = round(each.worlds, DIGITS)
    return {"thing": each.uncertainty, "way": each.alternative, "worlds": worlds, "settles": each.share.to_dict()}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the worlds, from 0 to 1, and its standard error; 0 if all worlds were solved."""

    value: float
    error: float = 0.0

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} %" + (f" ± {100 * self.error:.1f}" if self.error else "")

    def to_dict(self) -> dict[str, float]:
        """Return both as plain numbers, for JSON."""
        return {"share": round(self.value, DIGITS), "error": round(self.error, DIGITS)}


@dataclass(frozen=True, slots=True)
class Given:
    """A share of the worlds with one alternative of an uncertainty.

    Attributes
    ----------
    uncertainty, alternative : str
        The name of the uncertainty, and the words of the alternative.
    worlds : float
        The share of these worlds among all worlds.
    share : Share
        The share of these worlds in which the state holds or settles.
    """

    uncertainty: str
    alternative: str
    worlds: float
    share: Share
