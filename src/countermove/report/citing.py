"""What an assumption rests on, in words: the reason, and where in which source it is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.words import tidy

if TYPE_CHECKING:
    from countermove.analysis.assumptions.assumption import Assumption
    from countermove.model.provenance import Evidence


def cited(assumption: Assumption) -> list[str]:
    """Return the reason for an assumption, then a line for each piece of evidence.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.assumptions.assumption import assumptions_of
    >>> for line in cited(assumptions_of(cases.load("kazakhstan-2022"))[0]):
    ...     print(line)
    kursiv: city hall and residence burnt and airport seized on 5 January
    """
    lines = [tidy(assumption.because)] if assumption.because else []
    lines += [_evidence(each) for each in assumption.evidence]
    return lines or ["no reason and no source is given"]


def _evidence(each: Evidence) -> str:
    where = "" if each.paragraph is None else f", paragraph {tidy(str(each.paragraph))}"
    said = f": {tidy(each.says)}" if each.says else ""
    return f"{each.source}{where}{said}{' (disputed)' if each.disputed else ''}"
