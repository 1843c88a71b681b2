"""From the oracle's conflicts to those of the package, through its front door."""

from __future__ import annotations

from collections.abc import Mapping

from countermove import Conflict, DecisionMaker, Graph, Option, Preferences, Rule
from oracle import GraphModel, OptionForm


def option_conflict(form: OptionForm, coalesce: tuple[str, ...] = ()) -> Conflict:
    """Return a conflict in option form: infeasible masks as rules, ranks as rankings of patterns."""
    count = len(form.owner)
    names = [f"dm{owner}.o{bit}" for bit, owner in enumerate(form.owner)]
    return Conflict(
        title="drawn",
        decision_makers=tuple(
            DecisionMaker(
                id=f"dm{i}",
                options=tuple(
                    Option(id=f"o{bit}", stays=None if way == "both" else way)  # type: ignore[arg-type]
                    for bit, (owner, way) in enumerate(zip(form.owner, form.direction, strict=True))
                    if owner == i
                ),
                preferences=Preferences(ranking=ranked(form.rank[i], {s: pattern(s, count) for s in form.feasible})),
            )
            for i in range(form.dms)
        ),
        rules=tuple(Rule(holds=f"not ({literals(s, count)})") for s in range(1 << count) if s not in form.feasible),
        option_order=tuple(names),
        coalesce=coalesce,
    )


def graph_conflict(model: GraphModel) -> Conflict:
    """Return a conflict in graph form."""
    ids = {state: f"s{state}" for state in model.states}
    return Conflict(
        title="drawn",
        decision_makers=tuple(
            DecisionMaker(id=f"dm{i}", preferences=Preferences(ranking=ranked(rank, ids)))
            for i, rank in enumerate(model.rank)
        ),
        graph=Graph(
            states=tuple((ids[state], "") for state in model.states),
            moves=tuple(
                (f"dm{i}", ids[start], ids[end])
                for i, moves in enumerate(model.moves)
                for start, ends in moves.items()
                for end in sorted(ends)
            ),
        ),
    )


def pattern(state: int, options: int) -> str:
    return "".join("Y" if state >> bit & 1 else "N" for bit in range(options))


def literals(state: int, options: int) -> str:
    return " and ".join(f"{'' if state >> bit & 1 else 'not '}o{bit}" for bit in range(options))


def ranked(rank: Mapping[int, int], names: Mapping[int, str]) -> tuple[tuple[str, ...], ...]:
    """Return the states by name, most preferred level first."""
    if names and not next(iter(names.values())):  # no option at all: its one state has nothing to be called by
        return ()
    levels: dict[int, list[str]] = {}
    for state, level in sorted(rank.items()):
        levels.setdefault(level, []).append(names[state])
    return tuple(tuple(levels[level]) for level in sorted(levels, reverse=True))
