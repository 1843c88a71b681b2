"""From one draw to an ordinary conflict: the slow way, by the words of the model, that the fast one has to equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.model.conflict import Conflict, DecisionMaker, Option, Preferences, Rule
from countermove.model.states import class_members

if TYPE_CHECKING:
    from countermove.simulation.uncertain import Kind, Uncertain, Way

    Value = bool | tuple[int, ...]
    Drawn = Mapping[tuple[Kind, tuple[int, ...]], Value]


def realised(conflict: Conflict, things: Sequence[Uncertain], ways: Sequence[Way]) -> Conflict:
    """Return a conflict in which nothing is uncertain: each thing is in one way.

    Parameters
    ----------
    conflict : Conflict
        The conflict, one coding of it.
    things : sequence of Uncertain
        What is uncertain in it.
    ways : sequence of Way
        One for each.

    Returns
    -------
    Conflict
        Without questions, variations and published answers. It has no status quo where its own is infeasible in this
        world, and coalesces only what there is.

    Raises
    ------
    InvalidConflict
        If nothing is feasible in this world, or its rankings no longer fit its states.
    """
    drawn: Drawn = {(thing.kind, thing.at): way.value for thing, way in zip(things, ways, strict=True)}
    rules = [rule for k, rule in enumerate(conflict.rules) if drawn.get(("rule", (k,)), True)]
    dms = tuple(_dm(i, dm, drawn) for i, dm in enumerate(conflict.decision_makers))
    bare = conflict.with_(
        rules=(*(replace(rule, confidence=None) for rule in rules), *_out_of_reach(conflict, drawn)),
        decision_makers=tuple(replace(dm, preferences=Preferences()) for dm in dms),
        status_quo=None,
        coalesce=(),
        questions=(),
        variations=(),
        published=(),
    )
    return bare.with_(
        decision_makers=dms,
        status_quo=conflict.status_quo if _is_feasible(bare, conflict.status_quo) else None,
        coalesce=tuple(entry for entry in conflict.coalesce if class_members(bare, entry, bare.states.members).any()),
    )


def _is_feasible(conflict: Conflict, status_quo: tuple[str, ...] | None) -> bool:
    if status_quo is None or conflict.graph is not None:
        return status_quo is not None
    mask = sum(1 << conflict.bits[name] for name in {*status_quo})
    return bool((conflict.states.members == mask).any())


def _out_of_reach(conflict: Conflict, drawn: Drawn) -> list[Rule]:
    return [
        Rule(holds=f"not {dm.full(option)}")
        for i, dm in enumerate(conflict.decision_makers)
        for k, option in enumerate(dm.options)
        if not drawn.get(("option", (i, k)), True)
    ]


def _dm(i: int, dm: DecisionMaker, drawn: Drawn) -> DecisionMaker:
    options = tuple(_option((i, k), option, drawn) for k, option in enumerate(dm.options))
    return replace(dm, options=options, preferences=_preferences(i, dm.preferences, drawn))


def _option(at: tuple[int, int], option: Option, drawn: Drawn) -> Option:
    stays = option.stays if drawn.get(("irreversible", at), True) else None
    return replace(option, stays=stays, confidence=None, stays_confidence=None)


def _preferences(i: int, wants: Preferences, drawn: Drawn) -> Preferences:
    """Return the statements that hold, in their order, and the weights and the ranking if they do."""
    order = [*range(len(wants.statements))]
    for (kind, at), value in drawn.items():
        if kind == "order" and at[0] == i and isinstance(value, tuple):
            order[at[1] : at[1] + len(value)] = [at[1] + k for k in value]
    levels = (
        tuple(
            replace(each, confidence=None, order=None)
            for j, each in enumerate(wants.statements[k])
            if drawn.get(("statement", (i, k, j)), True)
        )
        for k in order
    )
    kept = replace(wants, statements=tuple(level for level in levels if level), confidence=None)
    return kept if drawn.get(("ranking", (i,)), True) else replace(kept, weights=(), ranking=())
