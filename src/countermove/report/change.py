"""Terminal text of `change`: the cheapest change first, what else it changes, the others, and how it is known."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import heading
from countermove.report.cut import first, rest
from countermove.report.references import names_of
from countermove.report.words import count_of, listed, share, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.analysis.change.rankings.counting import RankingCount
    from countermove.analysis.change.result import LeastChange, LeastChanges
    from countermove.model.conflict import Conflict
    from countermove.simulation.change.rows import ChangesByRow, RowChanges

WIDTH = 80
"""Columns."""

SHOWN = 5
"""Further changes that are listed; the rest is counted."""

MOST_LEAD, MOST_OTHER = 8, 3
"""Lines of the cheapest change, and of each further one."""

CAUTION = (
    "A least change of a model is no advice to anyone: it says what the account would have to be, not what anybody "
    "should do."
)


def change(found: LeastChanges) -> list[RenderableType]:
    """Return all parts of the answer: the goal, the cheapest change, the others, and how it is known."""
    others = found.found[1:]
    parts: list[RenderableType] = [_opening(found), Group(*_answer(found))]
    if others:
        listing = [line for each in first(others, SHOWN) for line in _other(each)]
        more = rest(len(others), SHOWN, "more change" if len(others) == SHOWN + 1 else "more changes")
        parts.append(Group(heading("Others that would do it, the cheapest first"), *map(_line, listing), *more))
    told = [_line(line, "dim") for said in known(found) for line in wrap(tidy(said), WIDTH)]
    return [*parts, Group(*told)] if told else parts


def _opening(found: LeastChanges) -> RenderableType:
    goal = wrap(f"So that: {tidy(found.goal)}", WIDTH, subsequent_indent="  ")
    return Group(Text(tidy(found.conflict.title), "bold"), *map(_line, goal))


def _answer(found: LeastChanges) -> Iterator[RenderableType]:
    """Yield the cheapest change and what it does, that nothing has to change, or why nothing serves."""
    least = found.least
    changes = least is not None and bool(least.edits)
    yield from (_line(line, "bold" if changes else "") for line in cut(wrap(lead(found), WIDTH), MOST_LEAD))
    if least is not None and least.edits:
        yield from (_line(line) for said in consequences(found, least) for line in _indented(said))


def lead(found: LeastChanges) -> str:
    """Return the answer in one sentence."""
    if found.least is None:
        return no_change(found)
    return f"It would take: {tidy(found.least.says)}." if found.least.edits else met_already(found)


def known(found: LeastChanges) -> tuple[str, ...]:
    """Return how the answer is known, what limits it, and a caution, in sentences."""
    caution = [] if found.met or not found.found else [CAUTION]
    return (*known_by(found), *found.notes, *caution)


def cut(lines: list[str], most: int) -> list[str]:
    """Return the first lines of a text that is too long, the last of them with dots; all inside `uncut`."""
    shown = [*first(lines, most)]
    return shown if len(shown) == len(lines) else [*shown[:-1], f"{shown[-1][: WIDTH - 12].rstrip(' ,;')} ..."]


def no_change(found: LeastChanges) -> str:
    """Return that nothing serves, and why."""
    if found.why_not:
        return f"Nothing would do it: {found.why_not}."
    if found.proof == "":
        return f"Nothing was found before the search ended; nothing below a cost of {found.bound:g} would do it."
    return f"No change of {_what(found)} up to a cost of {found.most:g} would do it."


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
    elif found.conflict.status_quo is not None and each.conflict.status_quo is None:
        yield "The status quo is then ruled out, so nothing is said of where the conflict goes."
    shares = each.share is not None
    if each.came:
        yield f"{'More likely' if shares else 'With it come'}: {listed(map(tidy, each.came))}."
    if each.went:
        yield f"{'Less likely' if shares else 'With it go'}: {listed(map(tidy, each.went))}."


def _steps(each: LeastChange) -> str:
    return f", for {count_of(len(each.edits), 'step')}" if len(each.edits) > 1 else ""


def _reached(chance: float) -> str:
    if chance <= 0:
        return "From the status quo it does not end so even then: the conflict does not go there."
    return f"From the status quo it then ends so with a probability of {share(chance)}."


def _other(each: LeastChange) -> Iterator[str]:
    """Yield the lines of one of the other changes: its cost, its sentence, and whether it is reached."""
    said = f"{tidy(each.says)}{_short(each)}"
    for k, line in enumerate(cut(wrap(said, WIDTH - 8), MOST_OTHER)):
        yield f"{f'{each.cost:g}' if not k else '':>6}  {line}"


def _short(each: LeastChange) -> str:
    if each.share is not None:
        return f" (then {share(each.share)})"
    if each.reached is None:
        return ""
    return f" (then ends so: {share(each.reached)})" if each.reached > 0 else " (does not end so even then)"


def known_by(found: LeastChanges) -> Iterator[str]:
    """Yield how it is known that nothing cheaper serves, in sentences."""
    if found.met or found.why_not:
        return
    tried = count_of(found.tried, "change")
    match found.proof:
        case "exhausted":
            all_ = "were all tried" if found.tried != 1 else "was tried"
            yield f"Proved by exhaustion: {tried} of {_what(found)} up to a cost of {found.most:g} {all_}."
        case "both":
            edits = f"{_what(found).removesuffix(' and rankings')} up to a cost of {found.most:g}"
            yield f"Proved by exhaustion: {tried}, all of {edits} among them, were tried."
            yield f"Proved by a solver, of rankings: {_solved(found)}."
        case "optimal":
            less = "that costs less" if found.found else "that costs no more"
            yield f"Proved by a solver: no change of {_what(found)} {less} does it."
        case "sampled":
            drawn = "all" if found.seed is None else f"a sample (seed {found.seed}) of"
            yield f"Judged over {drawn} {found.worlds:,} worlds of each of {count_of(found.tried, 'changed file')}."
        case _:
            yield f"Not proved: the search ended after {tried}. Nothing below a cost of {found.bound:g} does it."


def _solved(found: LeastChanges) -> str:
    """Return what a solver proved of rankings, where edits were tried as well."""
    ranked = any(edit.kind == "prefer" for each in found.found for edit in each.edits)
    return "those listed cost least" if ranked else "none does it up to that cost"


def count_text(conflict: Conflict, found: RankingCount) -> list[RenderableType]:
    """Return how many rankings make a state hold, in a sentence."""
    whose = f"{'rankings' if len(found.dms) == 1 else 'profiles'} of {names_of(conflict, found.dms)}"
    by = listed(dict.fromkeys(found.concepts))
    line = f"Of {found.total:,} strict {whose}, {found.count:,} make state {found.state} hold by {by} "
    return [Group(*map(_line, wrap(f"{line}({share(float(found.share))}).", WIDTH)))]


def rows_text(found: ChangesByRow) -> list[RenderableType]:
    """Return the cheapest change for each case of a family."""
    lines = [line for each in found.rows for line in _row(each)]
    goal = _line(f"So that: {tidy(found.goal)}")
    told = [_line(line, "dim") for said in (*_shared_notes(found), CAUTION) for line in wrap(said, WIDTH)]
    count = [_line(line) for line in wrap(_tally(found), WIDTH)] if len(found.rows) > 1 else []
    return [Group(Text(tidy(found.family.title), "bold"), goal, *count), Group(*lines), Group(*told)]


def _tally(found: ChangesByRow) -> str:
    """Return how many cases there are, and what becomes of them, in a sentence."""
    answers = [row.found for row in found.rows if row.found]
    least = [each.least for each in answers if each.least]
    done = sum(not each.edits for each in least)
    parts = {
        "it is so already": done,
        "a change would do it": len(least) - done,
        "none would": len(answers) - len(least),
    }
    parts["there is no answer"] = len(found.rows) - len(answers)
    told = "; ".join(f"in {number:,} {words}" for words, number in parts.items() if number)
    return f"Of {count_of(len(found.rows), 'case')}: {told}."


def _shared_notes(found: ChangesByRow) -> list[str]:
    """Return the notes that several cases share, or those of the one case."""
    times = Counter(note for row in found.rows if row.found for note in row.found.notes)
    return [note for note, number in times.items() if number > 1 or len(found.rows) == 1]


def _row(row: RowChanges) -> Iterator[Text]:
    """Yield the lines of one case: its name, and below it the cost and the change."""
    name = tidy(row.case.name)
    yield _line(f"{name} ({row.case.id})" if name else row.case.id, "bold")
    cost, said = _cells(row)
    for k, line in enumerate(cut(wrap(said, WIDTH - 8), MOST_LEAD)):
        yield _line(f"{cost if not k else '':>6}  {line}")


def _cells(row: RowChanges) -> tuple[str, str]:
    if row.found is None:
        return "", f"no answer: {tidy(row.refused)}"
    if row.found.least is None:
        return "", no_change(row.found)
    return f"{row.found.least.cost:g}", tidy(row.found.least.says) or "nothing: it is so already"


def _what(found: LeastChanges) -> str:
    """Return what may change, in words."""
    return found.by.replace("field", "the field of play")


def _indented(said: str) -> Iterator[str]:
    yield from wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _line(text: str, style: str = "") -> Text:
    return Text(text, style, no_wrap=True)
