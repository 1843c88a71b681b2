"""The signposts of an evolution: the events that tell its ends apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import UnknownName

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.evolution.ends import End
    from countermove.analysis.evolution.signpost import Outlook, Signpost


@dataclass(frozen=True, slots=True)
class Signposts:
    """The signposts of an evolution.

    Attributes
    ----------
    ends : tuple of End
        All ends of the evolution.
    told_apart : int
        How many of them, the likeliest, are told apart from all others.
    signposts : tuple of Signpost
        The earliest first, then the likeliest. None if there is one end only: then nothing is to be told apart.
    left_out : int
        How many less likely ones are not among them.
    """

    ends: tuple[End, ...] = field(repr=False)
    told_apart: int
    signposts: tuple[Signpost, ...]
    left_out: int = 0

    def settling(self, number: int) -> tuple[Signpost, ...]:
        """Return the signposts after which the end that has the state of this number is certain.

        Raises
        ------
        UnknownName
            If no end has it.
        """
        at = next((k for k, end in enumerate(self.ends) if number in end.states), None)
        if at is None:
            raise UnknownName(f"the conflict does not end in state {number}; see Evolution.ends")
        return tuple(each for each in self.signposts if each.settles == at)

    def narrowing(self) -> tuple[Signpost, ...]:
        """Return the signposts after which several ends are still possible."""
        return tuple(each for each in self.signposts if each.settles is None)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; ends are referred to by their place among them, from 0."""
        return {
            "told_apart": self.told_apart,
            "signposts": [each.to_dict() for each in self.signposts],
            "signposts_left_out": self.left_out,
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a signpost; the probabilities are those of the end that it settles, if it does."""
        import pandas as pd

        return pd.DataFrame([self._row(each) for each in self.signposts], columns=[*_COLUMNS])

    def _row(self, post: Signpost) -> tuple[Any, ...]:
        certain = post.leaves[0] if post.settles is not None else None
        return (
            post.dm,
            ", ".join(post.starts),
            ", ".join(post.stops),
            post.to,
            post.earliest,
            post.probability,
            self._named((certain,)) if certain else "",
            certain.before if certain else None,
            certain.seen if certain else None,
            self._named(post.rules_out),
        )

    def _named(self, outlooks: tuple[Outlook, ...]) -> str:
        return ", ".join("any other" if each.end is None else str(self.ends[each.end]) for each in outlooks)


_COLUMNS = ("dm", "starts", "stops", "to", "earliest", "probability", "settles", "before", "seen", "rules_out")
