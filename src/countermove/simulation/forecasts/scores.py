"""The answer of `scores_of`: how good the forecasts of one or many conflicts were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest
from countermove.simulation.scores.summary import EVEN, Summary, finite, summed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from countermove.simulation.forecasts.items import Item


@dataclass(frozen=True, eq=False)
class Scores:
    """How good forecasts were; it remembers each of them.

    Attributes
    ----------
    items : tuple of Item
        All forecasts, those that cannot be scored among them.
    summary : Summary
        Over those that can, beside 50 %.
    reference : Summary or None
        Over those that can and name a reference class, beside the rate of that.
    remarks : tuple of str
        What is to be known about the files that they come from.
    """

    items: tuple[Item, ...] = field(repr=False)
    summary: Summary
    reference: Summary | None
    remarks: tuple[str, ...] = ()

    @property
    def scored(self) -> tuple[Item, ...]:
        """Those that can be scored."""
        return tuple(each for each in self.items if each.counts)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "forecasts": [each.to_dict() | _marks(each) for each in self.items],
            "summary": self.summary.to_dict(),
            "reference": None if self.reference is None else self.reference.to_dict(),
            "remarks": [*self.remarks],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a forecast: case, question, probability, answer and scores."""
        import pandas as pd

        rows = [each.to_dict() | _marks(each) for each in self.items]
        return pd.DataFrame(rows).set_index(["case", "id"])

    def __str__(self) -> str:
        found, versus = self.summary, self.summary.against.brier_difference
        return f"{found.count} forecasts scored: Brier {found.brier:.3f}, beside 50 % {versus.difference:+.3f}"


def _marks(each: Item) -> dict[str, Any]:
    log = each.logarithmic
    return {"brier": each.brier, "logarithmic": None if log is None else finite(log)}


def scores_of(items: Sequence[Item], remarks: Sequence[str], *, seed: int, bins: int) -> Scores:
    """Return how good forecasts were; see `countermove.study.score`."""
    if not 1 <= bins <= 100:
        raise InvalidRequest(f"{bins} bins; from 1 to 100 make a table that can be read")
    if seed < 0:
        raise InvalidRequest(f"a seed of {seed}; it is a whole number from 0")
    counted = [each for each in items if each.counts]
    if not counted:
        why = "; ".join(dict.fromkeys(f"{each.id}: {each.remark}" for each in items))
        raise InvalidRequest(f"no forecast can be scored ({why or 'there is none'})")
    known = [each for each in counted if each.rate is not None]
    return Scores(
        tuple(items),
        _summed(counted, [EVEN] * len(counted), seed, bins),
        _summed(known, [each.rate or 0.0 for each in known], seed, bins) if known else None,
        (*remarks, *_repeated(counted)),
    )


def _repeated(items: Sequence[Item]) -> Iterator[str]:
    """Say of which questions more than one forecast is scored: they are no further evidence."""
    from collections import Counter

    for (case, id_), times in Counter((each.case, each.id) for each in items).items():
        if times > 1:
            yield f"{case}: {id_} is scored {times} times, once for each forecast of it"


def _summed(items: Sequence[Item], rates: list[float], seed: int, bins: int) -> Summary:
    chances = [each.probability for each in items]
    answers, cases = [each.answer for each in items], [each.case for each in items]
    return summed_up(chances, answers, rates, groups=cases, bins=bins, seed=seed)  # type: ignore[arg-type]
