"""Verification of explanations: their certificates, checked by the independent checker."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from countermove.analysis.certificate import check
from countermove.errors import InvalidCertificate, WrongAnswer
from countermove.model.states import MOST_LISTED, is_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.explanation.result import Explanation

LIMIT = f"the checker goes through all states, and they can be listed only up to {MOST_LISTED} options"


@dataclass(frozen=True, slots=True)
class Verification:
    """How many certificates the checker verified, and why it could not check others.

    Attributes
    ----------
    certificates : int
        The number of verified certificates.
    limit : str or None
        The reason why others were not checked; None if all were.
    """

    certificates: int
    limit: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return asdict(self)


def verified(explanations: Iterable[Explanation]) -> Verification:
    """Verify the certificates of some explanations of one conflict, from the conflict alone.

    Raises
    ------
    WrongAnswer
        If the checker refuses a certificate; the message has its reason.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.explain import explain
    >>> verified(explain(cases.load("prisoners-dilemma"), "4"))
    Verification(certificates=2, limit=None)
    """
    count = 0
    for each in explanations:
        if each.within is not None or not is_listed(each.conflict):
            return Verification(count, LIMIT)
        try:
            check(each.conflict, each.certificate())
        except InvalidCertificate as fault:
            raise WrongAnswer(f"the checker refuses what is said of {each.dm}: {fault}") from None
        count += 1
    return Verification(count)
