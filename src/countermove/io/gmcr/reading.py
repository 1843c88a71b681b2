"""Reading of a .gmcr file: its conflict, remarks on ignored parts, and ids made from names.

Options, their order and state numbers are those of the file. Ids are unique and valid in the statement language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from countermove.errors import DocumentPath, InvalidConflict, StatementError, TooLarge
from countermove.io.gmcr.conditions import negation, statement
from countermove.io.gmcr.document import parse_json, parse_records
from countermove.io.gmcr.faults import Faults, listed, spot
from countermove.io.gmcr.records import CHANGES_THE_MEANING, FLAGS, RANKINGS, FileConflict, FileDM
from countermove.model.conflict import Conflict
from countermove.model.language import RESERVED, parse
from countermove.model.letters import LETTER, composed
from countermove.model.records import DecisionMaker, Option, Preferences, Rule, Statement
from countermove.model.states import MOST_LISTED

KNOWN_KEYS = {"options", "decisionMakers", "infeasibles", "coalitions", "coalitionsFull", "program", "version"}

KNOWN_DM_KEYS = {"name", "options", "preferences", *RANKINGS}

MISPERCEPTION = "misperce"
"""Beginning of the keys of a decision maker that sees another conflict than there is."""

KNOWN_OPTION_KEYS = {"name", "permittedDirection"}

EMPTY: tuple[Any, ...] = (None, False, "", [], {})
"""Values of unknown keys that need no remark."""

MAX_LENGTH = 40
"""Most characters of an id."""


def read_gmcr(text: str, file: str) -> Conflict:
    """Return the conflict in a GMCR+ file, with a remark on each ignored part.

    Parameters
    ----------
    text : str
        The text of the file, in JSON.
    file : str
        Its name, for complaints and for the title, which the format lacks.

    Returns
    -------
    Conflict
        Without a status quo, which the format lacks. Its remarks begin with ``"ignored"``: coalitions of several
        decision makers, misperceptions, payoffs, unknown keys.

    Raises
    ------
    InvalidConflict
        With all complaints, each at its path, such as ``decisionMakers[1].options[0]``.
    TooLarge
        If the options span too many states.

    Examples
    --------
    >>> text = '''{"options": [{"name": "Give way"}, {"name": "Go on"}],
    ...            "infeasibles": [[[0, "Y"], [1, "Y"]]],
    ...            "decisionMakers": [{"name": "Ann", "options": [0, 1], "preferences": [[[0, "N"]]]}]}'''
    >>> conflict = read_gmcr(text, "chicken.gmcr")
    >>> conflict.options, conflict.rules[0].holds, conflict.states.patterns()
    (('give_way', 'go_on'), 'not (give_way and go_on)', ('NN', 'YN', 'NY'))
    """
    faults = Faults(file)
    data = parse_json(text, file, faults)
    found = parse_records(data, faults)
    title = PurePath(file).stem or "untitled"
    _refuse_size(title, len(found.options))
    return _conflict(title, found, reading_remarks(data, found), faults)


def _refuse_size(title: str, count: int) -> None:
    """Refuse a conflict with too many options before it is built.

    Raises
    ------
    TooLarge
        If the options span too many states.
    """
    if count > MOST_LISTED:
        raise TooLarge(
            f"{title!r} has {count:,} options; {MOST_LISTED} are the most, since each doubles the states "
            "to look at. What would help: leave out options that nothing depends on, or split the conflict"
        )


def _conflict(title: str, found: FileConflict, remarks: tuple[str, ...], faults: Faults) -> Conflict:
    owner = {option: k for k, dm in enumerate(found.decision_makers) for option in dm.options}
    ids = dm_ids(dm.name for dm in found.decision_makers)
    owners = [ids[owner[k]] for k in range(len(found.options))]
    options = option_ids([option.name for option in found.options], owners)
    pairs = zip(found.decision_makers, ids, strict=True)
    try:
        return Conflict(
            title=title,
            decision_makers=tuple(_decision_maker(found, dm, id_, options) for dm, id_ in pairs),
            rules=tuple(Rule(holds=negation(each, options)) for each in found.infeasibles),
            option_order=_order(found, map(".".join, zip(owners, options, strict=True))),
            remarks=remarks,
        )
    except InvalidConflict as fault:
        for complaint in fault.complaints:
            faults.add(_path_in_file(complaint.path, found, ids), complaint.message)
        raise InvalidConflict(faults.found) from None


def _order(found: FileConflict, names: Iterable[str]) -> tuple[str, ...]:
    """Return the option names in the order of the file, or nothing if the default order is the same."""
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


def _path_in_file(path: DocumentPath, found: FileConflict, ids: tuple[str, ...]) -> DocumentPath:
    """Return the path in the file for a path in the conflict."""
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
    """Return a remark on each part of the file that the conflict lacks; those that change the meaning come first."""
    serious = (f"ignored, {CHANGES_THE_MEANING}: {each}." for each in _ignored_meaning(data, found))
    return (*serious, *(f"ignored: {each}." for each in _ignored(data, found)))


def _ignored_meaning(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    if joined := _first_coalition(data, found):
        yield f"coalitions that join several decision makers ({spot(joined)}); here each decides alone"
    for key, owners in _unknown_dm_keys(data, found).items():
        if key.startswith(MISPERCEPTION):
            yield f"{spot((key,))} of {listed(owners)}; here everybody sees the conflict as it is"


def _ignored(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    yield from _inapplicable_preferences(data, found)
    for key, names in _unknown_dm_keys(data, found).items():
        yield from [] if key.startswith(MISPERCEPTION) else [f"{spot((key,))} of {listed(names)}"]
    for key, owners in _unknown_keys(data["options"], KNOWN_OPTION_KEYS).items():
        yield f"{spot((key,))} of {listed(spot(('options', k)) for k in owners)}"
    yield from (f"the key {spot((key,))}" for key in _unknown_keys([data], {*KNOWN_KEYS, *FLAGS}))


def _first_coalition(data: dict[str, Any], found: FileConflict) -> tuple[str, int] | None:
    """Return the path of the first coalition of several decision makers, as a list of them or of their options."""
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


def _inapplicable_preferences(data: dict[str, Any], found: FileConflict) -> Iterator[str]:
    """Yield a remark on rankings, or on statements, that do not apply."""
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
    """Return the names of the decision makers on one line each, or ``DM 1`` and so on for empty names."""
    return [" ".join(dm.name.split()) or f"DM {k}" for k, dm in enumerate(found.decision_makers, start=1)]


def _unknown_dm_keys(data: dict[str, Any], found: FileConflict) -> dict[str, list[str]]:
    """Return the unknown keys of decision makers, and the names of those that have them."""
    names = _names(found)
    keys = _unknown_keys(data["decisionMakers"], KNOWN_DM_KEYS)
    return {key: [names[k] for k in owners] for key, owners in keys.items()}


def _unknown_keys(records: list[dict[str, Any]], known: set[str]) -> dict[str, list[int]]:
    """Return the unknown keys with a value, and the indices of the records that have them."""
    others: dict[str, list[int]] = {}
    for k, record in enumerate(records):
        for key, value in record.items():
            if key not in known and value not in EMPTY:
                others.setdefault(key, []).append(k)
    return others


def slug(name: str, otherwise: str) -> str:
    """Return an id made from a name, or `otherwise` if it would not be valid.

    Examples
    --------
    >>> slug("Cooperate with 2", "opt1"), slug("2nd front", "opt2"), slug("Not", "opt3")
    ('cooperate_with_2', 'opt2', 'opt3')
    """
    words = re.findall(f"{LETTER}+", composed(composed(name).casefold()).replace("_", " "))
    text = "_".join(words)
    if len(text) > MAX_LENGTH:
        text = text[: MAX_LENGTH + 1].rpartition("_")[0] or text[:MAX_LENGTH]
    return text if _is_name(text) else otherwise


def _is_name(text: str) -> bool:
    try:
        return parse(text).kind == "name" and text not in RESERVED
    except StatementError:
        return False


def distinct(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, with a number added to repeated ones.

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
    """Return an id for each name of a decision maker."""
    return distinct(slug(name, f"dm{k}") for k, name in enumerate(names, start=1))


def option_ids(names: Sequence[str], owners: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each option name, with its owner in front if two decision makers use the same id.

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
