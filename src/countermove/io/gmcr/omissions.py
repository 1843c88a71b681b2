"""Remarks on what a .gmcr file cannot hold of a conflict, or holds in another form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from countermove.io.gmcr.faults import listed
from countermove.model.citations import claims

if TYPE_CHECKING:
    from countermove.io.gmcr.records import Condition
    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences, Statement

Wishes = Sequence["list[Condition] | None"]


def writing_remarks(conflict: Conflict, wishes: Wishes, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return one sentence for each thing that is lost or said in another way; the title is the file's name.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    wishes : sequence of list of condition or None
        Per decision maker the preferences as conditions; None where there is only a ranking.
    ids : tuple of str
        What the options will be called when the file is read.
    """
    rewritten = (f"rewritten: {each}." for each in _rewritten(conflict, wishes))
    left_out = (f"left out: {each}." for each in _left_out(conflict))
    renamed = [name for name, id_ in zip(conflict.options, ids, strict=True) if name != id_]
    return (*rewritten, *left_out, *_renamed(renamed))


def _renamed(names: list[str]) -> Iterator[str]:
    if names:
        ids = "id" if len(names) == 1 else "ids"
        yield f"left out: the {ids} {listed(names)}; on reading, ids are made from names."


def _rewritten(conflict: Conflict, wishes: Wishes) -> Iterator[str]:
    pairs = [*zip(conflict.decision_makers, wishes, strict=True)]
    ranked = [dm.id for dm, wish in pairs if wish is None and _worded(dm.preferences)]
    if ranked:
        yield (
            f"the preferences of {listed(ranked)} as a ranking of all states, since the format has no "
            "weights, no mixture of statements and a ranking, and no statement of more than 64 alternatives"
        )
    both = [dm.id for dm, wish in pairs if wish is not None]
    if both and len(both) < len(pairs):
        yield f"the preferences of {listed(both)} as a ranking too, since rankings apply to all or to none"
    equal = [dm.id for dm, wish in pairs if wish and max(map(len, dm.preferences.statements)) > 1]
    if equal:
        yield f"statements of equal importance of {listed(equal)} as 'all hold', 'all but one hold' and so on"
    if any(option.when for _, option in conflict.owned):
        yield "the conditions of options as infeasible patterns"


def _worded(preferences: Preferences) -> bool:
    return bool(preferences.statements or preferences.weights)


def _left_out(conflict: Conflict) -> Iterator[str]:
    if conflict.coalesce:
        yield (
            f"the coalescing; there are {len(conflict.states.members):,} states in place of "
            f"{len(conflict.states):,}, and they have other numbers"
        )
    yield from ["the status quo"] if conflict.status_quo is not None else []
    yield from ["the text about the conflict"] if conflict.about else []
    yield from _counted(conflict)
    statements = _statements(conflict)
    said = [each for each in claims(conflict) if each.path[0] not in {"questions", "variations"}]
    reasons, evidence = any(each.because for each in said), any(each.evidence for each in said)
    yield from ["the reasons ('because')"] if reasons else []
    yield from ["the evidence"] if evidence else []
    sure = any(each.confidence is not None for each in statements)
    yield from ["how sure the analyst is of statements"] if sure else []
    sure = any(each.confidence is not None for each in said[len(statements) :])
    sure |= any(option.stays_confidence is not None for _, option in conflict.owned)
    yield from ["how sure the analyst is of options, rules and irreversibility"] if sure else []
    yield from ["which statements may stand in either order"] if any(each.order for each in statements) else []
    yield from ["which statements are vital"] if any(each.vital for each in statements) else []


def _counted(conflict: Conflict) -> Iterator[str]:
    notes = len(conflict.notes) + sum(bool(dm.note) for dm in conflict.decision_makers)
    counts = {
        "source": len(conflict.sources),
        "question": len(conflict.questions),
        "variation": len(conflict.variations),
        "citation": len(conflict.citation),
        "published answer": len(conflict.published),
        "note": notes,
    }
    yield from (f"{count} {what}{'s' if count > 1 else ''}" for what, count in counts.items() if count)


def _statements(conflict: Conflict) -> list[Statement]:
    return [each for dm in conflict.decision_makers for level in dm.preferences.statements for each in level]
