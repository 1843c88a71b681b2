"""What the headline hinges on: the linchpins, and the tornado plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.assumptions import headline, strength
from countermove.report.citing import cited
from countermove.report.figures.tornado import tornado
from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import Checked

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Hinge:
    """An assumption that matters: what it rests on, and what becomes of the headline, change by change."""

    name: str
    rests: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    linchpin: bool


def opening(found: Assumptions) -> tuple[str, ...]:
    """Return the headline in words, and how many assumptions are linchpins."""
    total = len(found.checked)
    return (
        *(tidy(line) for line in headline(found)),
        f"{len(found.linchpins)} of {total} assumptions are linchpins.",
    )


def hinges(found: Assumptions) -> tuple[Hinge, ...]:
    """Return the assumptions that matter most, the most important first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import assumptions
    >>> [each.linchpin for each in hinges(assumptions(cases.load("elmira"), "8", pairs=False))][:1]
    [True]
    """
    matter = [each for each in found.checked if each.worst.status != "same"]
    return tuple(_hinge(found, each) for each in matter[:SHOWN])


def plot(found: Assumptions) -> str:
    """Return the tornado plot; nothing where no assumption matters."""
    return tornado(found) if any(each.worst.status != "same" for each in found.checked) else ""


def _hinge(found: Assumptions, each: Checked) -> Hinge:
    changes = []
    for one in each.findings:
        stands = "" if one.standing is None or one.status == "same" else f" ({strength(found, one.standing)})"
        changes.append((one.changes[0].how, f"{one.status}{stands}"))
    broken = any(one.survives is False for one in each.findings)
    return Hinge(tidy(each.assumption.name), tuple(cited(each.assumption)), tuple(changes), broken)
