"""From a conflict to a .gmcr file, and remarks on what the format cannot hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from countermove.errors import Complaint, InvalidConflict, TooLarge
from countermove.io.files import MAX_BYTES
from countermove.io.gmcr.expressing import infeasible_conditions, preference_conditions, ranking
from countermove.io.gmcr.names import dm_ids, option_ids
from countermove.io.gmcr.omissions import writing_remarks
from countermove.io.gmcr.records import STAYS

if TYPE_CHECKING:
    from countermove.io.gmcr.omissions import Wishes
    from countermove.model.conflict import Conflict

MAX_RANKED = 50_000
DIRECTIONS = {stays: direction for direction, stays in STAYS.items()}


def write_gmcr(conflict: Conflict) -> tuple[str, tuple[str, ...]]:
    """Return a conflict as a file of GMCR+, and a remark on each thing that the format cannot hold.

    The file has the conflict's states, moves and ranks, and its options by name and in their order. The title
    is left to the file's name.

    Parameters
    ----------
    conflict : Conflict
        In option form.

    Returns
    -------
    str
        JSON, the same from run to run.
    tuple of str
        ``"left out: ..."`` and ``"rewritten: ..."``.

    Raises
    ------
    InvalidConflict
        If the conflict is in graph form, or its rules forbid too many patterns to list.
    TooLarge
        If preferences have to be written as rankings of very many states.

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
    wishes = [preference_conditions(conflict, dm, ids) for dm in conflict.decision_makers]
    text = json.dumps(_document(conflict, wishes), indent=1) + "\n"
    if len(text) > MAX_BYTES:
        _refuse_bulk(conflict, f"{len(text):,} bytes in this format, and {MAX_BYTES:,} are the most")
    return text, writing_remarks(conflict, wishes, ids)


def _names(conflict: Conflict) -> list[str]:
    return [option.name or option.id for _, option in conflict.owned]


def _ids(conflict: Conflict) -> tuple[str, ...]:
    """Return the ids that the options will have when the file is read."""
    ids = dm_ids(dm.name or dm.id for dm in conflict.decision_makers)
    return option_ids(_names(conflict), [ids[owner] for owner in conflict.owners])


def _document(conflict: Conflict, wishes: Wishes) -> dict[str, Any]:
    """Return the file as a mapping; program and version say which dialect it is in, not who wrote it."""
    manual = any(wish is None for wish in wishes)
    return {
        "program": "gmcr-py",
        "version": "0.3.12",
        "options": [
            {"name": name, "permittedDirection": DIRECTIONS[option.stays]}
            for name, (_, option) in zip(_names(conflict), conflict.owned, strict=True)
        ],
        "decisionMakers": _decision_makers(conflict, wishes, manual=manual),
        "infeasibles": infeasible_conditions(conflict),
        "useManualPreferenceRanking": manual,
    }


def _decision_makers(conflict: Conflict, wishes: Wishes, *, manual: bool) -> list[dict[str, Any]]:
    numbers = len(conflict.states.members) * len(conflict.decision_makers)
    if manual and numbers > MAX_RANKED:
        said = "preferences that this format can only hold as rankings"
        _refuse_bulk(conflict, f"{said}: {numbers:,} state numbers, and {MAX_RANKED:,} are the most")
    return [
        {
            "name": dm.name or dm.id,
            "options": [bit for bit, owner in enumerate(conflict.owners) if owner == k],
            "preferences": wish or [],
            **({"preferenceRanking": ranking(conflict, k)} if manual else {}),
        }
        for k, (dm, wish) in enumerate(zip(conflict.decision_makers, wishes, strict=True))
    ]


def _refuse_bulk(conflict: Conflict, what: str) -> NoReturn:
    """Refuse what would be too much to read again."""
    raise TooLarge(f"{conflict.title!r} has {what}. What would help: word preferences as statements, or write YAML")
