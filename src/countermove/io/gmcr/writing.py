"""Writing of a .gmcr file, with remarks on what the format leaves out or holds in another form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from countermove.errors import Complaint, InvalidConflict, TooLarge
from countermove.io.gmcr.conditions import infeasible_conditions, preference_conditions, ranking
from countermove.io.gmcr.faults import listed
from countermove.io.gmcr.reading import dm_ids, option_ids
from countermove.io.gmcr.records import CHANGES_THE_MEANING, STAYS
from countermove.io.text_files import MAX_BYTES
from countermove.model.citations import claims

if TYPE_CHECKING:
    from countermove.io.gmcr.records import Condition
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict
    from countermove.model.records import Option, Preferences, Rule, Statement


MAX_RANKED = 50_000
"""Most state numbers in the rankings of a file."""

DIRECTIONS = {stays: direction for direction, stays in STAYS.items()}

Conditions = Sequence["list[Condition] | None"]
"""The preference conditions of each decision maker; None where only a ranking can hold the preferences."""


def write_gmcr(conflict: Conflict) -> tuple[str, tuple[str, ...]]:
    r"""Return a conflict as the text of a GMCR+ file, and remarks on what the format cannot hold.

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
        They begin with ``"rewritten"`` or ``"left out"``; those that change the meaning say so, and come first.

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
    >>> print(*remarks, sep="\n")
    left out: the title; on reading, the name of the file takes its place.
    left out: the reasons ('because').
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
    """Return a remark on each part of a conflict that the format leaves out or rewrites.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    conditions : sequence of list of condition or None
        Preference conditions of each decision maker, in order; None where only a ranking can hold them.
    ids : tuple of str
        Ids of the options, by index, when the file is read.
    """
    serious = (f"left out, {CHANGES_THE_MEANING}: {each}." for each in _left_out_meaning(conflict))
    rewritten = (f"rewritten: {each}." for each in _rewritten(conflict, conditions))
    left_out = (f"left out: {each}." for each in (*_left_out(conflict), *_renamed(conflict, ids)))
    return (*serious, *rewritten, *left_out)


def _renamed(conflict: Conflict, options: tuple[str, ...]) -> Iterator[str]:
    """Yield the ids that reading will not restore, of options and of decision makers."""
    dms = dm_ids(dm.name or dm.id for dm in conflict.decision_makers)
    lost = [name for name, id_ in zip(conflict.options, options, strict=True) if name != id_]
    lost += [dm.id for dm, id_ in zip(conflict.decision_makers, dms, strict=True) if dm.id != id_]
    if lost:
        yield f"the {'id' if len(lost) == 1 else 'ids'} {listed(lost)}; on reading, ids are made from names"


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


def _left_out_meaning(conflict: Conflict) -> Iterator[str]:
    """Yield the parts without which a question can have another answer."""
    if conflict.coalesce:
        yield (
            f"the coalescing; there are {len(conflict.states.members):,} states in place of "
            f"{len(conflict.states):,}, and they have other numbers"
        )
    statements, dms = _statements(conflict), conflict.decision_makers
    yield from ["the status quo"] if conflict.status_quo is not None else []
    yield from ["the tempo of decision makers"] if len({dm.tempo for dm in dms}) > 1 else []
    yield from ["by which concept each decision maker goes"] if any(dm.concept for dm in dms) else []
    yield from (f"how sure the analyst is of {what}" for what in _unsure(conflict))
    yield from ["which statements may stand in either order"] if any(each.order for each in statements) else []
    yield from ["which statements are vital"] if any(each.vital for each in statements) else []


def _unsure(conflict: Conflict) -> Iterator[str]:
    unsure = {each.kind for each in _own_claims(conflict) if each.confidence is not None}
    unsure |= {"irreversible" for _, option in conflict.owned if option.stays_confidence is not None}
    yield from ["statements"] if "statement" in unsure else []
    yield from ["options, rules, rankings and irreversibility"] if unsure - {"statement"} else []


def _left_out(conflict: Conflict) -> Iterator[str]:
    yield "the title; on reading, the name of the file takes its place"
    yield from ["the fronts, which are joined into one conflict"] if conflict.joint else []
    yield from ["the text about the conflict"] if conflict.about else []
    yield from _counts(conflict)
    cited = _own_claims(conflict)
    yield from ["the reasons ('because')"] if any(each.because for each in cited) else []
    yield from ["the evidence"] if any(each.evidence for each in cited) else []
    yield from ["what no least change may touch"] if any(each.fixed for each in _fixable(conflict)) else []


def _own_claims(conflict: Conflict) -> list[Claim]:
    """Return the claims of the conflict itself, not of its questions and variations."""
    return [each for each in claims(conflict) if each.path[0] not in {"questions", "variations"}]


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


def _fixable(conflict: Conflict) -> list[Statement | Rule | Option]:
    return [*_statements(conflict), *conflict.rules, *(option for _, option in conflict.owned)]


def _statements(conflict: Conflict) -> list[Statement]:
    return [each for dm in conflict.decision_makers for level in dm.preferences.statements for each in level]
