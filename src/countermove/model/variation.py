"""Variations by name: the standpoint of a conflict, and the what-ifs that are laid on it.

A name is ``none`` for the conflict as it stands, the id of a variation on the standpoint, or several joined by ``+``,
which are laid one on another in their order: ``none+calm`` lays the variation `calm` on the conflict as it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.errors import Complaint, InvalidConflict, UnknownName, did_you_mean
from countermove.model.patch import faults_of, patched
from countermove.model.provenance import BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from countermove.model.conflict import Conflict
    from countermove.model.records import Variation


def standpoint_of(conflict: Conflict) -> str:
    """Return the id of the variation from which a conflict is seen; empty for the conflict as it stands.

    The file names it. Otherwise it is the variation that all questions share.

    Examples
    --------
    >>> from countermove import cases
    >>> standpoint_of(cases.load("kazakhstan-2022")), standpoint_of(cases.load("elmira"))
    ('as-of-7-january', '')
    """
    shared = {each.variation for each in conflict.questions}
    named = conflict.standpoint or (shared.pop() if len(shared) == 1 else "")
    return "" if named == BASE else named


def vary(conflict: Conflict, name: str | None = None) -> Conflict:
    """Return the conflict from its standpoint, or a variation of it.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    name : str, optional
        ``none``, the id of a variation, or ids joined by ``+``; by default the standpoint.

    Returns
    -------
    Conflict
        A conflict with the same options, so that states keep their masks; removed options are off in every state.
        Its `variation` says which it is. The standpoint keeps the other variations, which can be laid on it. A
        variation keeps the rival codings. What contradicts it is left out, a rival coding with a remark.

    Raises
    ------
    UnknownName
        If the conflict has no variation of that id.
    InvalidConflict
        If the patch contradicts the conflict.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Variation
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),))
    >>> c = Conflict(title="t", decision_makers=(dm,), variations=(Variation(id="no-go", remove=("go",)),))
    >>> vary(c).states.patterns(), vary(c, "no-go").states.patterns(), vary(c, "no-go").variation
    (('N', 'Y'), ('N',), 'no-go')
    """
    named = name or ""
    if named not in conflict.views:
        view = _varied(conflict, name)
        conflict.views.clear()  # one is asked for again and again, and each may hold millions of states
        conflict.views[named] = view
    return conflict.views[named]


def _varied(conflict: Conflict, name: str | None) -> Conflict:
    """Return what `vary` does, laid anew."""
    path, seen = variations_of(conflict, name), standpoint_of(conflict)
    if not path:
        return _as_it_stands(conflict) if seen else conflict
    laid = _laid(conflict, path)
    own = [each.id for each in path] == [seen]
    others = [each for each in conflict.variations if each not in path and (own or each.weight)]
    if any(each.weight for each in path):
        others = []  # a rival coding is no view of the others
    published = [replace(each, variation="") for each in conflict.published if own and each.variation == seen]
    called = laid.variation if not seen or path[0].id == seen else f"{BASE}+{laid.variation}"
    changes = {"variation": called, "published": tuple(published)}
    try:
        return _with_others(conflict, laid, others, changes)
    except InvalidConflict:
        fitting = [each for each in others if not faults_of(laid, each)]
        remarks = [_unfit(conflict, each, path) for each in others if each.weight and each not in fitting]
        return _with_others(conflict, laid, fitting, {**changes, "remarks": (*laid.remarks, *remarks)})


def variations_of(conflict: Conflict, name: str | None = None) -> tuple[Variation, ...]:
    """Return the variations that a name stands for, in the order in which they are laid on the conflict as it stands.

    Raises
    ------
    UnknownName
        If the conflict has no variation of an id.
    """
    seen = standpoint_of(conflict)
    named = [each.strip() for each in (name or "").split("+")] if name else []
    start = [seen] if seen and named[:1] != [BASE] else []
    ids = dict.fromkeys((*start, *(named[1:] if named[:1] == [BASE] else named)))
    known = {each.id: each for each in conflict.variations}
    for each in ids:
        if each not in known:
            raise UnknownName(_unknown(conflict, each, name or ""))
    return tuple(known[each] for each in ids)


def _unknown(conflict: Conflict, id_: str, name: str) -> str:
    """Return the message for a part of a name that is no variation."""
    if not id_:
        return f"a variation is missing beside '+' in {name!r}; write it as in 'v' or 'none+v'"
    if id_ == BASE:
        return f"{BASE!r} stands for the conflict as it stands, so it comes first and once; {name!r} has it elsewhere"
    hint = did_you_mean(id_, [*(each.id for each in conflict.variations), BASE])
    return f"{conflict.title!r} has no variation {id_!r}{hint}"


def start_name(conflict: Conflict, view: Conflict) -> str:
    """Return the names of the variations that were laid on a conflict; empty for one without a standpoint, as it is.

    Parameters
    ----------
    conflict : Conflict
        The conflict of the file.
    view : Conflict
        What `vary` returned for it.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> start_name(crisis, vary(crisis)), start_name(crisis, vary(crisis, "none"))
    ('as it stood on 7 January 2022', 'as the file stands')
    """
    if view.variation == BASE:
        return "as the file stands"
    laid = variations_of(conflict, view.variation) if view.variation else ()
    return ", ".join(each.name or each.id for each in laid)


def view_complaints(conflict: Conflict, name: str) -> list[Complaint]:
    """Return the complaints about a variation from which all rival codings are weighed.

    Rival codings are the variations that have a coding weight. The variation may be none of them, and each of them
    has to fit on it.

    Raises
    ------
    UnknownName
        If the conflict has no variation of that id.
    """
    path = variations_of(conflict, name)
    weighed = [each.id for each in path if each.weight]
    if weighed:
        return [Complaint(f"{weighed[0]!r} is a rival coding: it has a weight, and so is no view of the others")]
    try:
        laid = _laid(conflict, path)
    except InvalidConflict as fault:
        return list(fault.complaints)
    return [fault for each in conflict.variations if each.weight for fault in faults_of(laid, each)]


def _as_it_stands(conflict: Conflict) -> Conflict:
    """Return a conflict that has a standpoint as it stands, marked as such."""
    asked = tuple(replace(each, variation="") if each.variation == BASE else each for each in conflict.questions)
    title = f"{conflict.title} (as the file stands)"
    return conflict.with_(title=title, standpoint=BASE, variation=BASE, questions=asked)


def _laid(conflict: Conflict, path: Iterable[Variation]) -> Conflict:
    """Return the conflict with variations applied one after another; one that contradicts the others says so.

    Raises
    ------
    InvalidConflict
        If a patch contradicts the conflict.
    """
    laid = conflict
    for each in path:
        try:
            laid = patched(laid, each)
        except InvalidConflict as fault:
            if not laid.variation:
                raise
            whose = f"the variation {each.id!r} does not fit on {laid.variation!r}"
            cure = f"--variation {BASE}+{each.id} lays it on the conflict as it stands"
            found = [replace(one, message=f"{whose}: {one.message}; {cure}") for one in fault.complaints]
            raise InvalidConflict(found) from None
    return laid


def _with_others(
    conflict: Conflict, laid: Conflict, others: Iterable[Variation], changes: Mapping[str, object]
) -> Conflict:
    """Return the varied conflict with other variations, and with the questions that are asked here or of these."""
    kept = tuple(others)
    here, ids = {each.id: each for each in laid.questions}, {each.id for each in kept}
    asked = (here.get(each.id, each) for each in conflict.questions if each.id in here or each.variation in ids)
    return laid.with_(variations=kept, questions=tuple(asked), **changes)


def _unfit(conflict: Conflict, variation: Variation, path: tuple[Variation, ...]) -> str:
    """Return the remark on a rival coding that cannot be laid on variations."""
    upon = " and ".join(repr(each.id) for each in path)
    return f"left out: the rival coding {variation.id!r} of {conflict.title!r}, which contradicts {upon}."
