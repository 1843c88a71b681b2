"""The least changes that meet a goal, with what else they change and what proves them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from countermove.model.conflict import Conflict

Proof = Literal["exhausted", "optimal", "both", "", "sampled"]
"""How it is known that nothing cheaper serves: all was tried, a solver proved it, both, not at all, or over a sample.

Both: all edits up to the cost were tried, and of rankings a solver proved that nothing costs less than those found.
"""

DIGITS = 9
"""Decimal places of costs and probabilities in JSON."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of a change.

    Attributes
    ----------
    kind : str
        What is done: ``up``, ``down``, ``drop``, ``negate``, ``add``, ``prefer``, ``take away``, ``irreversible``,
        ``rule``, ``no rule``, ``agreement`` or ``offer``.
    dm : str
        The id of the decision maker whose wants or options change; empty for a rule.
    says : str
        The step in a sentence, with names: ``Syria would have to prefer 2 to 6``.
    cost : float
        Its cost.
    """

    kind: str
    dm: str
    says: str
    cost: float


@dataclass(frozen=True, eq=False)
class LeastChange:
    """An inclusion-minimal change that meets the goal: no part of it does.

    Attributes
    ----------
    edits : tuple of Edit
        Its steps.
    cost : float
        The sum of their costs.
    conflict : Conflict
        The changed conflict.
    reached : float or None
        The probability that the changed conflict settles where the goal wants it; None without a status quo, or if
        the goal names no state.
    came, went : tuple of str
        The ends that come and go with it, in words.
    certificates : tuple of mapping
        For each decision maker the certificate of its verdict in the changed conflict, which
        `countermove.analysis.certificate.check` verifies; empty for goals that are not about one state.
    share : float or None
        The share of a goal about one over worlds, in the changed conflict; None for other goals.
    """

    edits: tuple[Edit, ...]
    cost: float
    conflict: Conflict = field(repr=False)
    reached: float | None = None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    certificates: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    share: float | None = None

    @property
    def says(self) -> str:
        """The change in one sentence."""
        return "; and ".join(
            each.says if k == 0 else re.sub(r"^The (?=\w)", "the ", each.says) for k, each in enumerate(self.edits)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the changed conflict as plain values, for JSON."""
        edits = [
            {"kind": each.kind, "dm": each.dm or None, "says": each.says, "cost": each.cost} for each in self.edits
        ]
        return {
            "cost": round(self.cost, DIGITS),
            "says": self.says,
            "edits": edits,
            "reached": _rounded(self.reached),
            "share": _rounded(self.share),
            "came": [*self.came],
            "went": [*self.went],
            "certificates": [dict(each) for each in self.certificates],
        }


@dataclass(frozen=True, eq=False)
class LeastChanges:
    """All inclusion-minimal changes up to a cost that meet a goal, the cheapest first.

    Attributes
    ----------
    conflict : Conflict
        The conflict as it stands.
    goal : str
        The goal as it was asked.
    by : str
        What may change: ``statements``, ``rankings`` or ``field``.
    found : tuple of LeastChange
        The changes, cheapest first; one of cost 0 without edits if the goal is met already.
    most : float
        The cost up to which was searched.
    tried : int
        The number of changed conflicts that were solved or ruled out.
    proof : str
        How it is known that nothing cheaper serves; empty if the search was ended before.
    bound : float
        No change that costs less than this meets the goal, but for those found.
    why_not : str
        If nothing serves: the reason, such as the rule that forbids the state.
    notes : tuple of str
        What was not tried, and what limits the answer.
    before : float or None
        The share of a goal about one, as the conflict stands; None for other goals.
    worlds : int
        The number of worlds over which a goal about shares is judged; 0 if it is asked of one conflict.
    seed : int or None
        The seed of the draws; None if all worlds are judged.
    concept : str
        The id of the concept of goals that name none, by which the conflict also moves on.
    """

    conflict: Conflict
    goal: str
    by: str
    found: tuple[LeastChange, ...]
    most: float
    tried: int
    proof: Proof
    bound: float
    why_not: str = ""
    notes: tuple[str, ...] = ()
    before: float | None = None
    worlds: int = 0
    seed: int | None = None
    concept: str = ""

    def __str__(self) -> str:
        return f"{self.goal}: {self.least.says if self.least and self.least.edits else self._without_change()}"

    @property
    def least(self) -> LeastChange | None:
        """The cheapest change; None if none was found."""
        return self.found[0] if self.found else None

    @property
    def met(self) -> bool:
        """Whether the goal is met as the conflict stands, so that nothing has to change."""
        return self.least is not None and not self.least.edits

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_dict(self) -> dict[str, Any]:
        """Return everything but the changed conflicts as plain values, for JSON."""
        return {
            "conflict": self.conflict.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "goal": self.goal,
            "concept": self.concept or None,
            "met": self.met,
            "by": self.by,
            "found": [each.to_dict() for each in self.found],
            "most": self.most,
            "tried": self.tried,
            "proof": self.proof or None,
            "bound": round(self.bound, DIGITS),
            "why_not": self.why_not or None,
            "before": _rounded(self.before),
            "worlds": self.worlds or None,
            "seed": self.seed,
            "notes": [*self.notes],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a change: its cost, its steps, whether it is reached, and what else comes and goes."""
        import pandas as pd

        rows = [
            (each.cost, each.says, each.reached, ", ".join(each.came), ", ".join(each.went)) for each in self.found
        ]
        return pd.DataFrame(rows, columns=["cost", "change", "reached", "came", "went"])

    def _without_change(self) -> str:
        return "met already" if self.met else self.why_not or "nothing serves"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS)
