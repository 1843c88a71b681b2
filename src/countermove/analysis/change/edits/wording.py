"""Edits in sentences: 'Tokayev would have to put “no force kept there” above “action against Nazarbayev”'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from countermove.model.letters import LETTER

if TYPE_CHECKING:
    from countermove.analysis.change.edits.step import EditStep
    from countermove.model.conflict import Conflict
    from countermove.model.records import Option, Statement

NAME = re.compile(rf"{LETTER}(?:{LETTER}|\.)*")
"""A name in a statement, or one of the language's own words."""


def sentence(conflict: Conflict, step: EditStep) -> str:
    """Return what would have to change, in a sentence without a full stop.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.edits.step import EditStep
    >>> crisis = cases.load("kazakhstan-2022")
    >>> sentence(crisis, EditStep("down", ("place", 1, 2, 0), 1.0, 3))
    'President Tokayev would have to put “no material published” below “action against Nazarbayev”'
    """
    word = str(step.slot[0])
    if word in {"place", "sense", "weight", "add"}:
        return f"{_dm(conflict, int(step.slot[1]))} would have to {_wants(conflict, step)}"
    if word in {"option", "when", "stays"}:
        return _of_option(conflict, step)
    if word == "agreement":
        first, *others = (_dm(conflict, int(each)) for each in step.slot[1:])
        members = _listed([first, *map(within, others)])
        return f"{members} would have to agree on {_agreed(conflict, step.amount)}"
    if word == "offer":
        dm, option = _offered(conflict, step.text)
        return f"{dm} would have to be able to: “{option}”"
    held = in_short(conflict, step.text)
    return f"{held} would have to hold always" if step.kind == "rule" else f"The rule {held} would have to fall"


def _of_option(conflict: Conflict, step: EditStep) -> str:
    """Return what would have to become of an option."""
    i, k = (int(each) for each in step.slot[1:])
    option, who = conflict.decision_makers[i].options[k], _dm(conflict, i)
    said = f"“{_tidy(option.short or option.name) or option.id}”"
    if step.kind == "take away":
        return f"{said} would have to be out of reach for {within(who)}"
    if step.kind == "unconditional":
        return f"{said} would have to be in reach for {within(who)} without {in_short(conflict, option.when)}"
    if step.kind == "reversible":
        return f"{who} would have to be able to undo {said}"
    return f"{said} of {within(who)} would have to be for good once it is {step.text}"


def _agreed(conflict: Conflict, mask: int) -> str:
    """Return what is on and off after an agreement, and was not in the status quo."""
    start = sum(1 << conflict.bits[name] for name in {*(conflict.status_quo or ())})
    changed = [bit for bit in range(len(conflict.options)) if (mask ^ start) >> bit & 1]
    said = {bit: f"“{_tidy(each.short or each.name) or each.id}”" for bit, (_, each) in enumerate(conflict.owned)}
    on, off = ([said[bit] for bit in changed if mask >> bit & 1 == way] for way in (1, 0))
    return " and ".join([*([_listed(on)] if on else []), *([f"an end to {_listed(off)}"] if off else [])])


def _offered(conflict: Conflict, rule: str) -> tuple[str, str]:
    """Return who makes an offer, and what it is, given the rule that keeps it out of reach."""
    bit = conflict.bits[rule.removeprefix("not ")]
    owner, option = conflict.owned[bit]
    return _dm(conflict, owner), _tidy(option.name) or option.id


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def in_short(conflict: Conflict, text: str) -> str:
    """Return a statement in quotation marks, with the short names of its options.

    Examples
    --------
    >>> from countermove import cases
    >>> in_short(cases.load("kazakhstan-2022"), "not (stay or alone)")
    '“not (force kept there or Russian force alone)”'
    >>> in_short(cases.load("chicken"), "not a.swerve")
    '“no Swerve before B”'
    """
    called = {
        name: _tidy(option.short or option.name) or option.id for name, (_, option) in _options(conflict).items()
    }
    called |= {each.id: _tidy(each.name) or each.id for each in conflict.definitions}
    plain = _tidy(text)
    if plain.startswith("not ") and plain[4:] in called:
        return f"“no {called[plain[4:]]}”"
    return f"“{NAME.sub(lambda found: called.get(found[0], found[0]), plain)}”"


def _options(conflict: Conflict) -> dict[str, tuple[int, Option]]:
    return {name: conflict.owned[bit] for name, bit in conflict.bits.items()}


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _dm(conflict: Conflict, dm: int) -> str:
    return _tidy(conflict.decision_makers[dm].name) or conflict.decision_makers[dm].id


def within(name: str) -> str:
    """Return a name within a sentence: its article is a small one."""
    return re.sub(r"^The(?= )", "the", name)


def _wants(conflict: Conflict, step: EditStep) -> str:
    """Return what a decision maker would have to do with its wants."""
    said = in_short(conflict, step.text or _text(conflict, step))
    if step.kind == "drop":
        return f"give up {said}"
    if step.kind == "negate":
        return f"want the contrary of {said}"
    if step.kind == "add":
        return f"want {said}, {_place(conflict, int(step.slot[1]), step.amount)}"
    return f"put {said} {_beyond(conflict, step)}"


def _text(conflict: Conflict, step: EditStep) -> str:
    """Return the text of the statement or weight that an edit touches."""
    _, dm, k, *more = (int(each) if isinstance(each, int) else 0 for each in step.slot)
    wants = conflict.decision_makers[dm].preferences
    return wants.statements[k][more[0]].holds if more else wants.weights[k][0]


def _beyond(conflict: Conflict, step: EditStep) -> str:
    """Return the statements that one comes to stand above or below: the last that it passes."""
    dm, k, j = (int(each) for each in step.slot[1:])
    levels = conflict.decision_makers[dm].preferences.statements
    shared = len(levels[k]) > 1
    passed = step.amount - shared
    if not passed:
        level = tuple(each for n, each in enumerate(levels[k]) if n != j)
    else:
        level = levels[k - passed if step.kind == "up" else k + passed]
    return f"{'above' if step.kind == 'up' else 'below'} {_level(conflict, level)}"


def _place(conflict: Conflict, dm: int, place: int) -> str:
    levels = conflict.decision_makers[dm].preferences.statements
    if not levels:
        return "before all else"
    if place == 0:
        return "above all else"
    if place == len(levels):
        return f"below {_level(conflict, levels[-1])}"
    return f"above {_level(conflict, levels[place])}"


def _level(conflict: Conflict, level: tuple[Statement, ...]) -> str:
    said = [in_short(conflict, each.holds) for each in level]
    return _listed(said)
