"""Capacities in a file with fronts: amounts of resources, and the options that draw on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.errors import Complaint, did_you_mean
from countermove.io.yaml.cited import evidence
from countermove.model.records import Capacity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.io.yaml.document import CapacityDocument, JointDocument


def capacities(
    document: JointDocument, given: Mapping[str, dict[str, CapacityDocument]], owned: Mapping[str, list[str]]
) -> tuple[Capacity, ...]:
    """Return the capacities of the decision makers.

    Parameters
    ----------
    document : JointDocument
        The file with the fronts; its `draws` apply to all capacities.
    given : mapping
        Amounts by decision maker and resource, from the file or from one of its variations.
    owned : mapping
        The names of the options of each decision maker.
    """
    return tuple(
        Capacity(
            dm=dm,
            resource=resource,
            amount=each.has,
            draws=_draws(document, dm, resource, owned),
            because=each.because,
            evidence=evidence(each.evidence),
            confidence=each.confidence,
        )
        for dm, resources in given.items()
        for resource, each in resources.items()
    )


def _draws(
    document: JointDocument, dm: str, resource: str, owned: Mapping[str, list[str]]
) -> tuple[tuple[str, float], ...]:
    """Return the options that draw on a capacity, with the amount each draws.

    An option of another decision maker that has the same resource draws on that capacity instead.
    """
    own = {other for other, resources in document.capacity.items() if other != dm and resource in resources}
    elsewhere = {option for other in own for option in owned.get(other, ())}
    drawn = ((option, draw) for option, draw in document.draws.items() if option not in elsewhere)
    return tuple((option, draw[resource]) for option, draw in drawn if resource in draw)


def unknown_resources(document: JointDocument) -> Iterable[Complaint]:
    """Yield complaints about draws on unknown resources, and about capacities that only a variation gives."""
    resources = [resource for each in document.capacity.values() for resource in each]
    for option, draw in document.draws.items():
        for resource in draw:
            if resource not in resources:
                message = f"nobody has a capacity of {resource!r}{did_you_mean(resource, resources)}"
                yield Complaint(message, ("draws", option, resource))
    known = [f"{resource} of {dm}" for dm, each in document.capacity.items() for resource in each]
    for id_, variation in document.variations.items():
        for dm, each in variation.capacity.items():
            for name in (f"{resource} of {dm}" for resource in each):
                if name not in known:
                    message = f"a variation can change a capacity only where there is one: {name!r}"
                    yield Complaint(f"{message}{did_you_mean(name, known)}", ("variations", id_, "capacity", dm))
