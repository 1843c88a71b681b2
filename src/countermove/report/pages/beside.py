"""The section on another account beside that of the page: what changed, and which change did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.comparison.changes import changes_in_words
from countermove.report.comparison.headline import headline
from countermove.report.comparison.tables import (
    account,
    method,
    quiet,
    share_rows,
    verdict_rows,
    verdict_sentences,
    verdicts_title,
)

if TYPE_CHECKING:
    from countermove.report.comparison.tables import ShareRow, VerdictRow
    from countermove.simulation.comparison.result import Comparison


@dataclass(frozen=True, slots=True)
class BesideSection:
    """A comparison, ready to print.

    Attributes
    ----------
    head : tuple of str
        What changed in the answers, and because of what.
    accounts : tuple of str
        What A and B are.
    changes : tuple of str
        The changes of the model; causes name them by number.
    quiet : str
        What else differs, and changes no answer.
    shares : tuple of ShareRow
        Questions and ends.
    verdicts : tuple of VerdictRow
        The concepts, if a verdict turned.
    verdicts_title : str
        What is counted of verdicts.
    turned : tuple of str
        The situations whose verdicts turned, or the causes of these.
    notes : tuple of str
        How it was found, and what was left out.
    """

    head: tuple[str, ...]
    accounts: tuple[str, str]
    changes: tuple[str, ...]
    quiet: str
    shares: tuple[ShareRow, ...]
    verdicts: tuple[VerdictRow, ...]
    verdicts_title: str
    turned: tuple[str, ...]
    notes: tuple[str, ...]


def beside(found: Comparison | None) -> BesideSection | None:
    """Return the section on a comparison; None without one."""
    if found is None:
        return None
    return BesideSection(
        head=headline(found),
        accounts=(account(found.before), account(found.after)),
        changes=changes_in_words(found),
        quiet=quiet(found),
        shares=share_rows(found),
        verdicts=verdict_rows(found) if found.verdicts else (),
        verdicts_title=verdicts_title(found),
        turned=verdict_sentences(found),
        notes=(*method(found), *found.left_out),
    )
