"""A chain cut into stretches, each of which is one system of linear equations.

A *stretch* is a strong component of several states, in which the conflict goes round for a while, or a run of
components of one state each, whose equations are triangular. What cannot be left belongs to none: it is an end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.evolution.chain import Chain
    from countermove.analysis.evolution.grouping import Indices

    Where = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stretch:
    """A part of a chain.

    Attributes
    ----------
    inside : ndarray of int64, shape (k,)
        Its states.
    within, leaving : ndarray of int64
        The moves that stay inside, and those that lead out; indices into the chain's moves.
    triangular : bool
        Whether moves lead from earlier states of `inside` to later ones only.
    """

    inside: Indices = field(repr=False)
    within: Indices = field(repr=False)
    leaving: Indices = field(repr=False)
    triangular: bool


def stretches(chain: Chain, component: Indices, open_: Where) -> list[Stretch]:
    """Return the stretches of a chain of R states, the first one to be entered first.

    Parameters
    ----------
    chain : Chain
        The chain.
    component : ndarray of int64, shape (R,)
        The strong component of each state; moves lead from larger numbers to smaller ones or within a component.
    open_ : ndarray of bool, shape (R,)
        The states whose component can be left.

    Returns
    -------
    list of Stretch
    """
    parts = _parts(component, open_)
    stretch = np.full(len(component), len(parts))
    for k, part in enumerate(parts):
        stretch[part] = k
    left, to = stretch[chain.origin], stretch[chain.end]
    order = np.argsort(left, kind="stable")
    moves = np.split(order, np.searchsorted(left[order], np.arange(1, len(parts) + 1)))
    return [
        Stretch(part, at[to[at] == k], at[to[at] != k], len(part) == 1 or bool(np.diff(component[part[:2]])[0]))
        for k, (part, at) in enumerate(zip(parts, moves, strict=False))
    ]


def _parts(component: Indices, open_: Where) -> list[Indices]:
    """Return the states of each stretch, in the order in which components are entered."""
    states = np.flatnonzero(open_)
    order = states[np.argsort(-component[states], kind="stable")]
    label = component[order]
    alone = np.bincount(component)[label] == 1
    cuts = np.flatnonzero((label[1:] != label[:-1]) & ~(alone[1:] & alone[:-1])) + 1
    return np.split(order, cuts) if len(order) else []
