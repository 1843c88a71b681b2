"""Options that bear another id in each of two conflicts and are surely the same, and a conflict with other ids.

An option is renamed for sure if its owner has one option in each conflict that the other lacks, both are called the
same, and under the new id nothing that names it differs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from countermove.analysis.comparison.model import ModelDifference
from countermove.analysis.comparison.rankings import by_options
from countermove.analysis.comparison.texts import full_name, full_names, names_in, renamed_text
from countermove.errors import CountermoveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from countermove.analysis.comparison.change import ModelChange
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker, Option, Statement

    Renamed = tuple[str, str, str]


def matched(before: Conflict, after: Conflict) -> tuple[ModelDifference, tuple[Renamed, ...]]:
    """Return the changes between two conflicts, and the options that were renamed.

    Returns
    -------
    difference : ModelDifference
        In it the first conflict has the ids of the second for what was renamed.
    renamed : tuple of (decision maker, old id, new id)
    """
    difference, renamed = ModelDifference(before, after), []
    for dm, old, new in _candidates(before, after):
        try:
            alike = with_option_renamed(difference.before, dm, old, new)
            found = ModelDifference(alike, after)
        except CountermoveError:
            continue
        if not any(_concerns(after, each, f"{dm}.{new}") for each in found.changes):
            difference = found
            renamed.append((dm, old, new))
    return difference, tuple(renamed)


def _candidates(before: Conflict, after: Conflict) -> Iterator[Renamed]:
    """Yield the only option of each decision maker that is gone, with the only one that is new."""
    if before.graph is not None or after.graph is not None or any(each.weight for each in before.variations):
        return
    now = {dm.id: dm for dm in after.decision_makers}
    for dm in before.decision_makers:
        was, has = (each.options for each in (dm, now.get(dm.id, dm)))
        gone, new = _only_in(was, has), _only_in(has, was)
        if len(gone) == len(new) == 1 and gone[0].name == new[0].name:
            yield dm.id, gone[0].id, new[0].id


def _only_in(options: Sequence[Option], others: Sequence[Option]) -> list[Option]:
    ids = {each.id for each in others}
    return [each for each in options if each.id not in ids]


def _concerns(conflict: Conflict, change: ModelChange, option: str) -> bool:
    """Whether a change is about an option, or names it."""
    texts = [change.before, change.after, *(text for _, *both in change.details for text in both)]
    if change.what in {"option", "condition", "reach", "irreversible"} and f"{change.of}.{change.id}" == option:
        return True
    return change.what not in {"place", "tempo", "weight"} and any(_names(conflict, each, option) for each in texts)


def _names(conflict: Conflict, text: str, option: str) -> bool:
    try:
        return option in {full_name(conflict, name) for name in names_in(text)} if text else False
    except CountermoveError:  # a list of options or of ids, and no statement
        return option in {full_name(conflict, name.strip()) for name in text.replace(";", ",").split(",")}


def with_option_renamed(conflict: Conflict, dm: str, old: str, new: str) -> Conflict:
    """Return a conflict in which an option has another id, without variations and published answers.

    Raises
    ------
    InvalidConflict
        If something else bears the new id.

    Examples
    --------
    >>> from countermove import cases
    >>> with_option_renamed(cases.load("chicken"), "a", "swerve", "yield_").options
    ('yield_', 'swerve')
    """
    names = {name for name, bit in conflict.bits.items() if full_names(conflict)[bit] == f"{dm}.{old}"}
    to = dict.fromkeys(names, f"{dm}.{new}")
    ranked = {each.id: by_options(conflict, each.preferences.ranking) for each in conflict.decision_makers}
    return conflict.with_(
        decision_makers=tuple(_dm(each, ranked[each.id], to, (dm, old, new)) for each in conflict.decision_makers),
        rules=tuple(replace(each, holds=renamed_text(each.holds, to)) for each in conflict.rules),
        definitions=tuple(replace(each, when=renamed_text(each.when, to)) for each in conflict.definitions),
        questions=tuple(replace(each, when=renamed_text(each.when, to)) for each in conflict.questions),
        status_quo=None if conflict.status_quo is None else tuple(to.get(each, each) for each in conflict.status_quo),
        option_order=tuple(to.get(each, each) for each in conflict.option_order),
        came_about="",
        variations=(),
        published=(),
    )


def _dm(
    dm: DecisionMaker, ranking: tuple[tuple[str, ...], ...], to: Mapping[str, str], renamed: Renamed
) -> DecisionMaker:
    who, old, new = renamed
    wants = replace(
        dm.preferences,
        statements=tuple(tuple(_statement(each, to) for each in level) for level in dm.preferences.statements),
        weights=tuple((renamed_text(text, to), weight) for text, weight in dm.preferences.weights),
        ranking=tuple(tuple(_state(each, to) for each in level) for level in ranking),
    )
    options = tuple(
        replace(
            each,
            id=new if (dm.id, each.id) == (who, old) else each.id,
            when=renamed_text(each.when, to) if each.when else "",
        )
        for each in dm.options
    )
    return replace(dm, preferences=wants, options=options)


def _statement(statement: Statement, to: Mapping[str, str]) -> Statement:
    return replace(statement, holds=renamed_text(statement.holds, to))


def _state(state: str, to: Mapping[str, str]) -> str:
    return ", ".join(to.get(each, each) for each in state.split(", "))
