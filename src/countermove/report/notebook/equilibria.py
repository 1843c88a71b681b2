"""The views of answers about states: a solution, an account, an evolution, coalitions, and fronts."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from countermove.model.concepts import strongest
from countermove.model.reading import concept_in
from countermove.report.notebook.pieces import figure, paragraph, shortened, table, view
from countermove.report.plots import of_evolution, of_solution
from countermove.report.references import capitalised, names_of
from countermove.report.short_words import end_names
from countermove.report.signposts import event, likeliest, signpost_lines
from countermove.report.words import count_of, dm_names, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.evolution.signposts import Signpost
    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict
    from countermove.report.explanation import Account
    from countermove.report.notebook.pieces import Cell

EQUILIBRIA, MOST_DRAWN = 8, 1 << 16
"""Equilibria in the view of a solution, and states of a conflict up to which its graph is drawn."""

LINES, LETTERS = 34, 95
"""Lines of an account, and letters on each."""


def solution(found: Solution) -> str:
    """Return the equilibria under most concepts, with a mark for each concept, and the graph."""
    held, more = found.foremost(EQUILIBRIA)
    rows: list[Sequence[Cell]] = [
        (_called(found.conflict, k + 1), situation(found.conflict, k), *_marks(found, concepts))
        for k, concepts in held.items()
    ]
    listed = table(("state", "what is so", *found.concepts), rows, lines=17, whole="solution.to_frame()", beyond=more)
    counts = ", ".join(f"{id_} {len(np.flatnonzero(found.where(id_))):,}" for id_ in found.concepts)
    said = f"{count_of(len(held) + more, 'state')} hold{'s' * (len(held) + more == 1)} by some concept ({counts})."
    drawn = len(found.conflict.states) <= MOST_DRAWN
    shown = figure(of_solution(found), "solution.plot()") if drawn else ""
    return view(f"{found.conflict.title}: the states that hold", paragraph(said), listed, shown)


def _marks(found: Solution, concepts: tuple[str, ...]) -> Iterator[str]:
    """Yield a mark under each concept: full where no stronger one says so already."""
    most = strongest(concepts)
    return ("●" if id_ in most else "○" if id_ in concepts else "" for id_ in found.concepts)


def account(found: Account) -> str:
    """Return an account in paragraphs, with the reasons indented below each verdict."""
    where = paragraph("; ".join(situation(found.conflict, found.explanations[0].state - 1)))
    lines = [(k == 0, each) for part in found.parts() for k, each in enumerate(part)]
    taken = [*accumulate(1 + len(each) // LETTERS for _, each in lines)]
    shown = max(1, sum(each <= LINES for each in taken))
    said = "".join(_line(each, first=first) for first, each in lines[:shown])
    left = count_of(len(lines) - shown, "more paragraph")
    more = paragraph(f"... and {left}: print(account) has all.", small=True) if len(lines) > shown else ""
    return view(found.title(), where, paragraph(found.summary()), said, more)


def _line(text: str, *, first: bool) -> str:
    return paragraph(text) if first else f"<div style='margin-left: 2em'>{paragraph(text)}</div>"


def evolution(found: Evolution) -> str:
    """Return the ends with their probabilities, the earliest signposts, and the graph."""
    ends = [(share(each.probability), *_end(found, each)) for each in found.ends]
    listed = table(
        ("how likely", "state", "where it ends"), ends, lines=10, whole="evolution.ends", right=("how likely",)
    )
    name = concept_in(found.conflict, found.concept).in_words
    moves = f"{found.expected_moves:,.2f} moves expected until then" if found.expected_moves else "nobody moves"
    said = f"By {name}; {moves}."
    shown = figure(of_evolution(found), "evolution.plot()")
    return view(f"{found.conflict.title}: where it ends", paragraph(said), listed, *_signposts(found), shown)


def _end(found: Evolution, end: End) -> tuple[str, Cell]:
    if end.settles:
        return _called(found.conflict, end.states[0]), situation(found.conflict, end.states[0] - 1)
    return "", tidy(f"never settles: {end}")


def _signposts(found: Evolution) -> Iterator[str]:
    """Yield a table of the likeliest signposts, if there are any."""
    posts = found.signposts.signposts if len(found.ends) > 1 else ()
    if posts:
        names = dm_names(found.conflict)
        rows = [
            (
                names[found.conflict.position(each.dm)],
                event(found, each),
                _told(found, each),
            )
            for each in likeliest(posts)
        ]
        columns = ("signpost", "once it does this", "what it tells")
        yield table(columns, rows, lines=6, whole="evolution.signposts.to_frame()")


def _told(found: Evolution, post: Signpost) -> str:
    """Return what an event tells: the end that is certain then, or those that are ruled out."""
    if post.settles is not None:
        return f"{capitalised(str(found.ends[post.settles]))} is certain."
    return capitalised(shortened([*signpost_lines(found, post)][1], 120))


def coalitions(found: Coalitions) -> str:
    """Return tables of agreements, of jumps that no member can make alone, and of surviving equilibria."""
    conflict = found.conflict
    agreed = [
        (names_of(conflict, each.coalition), _called(conflict, each.to), _state(conflict, each.to), each.kept)
        for each in found.agreements
    ]
    jumps = [
        (
            id_,
            names_of(conflict, each.coalition),
            _called(conflict, each.start),
            _called(conflict, each.to),
            _state(conflict, each.to),
        )
        for id_ in found.concepts
        for each in found.jumps(id_)
        if each.joint_only
    ]
    return view(
        f"{conflict.title}: what coalitions could bring about",
        paragraph("What could be agreed on from the status quo" + (":" if agreed else ": nothing.")),
        table(("who", "to state", "what is so there", "kept"), agreed, lines=9, whole="coalitions.agreements")
        if agreed
        else "",
        paragraph("Equilibrium jumps that no member can make alone" + (":" if jumps else ": none.")),
        table(("by", "who", "from", "to", "what is so there"), jumps, lines=9, whole="coalitions.to_frame()")
        if jumps
        else "",
        table(("concept", "equilibria", "left by no coalition"), _survivors(found), whole="coalitions.to_dict()"),
    )


def _called(conflict: Conflict, number: int) -> str:
    """Return the number of a state, in brackets behind the name of its end if it has one."""
    name = end_names(conflict, [number - 1]).get(number - 1)
    return f"{name} ({number})" if name else f"{number}"


def _state(conflict: Conflict, number: int) -> Cell:
    return situation(conflict, number - 1)


def _survivors(found: Coalitions) -> list[tuple[str, str, str]]:
    counts = [(id_, len(found.solution.equilibria(id_)), len(found.overturned(id_))) for id_ in found.concepts]
    return [(id_, f"{held:,}", f"{held - fallen:,}") for id_, held, fallen in counts]


def fronts(found: Fronts) -> str:
    """Return a table of the numbers of equilibria, on each front alone and jointly, by concept."""
    columns = ("", *(f"{front} alone" for front in found.alone), "together", "jointly only")
    rows = [
        (
            id_,
            *(f"{int(each.where(id_).sum()):,}" for each in found.alone.values()),
            f"{found.count(id_)}",
            f"{found.linked(id_)}",
        )
        for id_ in found.concepts
    ]
    return view(f"{found.conflict.title}: equilibria", table(columns, rows, whole="fronts.to_dict()"))
