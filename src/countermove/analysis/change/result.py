"""The least changes that meet a goal, with what else they change and what proves them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.model.conflict import Conflict

Proof = Literal["exhausted", "optimal", "", "sampled"]
"""How it is known that nothing cheaper serves: all was tried, a solver proved it, not at all, or over a sample."""


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
    """

    edits: tuple[Edit, ...]
    cost: float
    conflict: Conflict = field(repr=False)
    reached: float | None = None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    certificates: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


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
