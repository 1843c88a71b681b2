"""Why each situation holds, or does not: the explanations that fold out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.wording import by
from countermove.report.words import situation

if TYPE_CHECKING:
    from countermove.report.explanation import Account
    from countermove.report.pages.findings import Findings


@dataclass(frozen=True, slots=True)
class Part:
    """What a decision maker makes of a situation: the verdict, and a paragraph for each kind of improvement."""

    verdict: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one situation holds or does not."""

    number: int
    quo: bool
    by: str
    lines: tuple[str, ...]
    summary: str
    parts: tuple[Part, ...]


def reasons(found: Findings) -> tuple[Reason, ...]:
    """Return the explanations of the status quo and of the equilibria that are told of.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [each.summary for each in reasons(findings(cases.load("elmira")))][0]
    'It does not hold: the local government would leave it.'
    """
    return tuple(_reason(account) for account in found.accounts)


def _reason(account: Account) -> Reason:
    first = account.explanations[0]
    return Reason(
        first.state,
        first.state == account.conflict.status_quo_number,
        by(first.concept),
        situation(account.conflict, first.state - 1),
        account.summary(),
        tuple(Part(verdict, tuple(points)) for verdict, *points in account.parts()),
    )
