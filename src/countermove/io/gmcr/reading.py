"""From a .gmcr file to a conflict: its options, their order and its state numbers are the file's own.

Remarks on a .gmcr file: one sentence for each thing in it that was read past.

Ids for names: what the statement language can read, unique, and as near to the name as can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from countermove.errors import DocumentPath, InvalidConflict, StatementError, TooLarge
from countermove.io.gmcr.conditions import denied, statement
from countermove.io.gmcr.document import checked, document
from countermove.io.gmcr.faults import Faults, listed, spot
from countermove.io.gmcr.records import FLAGS, RANKINGS, FileConflict, FileDM
from countermove.model.conflict import Conflict
from countermove.model.language import RESERVED, parse
from countermove.model.records import DecisionMaker, Option, Preferences, Rule, Statement
from countermove.model.states import MOST_LISTED

KNOWN = {"options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", "program", "version"}

KNOWN_OF_DM = {"name", "options", "preferences", *RANKINGS}

KNOWN_OF_OPTION = {"name", "permittedDirection"}

NOTHING: tuple[Any, ...] = (None, False, "", [], {})

MAX_LENGTH = 40


def read_gmcr(text: str, file: str) -> tuple[Conflict, tuple[str, ...]]:
    """Return the conflict in a file of GMCR+, and a remark on each thing that was read past.

    Parameters
    ----------
    text : str
        The file's text, which is JSON.
    file : str
        Its name, for complaints; the conflict is called by it, as the format has no title.

    Returns
    -------
    Conflict
        Without a status quo, of which the format knows nothing.
    tuple of str
        ``"ignored: ..."``: coalitions of several decision makers, misperceptions, payoffs, unknown keys.

    Raises
    ------
    InvalidConflict
        With every complaint, each at its spot, such as ``decisionMakers[1].options[0]``.
    TooLarge
        If the options span too many states.

    Examples
    --------
    >>> text = '''{"options": [{"name": "Give way"}, {"name": "Go on"}],
    ...            "infeasibles": [[[0, "Y"], [1, "Y"]]],
    ...            "decisionMakers": [{"name": "Ann", "options": [0, 1], "preferences": [[[0, "N"]]]}]}'''
    >>> conflict, remarks = read_gmcr(text, "chicken.gmcr")
    >>> conflict.options, conflict.rules[0].holds, conflict.states.patterns()
    (('give_way', 'go_on'), 'not (give_way and go_on)', ('NN', 'YN', 'NY'))
    """
    faults = Faults(file)
    data = document(text, file, faults)
    found = checked(data, faults)
    title = PurePath(file).stem or "untitled"
    _refuse_size(title, len(found.options))
    return _conflict(title, found, faults), reading_remarks(data, found)


def _refuse_size(title: str, count: int) -> None:
    """Refuse what the model would refuse, before thousands of options take their time."""
    if count > MOST_LISTED:
        raise TooLarge(
            f"{title!r} has {count:,} options; {MOST_LISTED} are the most, since each doubles the states "
            "to look at. What would help: leave out options that nothing depends on, or split the conflict"
        )


def _conflict(title: str, found: FileConflict, faults: Faults) -> Conflict:
    owner = {option: k for k, dm in enumerate(found.decision_makers) for option in dm.options}
    ids = dm_ids(dm.name for dm in found.decision_makers)
    owners = [ids[owner[k]] for k in range(len(found.options))]
    options = option_ids([option.name for option in found.options], owners)
    pairs = zip(found.decision_makers, ids, strict=True)
    try:
        return Conflict(
            title=title,
            decision_makers=tuple(_decision_maker(found, dm, id_, options) for dm, id_ in pairs),
            rules=tuple(Rule(holds=denied(each, options)) for each in found.infeasibles),
            option_order=_order(found, map(".".join, zip(owners, options, strict=True))),
        )
    except InvalidConflict as fault:
        for complaint in fault.complaints:
            faults.add(_in_file(complaint.path, found, ids), complaint.message)
        raise InvalidConflict(faults.found) from None


def _order(found: FileConflict, names: Iterable[str]) -> tuple[str, ...]:
    """Return the options in the file's order, unless the decision makers own them in that order anyway."""
    owned = [option for dm in found.decision_makers for option in dm.options]
    return tuple(names) if owned != sorted(owned) else ()


def _decision_maker(found: FileConflict, dm: FileDM, id_: str, ids: tuple[str, ...]) -> DecisionMaker:
    options = (Option(id=ids[k], name=found.options[k].name, stays=found.options[k].stays) for k in dm.options)
    return DecisionMaker(
        id=id_,
        name=dm.name,
        options=tuple(options),
        preferences=_ranked(dm) if found.manual else _stated(dm, ids),
    )


def _ranked(dm: FileDM) -> Preferences:
    return Preferences(ranking=tuple(tuple(str(number) for number in level) for level in dm.ranking))


def _stated(dm: FileDM, ids: tuple[str, ...]) -> Preferences:
    return Preferences(statements=tuple((Statement(holds=statement(each, ids)),) for each in dm.preferences))


def _in_file(path: DocumentPath, found: FileConflict, ids: tuple[str, ...]) -> DocumentPath:
    """Return where in the file stands what the model complains of."""
    match path:
        case ("feasible", int(k), *_):
            return ("infeasibles", k)
        case ("feasible", *_):
            return ("infeasibles",)
        case ("decision_makers", str(id_), "preferences", "ranking", *rest) if id_ in ids:
            dm = ids.index(id_)
            return ("decisionMakers", dm, found.decision_makers[dm].ranking_key, *rest)
        case ("decision_makers", str(id_), "preferences", int(k), *_) if id_ in ids:
            return ("decisionMakers", ids.index(id_), "preferences", k)
    return ("decisionMakers",) if path[:1] == ("decision_makers",) else ()


def reading_remarks(data: dict[str, Any], found: FileConflict) -> tuple[str, ...]:
    """Return what the file says and the conflict does not."""
    return tuple(f"ignored: {each}." for each in _ignored(data, found))


def _ignored(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    if joined := _joined(data, found):
        yield f"coalitions that join several decision makers ({spot(joined)}); here each decides alone"
    yield from _rankings_or_statements(data, found)
    names = _names(found)
    for key, owners in _others(data["decisionMakers"], KNOWN_OF_DM).items():
        yield f"{spot((key,))} of {listed(names[k] for k in owners)}"
    for key, owners in _others(data["options"], KNOWN_OF_OPTION).items():
        yield f"{spot((key,))} of {listed(spot(('options', k)) for k in owners)}"
    yield from (f"the key {spot((key,))}" for key in _others([data], {*KNOWN, *FLAGS}))


def _joined(data: dict[str, Any], found: FileConflict) -> tuple[str, int] | None:
    """Return where the first coalition of several decision makers stands: listed, or owning their options."""
    owner = {option: k for k, dm in enumerate(found.decision_makers) for option in dm.options}
    for k, each in enumerate(_list(data.get("coalitions"))):
        if len(_list(each)) > 1:
            return "coalitions", k
    for k, each in enumerate(_list(data.get("coalitionsFull"))):
        options = _list(each.get("options")) if isinstance(each, dict) else []
        if len({owner.get(option) for option in options if isinstance(option, int)}) > 1:
            return "coalitionsFull", k
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _rankings_or_statements(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    """Yield the kind of preferences that the file holds as well, and says do not apply."""
    names = _names(found)
    if found.manual:
        over = [names[k] for k, dm in enumerate(found.decision_makers) if dm.preferences]
        reason = "since manual rankings are on"
        yield from [f"the preference statements of {listed(over)}, {reason}"] if over else []
        return
    for key in RANKINGS:
        over = [names[k] for k, each in enumerate(data["decisionMakers"]) if each.get(key)]
        yield from [f"{key} of {listed(over)}, since manual rankings are off"] if over else []


def _names(found: FileConflict) -> list[str]:
    """Return what to call the decision makers: on one line, whatever the file has for a name."""
    return [" ".join(dm.name.split()) or f"DM {k}" for k, dm in enumerate(found.decision_makers, start=1)]


def _others(records: list[dict[str, Any]], known: set[str]) -> dict[str, list[int]]:
    """Return the keys that are not known here and hold something, with the records that have them."""
    others: dict[str, list[int]] = {}
    for k, record in enumerate(records):
        for key, value in record.items():
            if key not in known and value not in NOTHING:
                others.setdefault(key, []).append(k)
    return others


def slug(name: str, otherwise: str) -> str:
    """Return an id for a name, or another one if the name gives none.

    Examples
    --------
    >>> slug("Cooperate with 2", "opt1"), slug("2nd front", "opt2"), slug("Not", "opt3")
    ('cooperate_with_2', 'opt2', 'opt3')
    """
    text = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")
    if len(text) > MAX_LENGTH:
        text = text[: MAX_LENGTH + 1].rpartition("_")[0] or text[:MAX_LENGTH]
    return text if _is_name(text) else otherwise


def _is_name(text: str) -> bool:
    try:
        return parse(text).kind == "name" and text not in RESERVED
    except StatementError:
        return False


def distinct(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, with a number after those that have occurred before.

    Examples
    --------
    >>> distinct(["full", "full", "full_2"])
    ('full', 'full_2', 'full_2_2')
    """
    used: dict[str, int] = {}
    for each in ids:
        new, times = each, used.get(each, 1)
        while new in used:
            times += 1
            new = f"{each}_{times}"
        used[each] = times
        used[new] = used.get(new, 1)
    return tuple(used)


def dm_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Return an id for each decision maker's name."""
    return distinct(slug(name, f"dm{k}") for k, name in enumerate(names, start=1))


def option_ids(names: Sequence[str], owners: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each option, with the owner in front where two decision makers use the same name.

    Examples
    --------
    >>> option_ids(["Full", "Full", "Wait"], ["us", "ijc", "ijc"])
    ('us_full', 'ijc_full', 'wait')
    """
    plain = [slug(name, f"opt{k}") for k, name in enumerate(names, start=1)]
    owned_by = defaultdict(set)
    for text, owner in zip(plain, owners, strict=True):
        owned_by[text].add(owner)
    return distinct(
        f"{owner}_{text}" if len(owned_by[text]) > 1 else text for text, owner in zip(plain, owners, strict=True)
    )
