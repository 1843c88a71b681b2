"""Terminal text of `solve`: the foremost equilibria on one screen, what they share, and who would leave.

What all of the states shown share is said once, above the table. Each row says the rest, and the strongest test that
its state passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from countermove.analysis.stable_situations import Way
from countermove.model.concepts import CONCEPTS, strongest
from countermove.model.outcome import came_about
from countermove.model.reading import READING, concept_in, named_reading
from countermove.report.console import can_print, heading, table
from countermove.report.judged_states import with_tie
from countermove.report.likelihood import percent
from countermove.report.references import capitalised, change_as_gerund, name_of
from countermove.report.short_words import described, said_once, state_called
from countermove.report.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from countermove.analysis.improvements import Improvements
    from countermove.analysis.solution import Solution
    from countermove.analysis.stable_situations import StableSituation

    Found = Sequence[StableSituation]

NO_GAIN = "nash"
"""The concept by which nobody gains by a move from a state that holds."""

MOST = 8
"""Maximum equilibria on the screen."""

ORDER = ("nash", "sseq", "seq", "smr", "gmr", "sim")
"""The usual concepts, the most demanding first."""


def situations(
    solution: Solution,
    found: Found,
    number: int,
    ends: Mapping[int, tuple[str, str]] | None = None,
    tied: Collection[int] = (),
) -> list[RenderableType]:
    """Return the foremost equilibria, the legend, and who would leave the first of them and the start.

    Parameters
    ----------
    solution : Solution
        The solution.
    found : sequence of StableSituation
        The equilibria that are shown.
    number : int
        Of all equilibria.
    ends : mapping of int to (str, str), optional
        By position of a state, the letter of its end in a judgement, and its share of the worlds.
    tied : collection of int
        The decimals of the states that a judgement calls ties.
    """
    if not solution.concepts:
        return []
    if not found:
        nothing = f"Nothing holds: there is no equilibrium by {listed(solution.concepts, 'or')}."
        return [nothing, *_leaving(solution, [])]
    shared, words = described(solution.conflict, [each.position for each in found])
    masks = solution.conflict.states.masks
    words = {k: with_tie(text, tied=int(masks[k]) in tied) for k, text in words.items()}
    title = [_title(solution, len(found), number), *said_once(shared, len(found))]
    what = "what else is on" if shared.on or shared.off else "what is so"
    return [
        Group(*title, "", _table(solution, found, words, ends, what)),
        Group(Text("\n".join(_legend(solution, found, ends)), "dim"), _sizes(solution)),
        *_leaving(solution, found),
    ]


def _title(solution: Solution, shown: int, number: int) -> Text:
    states = f"{len(solution.conflict.states):,}"
    if shown == number:
        tests = "a test" if len(solution.concepts) > 1 else "the test"
        said = f"   the {number} of {states} that {'passes' if number == 1 else 'pass'} {tests}"
        return heading("Stable situations").append(said, "not bold dim")
    many = f"   {shown} of {number:,} (of {states}) that pass a test: weak evidence each"
    return heading("Stable situations").append(many, "not bold dim")


def _table(
    solution: Solution,
    found: Found,
    words: Mapping[int, Text],
    ends: Mapping[int, tuple[str, str]] | None,
    what: str,
) -> RenderableType:
    """Return a row for each equilibrium, under the moves that lead to it."""
    conflict = solution.conflict
    marked = _came_about(solution)
    letters, worlds = (("",), ("worlds",)) if ends else ((), ())
    rows = table(*letters, "", what, *worlds, "passes", "state", right=("state", "worlds"))
    before = Way.UNKNOWN
    blanks = ("",) * (len(letters) + 1)
    for each in found:
        if each.way is not before:
            rows.add_row(*blanks, Text(each.way.value, "dim italic"))
            before = each.way
        letter, share = (ends or {}).get(each.position, ("-", "-"))
        start = each.position + 1 == conflict.status_quo_number
        row = words[each.position].copy().append("  (the start)" if start else "", "dim not bold")
        mark = Text(_mark(), "green") if each.position in marked else ""
        cells = (mark, row, *((share,) if ends else ()), _passes(each.concepts), f"{each.position + 1}")
        rows.add_row(*((Text(letter, "bold"),) if ends else ()), *cells)
    return rows


def _mark() -> str:
    return "●" if can_print("●") else "#"


def _came_about(solution: Solution) -> Collection[int]:
    where = came_about(solution.conflict)
    return () if where is None else {*where.nonzero()[0].tolist()}


def strongest_test(concepts: Collection[str]) -> str:
    """Return the id of the strongest test among some that are passed.

    Examples
    --------
    >>> strongest_test(["gmr", "smr", "seq"]), strongest_test(["gmr", "smr"])
    ('seq', 'smr')
    """
    most = strongest(concepts)
    return min(most, key=lambda id_: ORDER.index(id_) if id_ in ORDER else len(ORDER))


def _passes(concepts: Collection[str]) -> str:
    id_ = strongest_test(concepts)
    test = CONCEPTS[id_].test if id_ in CONCEPTS else ""
    return f"{test} ({id_})" if test else id_


def _legend(solution: Solution, found: Found, ends: object) -> Iterator[str]:
    """Yield what the marks and the tests in the table mean, and how many states pass each."""
    marked = _came_about(solution)
    shown = {strongest_test(each.concepts) for each in found}
    if any(each.position in marked for each in found):
        yield f"{_mark()} came about"
    if ends:
        yield "worlds: share of the worlds that end in exactly this situation"
    yield "passes: the strongest test passed; weaker ones follow."
    own = named_reading(solution.conflict) or READING
    for id_ in (each for each in solution.concepts if each in {*shown, own}):
        read = " (by which this file is read)" if id_ == own != READING else ""
        yield f"{_passes([id_])}: {concept_in(solution.conflict, id_).says}{read}"


def _sizes(solution: Solution) -> RenderableType:
    """Return how many of all states pass each test: to pass one that many pass is weak evidence."""
    states = len(solution.conflict.states)
    sizes = [int(solution.where(id_).sum()) for id_ in solution.concepts]
    rows = Table.grid(padding=(0, 2))
    rows.add_column()
    for _ in sizes:
        rows.add_column(justify="right")
    rows.add_row(f"Of all {count_of(states, 'state')} pass", *solution.concepts)
    rows.add_row("", *(f"{size:,}" for size in sizes))
    rows.add_row("to pass is weak evidence where many do", *(percent(size / states) for size in sizes))
    rows.style = "dim"
    return rows


def _leaving(solution: Solution, found: Found) -> list[RenderableType]:
    """Return who would leave the first equilibrium, the first one that somebody would leave, and the start."""
    conflict, start = solution.conflict, solution.conflict.status_quo_number
    gained = ((k, each) for k, each in enumerate(found) if NO_GAIN not in each.concepts)
    tempting = (k for k, each in gained if any(left.count for left in solution.leaving(each.position + 1)))
    held = {found[k].position + 1: found[k].concepts for k in sorted({0, next(tempting, 0)}) if found}
    lines: list[RenderableType] = [
        _who(solution, number, state_called(conflict, number), strongest_test(concepts))
        for number, concepts in held.items()
        if number != start
    ]
    if start is not None:
        held_by = [id_ for id_ in solution.concepts if solution.where(id_)[start - 1]]
        lines.append(_who(solution, start, f"the start (state {start})", strongest_test(held_by) if held_by else ""))
    return [Group(*lines)] if lines else []


def _who(solution: Solution, number: int, where: str, held: str) -> Text:
    """Return who would gain by leaving a state, by what move; and by which test they are held back."""
    found = solution.leaving(number)
    tempted = [each for each in found if each.count]
    line = heading(f"Who would leave {where}")
    if not tempted:
        return line.append(":  Nobody gains by a move of its own.", "not bold")
    says = "; ".join(capitalised(_by(solution, each)) for each in tempted)
    stay = "Nobody else" if len(tempted) < len(found) else "Everybody gains by some move"
    kept = f" Held back by what the others could do next ({held})." if held else ""
    return line.append(f":  {says}. {stay}.{kept}", "not bold")


def _by(solution: Solution, each: Improvements) -> str:
    """Return a decision maker and its best improvement."""
    best, conflict = each.best[0], solution.conflict
    return f"{name_of(conflict, each.dm)}, by {change_as_gerund(conflict, best.starts, best.stops, best.to)}"
