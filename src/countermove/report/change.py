"""Terminal text of `change`: the cheapest change first, what else it changes, the others, and how it is known."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading
from countermove.report.cut import first, rest
from countermove.report.words import count_of, listed, share, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.analysis.change.result import LeastChange, LeastChanges

WIDTH = 80
"""Columns."""

SHOWN = 5
"""Further changes that are listed; the rest is counted."""

CAUTION = (
    "A least change of a model is no advice to anyone: it says what the account would have to be, not what anybody "
    "should do."
)


def change(found: LeastChanges) -> list[RenderableType]:
    """Return all parts of the answer: the goal, the cheapest change, the others, and how it is known."""
    others = found.found[1:]
    parts: list[RenderableType] = [_opening(found), Group(*answer(found))]
    if others:
        listing = [line for each in first(others, SHOWN) for line in _other(each)]
        more = rest(len(others), SHOWN, "more changes")
        parts.append(Group(heading("Others that would do it, the cheapest first"), *map(_line, listing), *more))
    known = [*known_by(found), *found.notes, *([] if found.met else [CAUTION])]
    parts.append(Group(*(_line(line, "dim") for said in known for line in wrap(tidy(said), WIDTH))))
    return parts


def _opening(found: LeastChanges) -> RenderableType:
    goal = wrap(f"So that: {tidy(found.goal)}", WIDTH, subsequent_indent="  ")
    return Group(Text(tidy(found.conflict.title), "bold"), *map(_line, goal))


def answer(found: LeastChanges) -> Iterator[RenderableType]:
    """Yield the cheapest change and what it does, that nothing has to change, or why nothing serves."""
    least = found.least
    if least is None:
        yield from (_line(line) for line in wrap(no_change(found), WIDTH))
    elif not least.edits:
        yield from (_line(line) for line in wrap(met_already(found), WIDTH))
    else:
        yield from (_line(line, "bold") for line in wrap(f"It would take: {tidy(least.says)}.", WIDTH))
        yield from (_line(line) for said in consequences(found, least) for line in _indented(said))


def no_change(found: LeastChanges) -> str:
    """Return that nothing serves, and why."""
    if found.why_not:
        return f"Nothing would do it: {found.why_not}."
    if found.proof == "":
        return f"Nothing was found before the search ended; nothing below a cost of {found.bound:g} would do it."
    return f"No change of {found.by} up to a cost of {found.most:g} would do it."


def met_already(found: LeastChanges) -> str:
    """Return that the goal is met as the conflict stands."""
    if found.before is None:
        return "Nothing has to change: it is so already, at a cost of 0."
    return f"Nothing has to change: it is so already, with {share(found.before)}, at a cost of 0."


def consequences(found: LeastChanges, each: LeastChange) -> Iterator[str]:
    """Yield what a change costs and does, in sentences."""
    yield f"It costs {each.cost:g}{_steps(each)}."
    if each.share is not None and found.before is not None:
        yield f"The share is then {share(each.share)}, where it is {share(found.before)} as the file stands."
    elif each.reached is not None:
        yield _reached(each.reached)
    if each.came:
        yield f"With it come: {listed(map(tidy, each.came))}."
    if each.went:
        yield f"With it go: {listed(map(tidy, each.went))}."


def _steps(each: LeastChange) -> str:
    return f", for {count_of(len(each.edits), 'step')}" if len(each.edits) > 1 else ""


def _reached(chance: float) -> str:
    if chance <= 0:
        return "It is not reached from the status quo even then: the conflict does not go there."
    return f"It is then reached from the status quo, with a probability of {share(chance)}."


def _other(each: LeastChange) -> Iterator[str]:
    """Yield the lines of one of the other changes: its cost, its sentence, and whether it is reached."""
    said = f"{tidy(each.says)}{_short(each)}"
    for k, line in enumerate(wrap(said, WIDTH - 8)):
        yield f"{f'{each.cost:g}' if not k else '':>6}  {line}"


def _short(each: LeastChange) -> str:
    if each.share is not None:
        return f" (then {share(each.share)})"
    if each.reached is None:
        return ""
    return f" (then reached with {share(each.reached)})" if each.reached > 0 else " (not reached even then)"


def known_by(found: LeastChanges) -> Iterator[str]:
    """Yield how it is known that nothing cheaper serves, in sentences."""
    if found.met or found.why_not:
        return
    tried = count_of(found.tried, "change")
    match found.proof:
        case "exhausted":
            all_ = "were all tried" if found.tried != 1 else "was tried"
            yield f"Proved by exhaustion: {tried} of {found.by} up to a cost of {found.most:g} {all_}."
        case "optimal":
            yield f"Proved by a solver: no change of {found.by} that costs less does it."
        case "sampled":
            drawn = "all" if found.seed is None else f"a sample (seed {found.seed}) of"
            yield f"Judged over {drawn} {found.worlds:,} worlds of each changed file; {tried} judged."
        case _:
            yield f"Not proved: the search ended after {tried}. Nothing below a cost of {found.bound:g} does it."


def _indented(said: str) -> Iterator[str]:
    yield from wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _line(text: str, style: str = "") -> Text:
    return Text(text, style, no_wrap=True)
