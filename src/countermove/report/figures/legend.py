"""The legend of a figure: who the decision makers are, and what lines and marks mean, as far as they occur."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countermove.report.figures.lettering import width_of, wrapped
from countermove.report.words import count_of, dm_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from countermove.analysis.excerpt.result import Excerpt
    from countermove.report.figures.marks import Mark

SIZE, ROW, BETWEEN = 11.0, 19.0, 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the kind of mark, how wide it is, the words beside it, and where it stands."""

    kind: str
    width: float
    text: str
    mark: Mark | None = None
    x: float = 0.0
    y: float = 0.0


def legend(excerpt: Excerpt, signs: dict[str, Mark], room: float) -> tuple[list[Entry], float]:
    """Return the entries in lines no wider than `room`, and how high they are together.

    Parameters
    ----------
    excerpt : Excerpt
    signs : dict of str to Mark
        The marks of the decision makers, by id.
    room : float
    """
    movers = {move.dm for move in excerpt.moves}
    names = dict(zip(signs, dm_names(excerpt.conflict), strict=True))
    dms = [Entry("dm", signs[id_].width, names[id_], signs[id_]) for id_ in signs if id_ in movers]
    who, below = _flowing(dms, room, 0.0)
    what, bottom = _flowing([Entry(kind, 30.0, text) for kind, text in _kinds(excerpt)], room, below)
    notes, end = _flowing([Entry("note", 0.0, text) for text in _remarks(excerpt)], room, bottom)
    return who + what + notes, end


def _kinds(excerpt: Excerpt) -> Iterable[tuple[str, str]]:
    """Yield the kinds of lines and marks that occur, with their meaning."""
    states, moves = excerpt.states, excerpt.moves
    other = "other improvement" if any(m.probability for m in moves) else "improvement"
    kinds = (
        ("taken", "improvement that is taken (100 % unless said)", any(m.probability for m in moves)),
        ("improves", other, any(m.credible and not m.probability for m in moves)),
        ("sanctioned", f"improvement that is punished, by {excerpt.concept}", any(m.sanctioned for m in moves)),
        ("other", "move that is no improvement", any(not m.improves for m in moves)),
        ("holds", f"equilibrium by {excerpt.concept}", any(excerpt.concept in s.holds for s in states)),
        ("dead", "nobody can improve", any(s.dead_end for s in states)),
    )
    return ((kind, text) for kind, text, occurs in kinds if occurs)


def _remarks(excerpt: Excerpt) -> Iterable[str]:
    """Yield what else has to be known to read the figure."""
    if excerpt.conflict.graph is None and excerpt.status_quo and len(excerpt.states) > 1:
        yield "+ on, − off: unlike in the status quo; what is new comes first"
    if excerpt.left_out:
        yield f"{count_of(excerpt.left_out, 'state')} of {len(excerpt.conflict.states):,} not shown"


def _flowing(entries: Iterable[Entry], room: float, top: float) -> tuple[list[Entry], float]:
    """Put entries beside each other, and in a new line where there is no room."""
    placed, x, y = [], 0.0, top
    for each in entries:
        [text] = wrapped(each.text, room - each.width - 6, SIZE, 1)
        width = each.width + 6 * bool(each.width) + width_of(text, SIZE)
        if x and x + width > room:
            x, y = 0.0, y + ROW
        placed.append(replace(each, text=text, x=x, y=y))
        x += width + BETWEEN
    return placed, y + ROW if placed else top
