"""Verification of explanations: their certificates, checked by the independent checker."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from countermove.analysis.certificate import CONCEPTS, check
from countermove.errors import InvalidCertificate, InvalidRequest, WrongAnswer
from countermove.model.reading import explained_by
from countermove.model.states import MOST_LISTED, is_listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.explanation.result import Explanation
    from countermove.model.conflict import Conflict

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
    InvalidRequest
        If the checker has not been taught the concept.
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
        _refuse_untaught(each.concept)
        if each.within is not None or not is_listed(each.conflict):
            return Verification(count, LIMIT)
        try:
            check(each.conflict, each.certificate())
        except InvalidCertificate as fault:
            raise WrongAnswer(f"the checker refuses what is said of {each.dm}: {fault}") from None
        count += 1
    return Verification(count)


def refuse_untaught(conflict: Conflict, concept: str | None) -> None:
    """Refuse a concept whose certificates the checker cannot verify; it has a list of its own.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : str or None
        An id or a name, or None for the conflict's reading. By a mixed reading each decision maker's verdict has a
        certificate by its own concept.

    Raises
    ------
    InvalidRequest
        If the checker has not been taught the concept, or its verdicts have no certificates.
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from countermove import cases
    >>> refuse_untaught(cases.load("prisoners-dilemma"), "seq")
    """
    for each in explained_by(conflict, concept):
        _refuse_untaught(each.id)


def _refuse_untaught(id_: str) -> None:
    if id_ not in CONCEPTS:
        taught = ", ".join(CONCEPTS)
        raise InvalidRequest(f"the checker has not been taught {id_!r}; it verifies: {taught}. Leave out the check")
