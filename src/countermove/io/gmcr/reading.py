"""From a .gmcr file to a conflict: its options, their order and its state numbers are the file's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from countermove.errors import DocumentPath, InvalidConflict, TooLarge
from countermove.io.gmcr.conditions import denied, statement
from countermove.io.gmcr.document import document
from countermove.io.gmcr.faults import Faults
from countermove.io.gmcr.names import dm_ids, option_ids
from countermove.io.gmcr.records import FileConflict, FileDM
from countermove.io.gmcr.remarks import reading_remarks
from countermove.io.gmcr.shape import checked
from countermove.model.conflict import Conflict
from countermove.model.records import DecisionMaker, Option, Preferences, Rule, Statement
from countermove.model.states import MOST_LISTED


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
