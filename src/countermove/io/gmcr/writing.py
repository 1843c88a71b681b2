"""Writing of a .gmcr file, with remarks on what the format leaves out or holds in another form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from countermove.errors import Complaint, InvalidConflict, TooLarge
from countermove.io.gmcr.conditions import infeasible_conditions, preference_conditions, ranking
from countermove.io.gmcr.faults import listed
from countermove.io.gmcr.reading import dm_ids, option_ids
from countermove.io.gmcr.records import STAYS
from countermove.io.text_files import MAX_BYTES
from countermove.model.citations import claims

if TYPE_CHECKING:
    from countermove.io.gmcr.records import Condition
    from countermove.model.conflict import Conflict
    from countermove.model.records import Preferences, Statement


MAX_RANKED = 50_000
"""Most state numbers in the rankings of a file."""

DIRECTIONS = {stays: direction for direction, stays in STAYS.items()}

Conditions = Sequence["list[Condition] | None"]
"""The preference conditions of each decision maker; None where only a ranking can hold the preferences."""


def write_gmcr(conflict: Conflict) -> tuple[str, tuple[str, ...]]:
    """Return a conflict as the text of a GMCR+ file, and remarks on what the format cannot hold.

    States, moves, ranks, and names and order of options are kept. The format has no title.

    Parameters
    ----------
    conflict : Conflict
        In option form.

    Returns
    -------
    str
        JSON, the same in every run.
    tuple of str
        ``"left out: ..."`` and ``"rewritten: ..."``.

    Raises
    ------
    InvalidConflict
        If the conflict is in graph form, or its rules forbid too many patterns to list.
    TooLarge
        If the text, or rankings in it, would be too long to be read again.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> wants = Preferences(statements=((Statement(holds="not go", because="it is dear"),),))
    >>> dm = DecisionMaker(id="ann", options=(Option(id="go", stays="on"),), preferences=wants)
    >>> text, remarks = write_gmcr(Conflict(title="One", decision_makers=(dm,)))
    >>> json.loads(text)["decisionMakers"]
    [{'name': 'ann', 'options': [0], 'preferences': [[[0, 'N']]]}]
    >>> remarks
    ("left out: the reasons ('because').",)
    """
    if conflict.graph is not None:
        message = "this conflict gives its states and moves directly, and a .gmcr file can hold options only"
        raise InvalidConflict([Complaint(f"{message}; write it as YAML", ("states",))])
    ids = _ids(conflict)
    conditions = [preference_conditions(conflict, dm, ids) for dm in conflict.decision_makers]
    text = json.dumps(_document(conflict, conditions), indent=1) + "\n"
    if len(text) > MAX_BYTES:
        _refuse_bulk(conflict, f"{len(text):,} bytes in this format, and {MAX_BYTES:,} are the most")
    return text, writing_remarks(conflict, conditions, ids)


def _names(conflict: Conflict) -> list[str]:
    return [option.name or option.id for _, option in conflict.owned]


def _ids(conflict: Conflict) -> tuple[str, ...]:
    """Return the ids of the options, by index, when the file is read."""
    ids = dm_ids(dm.name or dm.id for dm in conflict.decision_makers)
    return option_ids(_names(conflict), [ids[owner] for owner in conflict.owners])


def _document(conflict: Conflict, conditions: Conditions) -> dict[str, Any]:
    """Return the mapping of the file; `program` and `version` name its dialect, not its author."""
    manual = any(condition is None for condition in conditions)
    return {
        "program": "gmcr-py",
        "version": "0.3.12",
        "options": [
            {"name": name, "permittedDirection": DIRECTIONS[option.stays]}
            for name, (_, option) in zip(_names(conflict), conflict.owned, strict=True)
        ],
        "decisionMakers": _decision_makers(conflict, conditions, manual=manual),
        "infeasibles": infeasible_conditions(conflict),
        "useManualPreferenceRanking": manual,
    }


def _decision_makers(conflict: Conflict, conditions: Conditions, *, manual: bool) -> list[dict[str, Any]]:
    numbers = len(conflict.states.members) * len(conflict.decision_makers)
    if manual and numbers > MAX_RANKED:
        reason = "preferences that this format can only hold as rankings"
        _refuse_bulk(conflict, f"{reason}: {numbers:,} state numbers, and {MAX_RANKED:,} are the most")
    return [
        {
            "name": dm.name or dm.id,
            "options": [bit for bit, owner in enumerate(conflict.owners) if owner == k],
            "preferences": condition or [],
            **({"preferenceRanking": ranking(conflict, k)} if manual else {}),
        }
        for k, (dm, condition) in enumerate(zip(conflict.decision_makers, conditions, strict=True))
    ]


def _refuse_bulk(conflict: Conflict, what: str) -> NoReturn:
    """Refuse a file that would be too large to read again.

    Raises
    ------
    TooLarge
        Always.
    """
    raise TooLarge(f"{conflict.title!r} has {what}. What would help: word preferences as statements, or write YAML")


def writing_remarks(conflict: Conflict, conditions: Conditions, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return a remark on each part of a conflict that the format leaves out or rewrites, except the title.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    conditions : sequence of list of condition or None
        Preference conditions of each decision maker, in order; None where only a ranking can hold them.
    ids : tuple of str
        Ids of the options, by index, when the file is read.
    """
    rewritten = (f"rewritten: {each}." for each in _rewritten(conflict, conditions))
    left_out = (f"left out: {each}." for each in _left_out(conflict))
    renamed = [name for name, id_ in zip(conflict.options, ids, strict=True) if name != id_]
    return (*rewritten, *left_out, *_renamed(renamed))


def _renamed(names: list[str]) -> Iterator[str]:
    if names:
        ids = "id" if len(names) == 1 else "ids"
        yield f"left out: the {ids} {listed(names)}; on reading, ids are made from names."


def _rewritten(conflict: Conflict, conditions: Conditions) -> Iterator[str]:
    pairs = [*zip(conflict.decision_makers, conditions, strict=True)]
    ranked = [dm.id for dm, condition in pairs if condition is None and _worded(dm.preferences)]
    if ranked:
        yield (
            f"the preferences of {listed(ranked)} as a ranking of all states, since the format has no "
            "weights, no mixture of statements and a ranking, and no statement of more than 64 alternatives"
        )
    both = [dm.id for dm, condition in pairs if condition is not None]
    if both and len(both) < len(pairs):
        yield f"the preferences of {listed(both)} as a ranking too, since rankings apply to all or to none"
    equal = [dm.id for dm, condition in pairs if condition and max(map(len, dm.preferences.statements)) > 1]
    if equal:
        yield f"statements of equal importance of {listed(equal)} as 'all hold', 'all but one hold' and so on"
    if any(option.when for _, option in conflict.owned):
        yield "the conditions of options as infeasible patterns"


def _worded(preferences: Preferences) -> bool:
    return bool(preferences.statements or preferences.weights or preferences.fronts)


def _left_out(conflict: Conflict) -> Iterator[str]:
    if conflict.coalesce:
        yield (
            f"the coalescing; there are {len(conflict.states.members):,} states in place of "
            f"{len(conflict.states):,}, and they have other numbers"
        )
    yield from ["the status quo"] if conflict.status_quo is not None else []
    yield from ["the text about the conflict"] if conflict.about else []
    yield from _counts(conflict)
    statements = _statements(conflict)
    cited = [each for each in claims(conflict) if each.path[0] not in {"questions", "variations"}]
    reasons, evidence = any(each.because for each in cited), any(each.evidence for each in cited)
    yield from ["the reasons ('because')"] if reasons else []
    yield from ["the evidence"] if evidence else []
    sure = any(each.confidence is not None for each in statements)
    yield from ["how sure the analyst is of statements"] if sure else []
    sure = any(each.confidence is not None for each in cited[len(statements) :])
    sure |= any(option.stays_confidence is not None for _, option in conflict.owned)
    yield from ["how sure the analyst is of options, rules and irreversibility"] if sure else []
    yield from ["which statements may stand in either order"] if any(each.order for each in statements) else []
    yield from ["which statements are vital"] if any(each.vital for each in statements) else []


def _counts(conflict: Conflict) -> Iterator[str]:
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
