"""Texts that name a state, resolved to a position or a bit mask.

A text names a state by its number, the options that are on, a pattern, a condition, the state's name, or as the
status quo. States of a conflict too large to list have no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import InvalidRequest, NoStatusQuo, StatementError, UnknownName, did_you_mean
from countermove.model.kinds import shown
from countermove.model.letters import LETTER, folded
from countermove.model.scope import truth, unknown_option
from countermove.model.states import NOTHING, State, rule_texts

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict


StateName = str | int | State | Iterable[str]
"""What names a state: a text, a number, a state itself, or the options that are on."""

STATUS_QUO = frozenset({"status-quo", "status quo", "status_quo"})
"""Texts for the status quo."""

NUMBER = re.compile(r"(?:state |s|#|no\. ?)?(-?\d{1,999})")
"""A state number in a conflict whose states are listed."""

SHOWN = 4
"""States that a message lists."""

STATE_NUMBER = r"(state |s|#|no\. ?)?(-?\d{1,9})"
"""A state number, refused where states are not listed."""


def state_text(state: StateName) -> str:
    """Return what names a state as a text: a number, a state itself, or a list of the options that are on.

    Raises
    ------
    InvalidRequest
        If it is none of them.

    Examples
    --------
    >>> state_text(["hand", "pay"]), state_text([]), state_text(8)
    ('hand, pay', 'nothing', '8')
    """
    if isinstance(state, State):
        return state.pattern or str(state.number)
    if isinstance(state, (str, Integral)) and not isinstance(state, bool):
        return str(state)
    listed: list[Any] = (
        [*state] if isinstance(state, Iterable) and not isinstance(state, (bytes, Mapping)) else [state]
    )
    if not all(isinstance(each, str) for each in listed):
        known = "a number, a pattern such as Y-N, a condition, or a list of the options that are on"
        raise InvalidRequest(f"{shown(state)} names no state; {known} does")
    return ", ".join(listed) or "nothing"


def position_of(conflict: Conflict, state: StateName) -> int:
    """Return the position of the one state that a text, a number or a list of options names.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : StateName
        ``status-quo``; a number from 1 (``5`` or ``state 5``); the options that are on, by id or name, in a list or
        with commas between them (``nothing`` for none); a pattern such as ``Y-N`` that one state matches; a condition
        that holds in one state; in graph form, the state's id or name.

    Returns
    -------
    int
        The position, from 0.

    Raises
    ------
    UnknownName
        If the text names no state, or several; the message lists the nearest.
    InvalidRequest
        If it is neither text nor a number nor a list.

    Examples
    --------
    >>> from countermove import cases
    >>> elmira = cases.load("elmira")
    >>> [position_of(elmira, text) for text in ("status-quo", "8", "uniroyal.delay, insist", "YNYNY", ["abandon"])]
    [0, 7, 4, 7, 8]
    """
    text = " ".join(state_text(state).split())
    if text.lower() in STATUS_QUO:
        return _status_quo(conflict)
    if conflict.graph is not None:
        return _in_graph(conflict, text)
    if text not in conflict.bits and (number := NUMBER.fullmatch(text.lower())):
        return _numbered(conflict, int(number[1]))
    if (wanted := option_masks(conflict, text)) is not None:
        return _feasible(conflict, text, *wanted)
    if re.fullmatch(r"[YNyn-]+", text):
        return int(conflict.states.find(text)[0])
    return _where(conflict, text)


def _where(conflict: Conflict, condition: str) -> int:
    """Return the position of the one state in which a condition holds."""
    try:
        found = np.flatnonzero(truth(conflict, condition, conflict.states.masks))
    except StatementError:
        raise UnknownName(f"{condition!r} names no state: {unknown_option_in(conflict, condition)}") from None
    if len(found) == 1:
        return int(found[0])
    where = f"holds in {len(found):,} states: {_listed(conflict, found)}" if len(found) else "holds in no state"
    hint = unknown_option_in(conflict, condition)
    remedy = hint if hint.startswith("put commas") else "name one, by its number or by all that is on in it"
    raise UnknownName(f"{condition!r} {where}; {remedy}")


def words_of(conflict: Conflict, mask: int) -> str:
    """Return the options that are on in a mask, as `option_masks` reads them.

    Examples
    --------
    >>> from countermove import cases
    >>> words_of(cases.load("elmira"), 5), words_of(cases.load("elmira"), 0)
    ('modify, accept', 'nothing')
    """
    return ", ".join(name for bit, name in enumerate(conflict.options) if mask >> bit & 1) or "nothing"


def _numbered(conflict: Conflict, number: int) -> int:
    if not 1 <= number <= len(conflict.states):
        among = f"the states are numbered 1 to {len(conflict.states):,}"
        raise UnknownName(f"there is no state number {number}; {among}")
    return number - 1


def _in_graph(conflict: Conflict, text: str) -> int:
    """Return the position of the state with this id, name or number."""
    named = [*conflict.states.names]
    for same in (str, folded):
        for k, names in enumerate(named):
            if same(text) in {same(" ".join(name.split())) for name in names if name}:
                return k
    if number := NUMBER.fullmatch(text.lower()):
        return _numbered(conflict, int(number[1]))
    known = [name or id_ for id_, name in named]
    raise UnknownName(f"there is no state {text!r}{did_you_mean(text, known, (id_ for id_, _ in named))}")


def _status_quo(conflict: Conflict) -> int:
    if conflict.status_quo_number is None:
        raise NoStatusQuo(_no_start(conflict, "by number or by what is on in it"))
    return conflict.status_quo_number - 1


def _no_start(conflict: Conflict, how: str) -> str:
    said = start_said(conflict)
    return f"{conflict.title!r} has no status quo; name the state {how}, or say under 'status_quo' {said}"


def start_said(conflict: Conflict) -> str:
    """Return what a file has to say for a conflict to have a status quo.

    Examples
    --------
    >>> from countermove import cases
    >>> start_said(cases.load("elmira"))
    'which options are on at the start'
    """
    return "which state is the first" if conflict.graph else "which options are on at the start"


def option_masks(conflict: Conflict, text: str) -> tuple[int, int] | None:
    """Return two masks: the options that a text fixes, and those it sets on; None if it names no options.

    Examples
    --------
    >>> from countermove import cases
    >>> option_masks(cases.load("elmira"), "Y---N"), option_masks(cases.load("elmira"), "nothing")
    ((17, 1), (31, 0))
    """
    every = (1 << len(conflict.options)) - 1
    if text and re.fullmatch(f"[YN-]{{{len(conflict.options)}}}", text):
        care = sum(1 << k for k, letter in enumerate(text) if letter != "-")
        return care, sum(1 << k for k, letter in enumerate(text) if letter == "Y")
    words = [] if text.lower() in NOTHING else [word.strip() for word in text.split(",") if word.strip()]
    if not words and text.lower() not in NOTHING:
        return None
    bits = [_option(conflict, word) for word in words]
    return None if None in bits else (every, sum(1 << bit for bit in {*bits} if bit is not None))


def _option(conflict: Conflict, word: str) -> int | None:
    """Return the bit of an option, by id or by a unique name; None if no option has it."""
    if word in conflict.bits:
        return conflict.bits[word]
    named = [bit for bit, (_, option) in enumerate(conflict.owned) if _same(word, option.name, option.id)]
    return named[0] if len(named) == 1 else None


def _same(word: str, *names: str) -> bool:
    return folded(word) in {folded(" ".join(name.split())) for name in names}


def unknown_option_in(conflict: Conflict, text: str) -> str:
    """Return the message for a list of options of which one is unknown."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    first = next((word for word in words if _option(conflict, word) is None), "")
    parts = [word for word in re.findall(f"{LETTER}+", first) if word != "and"]
    if len(parts) > 1 and all(part in conflict.bits for part in parts):
        return f"put commas between the options, as in {', '.join(parts)!r}"
    if not first:
        return "write 'nothing' for the state in which nothing is on"
    if any(option.id == first for _, option in conflict.owned):
        return unknown_option(conflict, first)
    same = [conflict.options[bit] for bit, (_, option) in enumerate(conflict.owned) if _same(first, option.name)]
    if len(same) > 1:
        return f"{first!r} is the name of several options; write {' or '.join(same)}"
    names = [" ".join(option.name.split()) for _, option in conflict.owned if option.name]
    return f"unknown option {first!r}{did_you_mean(first, conflict.options, names)}"


def _feasible(conflict: Conflict, text: str, care: int, value: int) -> int:
    """Return the position of the one state with these options; raise UnknownName for none or several."""
    states = conflict.states
    differing = np.bitwise_count((states.members & care) ^ value)
    nearest = np.unique(states.state_of[differing == differing.min()])
    if differing.min() > 0:
        near = f"the nearest that {'are' if len(nearest) > 1 else 'is'}: {_listed(conflict, nearest)}"
        raise UnknownName(f"{text or 'nothing'!r} is not feasible{broken_rules(conflict, care, value)}; {near}")
    if len(nearest) > 1:
        raise UnknownName(f"{text!r} means {len(nearest):,} states: {_listed(conflict, nearest)}; name one of them")
    return int(nearest[0])


def broken_rules(conflict: Conflict, care: int, value: int) -> str:
    """Return the rules that a fully given state breaks, in words; empty if some options are left open."""
    if care != (1 << len(conflict.options)) - 1:
        return ""
    here = np.array([value], np.int64)
    rules = [text for text in rule_texts(conflict) if not truth(conflict, text, here)[0]]
    return f" ({', '.join(map(repr, rules[:2]))} must hold)" if rules else ""


def _listed(conflict: Conflict, positions: Iterable[int]) -> str:
    found = [int(k) for k in positions]
    shown = "; ".join(f"{k + 1} ({conflict.states[k]})" for k in found[:SHOWN])
    return f"{shown}; and {len(found) - SHOWN:,} more" if len(found) > SHOWN else shown


def mask_of(conflict: Conflict, state: StateName) -> int:
    """Return the mask of the one feasible state that a text names; it needs no list of states.

    Parameters
    ----------
    conflict : Conflict
        In option form.
    state : StateName
        ``status-quo``; the options that are on, by id or name, in a list or with commas between them (``nothing`` for
        none); or a pattern of ``Y`` and ``N``.

    Returns
    -------
    int
        The mask, bit 0 the first option.

    Raises
    ------
    UnknownName
        If the text names no feasible state, or may name more than one.

    Examples
    --------
    >>> from countermove import cases
    >>> [mask_of(cases.load("elmira"), text) for text in ("status-quo", "uniroyal.delay, insist", "YNYNY")]
    [2, 18, 21]
    """
    text = " ".join(state_text(state).split())
    if text.lower() in STATUS_QUO:
        return _status_quo_mask(conflict)
    care, value = entry_of(conflict, text)
    if care != (1 << len(conflict.options)) - 1:
        raise UnknownName(f"{text!r} may mean more than one state: write Y or N for each option")
    if rules := broken_rules(conflict, care, value):
        raise UnknownName(f"{text or 'nothing'!r} is not feasible{rules}")
    return value


def entry_of(conflict: Conflict, text: str) -> tuple[int, int]:
    """Return two masks for a text such as an entry of a ranking: the options that it fixes, and those it sets on.

    Raises
    ------
    UnknownName
        If the text names no options, or unknown ones.
    """
    text = " ".join(text.split())
    if text not in conflict.bits and re.fullmatch(STATE_NUMBER, text.lower()):
        few = f"with {len(conflict.options)} options the states are not numbered"
        raise UnknownName(f"{text!r} names no state: {few}; write the options that are on, with commas between them")
    wanted = option_masks(conflict, text)
    if wanted is None:
        raise UnknownName(f"{text!r} names no state: {_fault(conflict, text)}")
    return wanted


def _fault(conflict: Conflict, text: str) -> str:
    if re.fullmatch("[YNyn-]+", text):
        count = len(conflict.options)
        if len(text) == count:
            return f"a pattern is written in capitals, {text.upper()}"
        return f"a pattern has a letter for each of the {count} options, and this one has {len(text)}"
    return unknown_option_in(conflict, text)


def _status_quo_mask(conflict: Conflict) -> int:
    if conflict.status_quo is None:
        raise NoStatusQuo(_no_start(conflict, "by what is on in it"))
    return sum(1 << bit for bit in {conflict.bits[name] for name in conflict.status_quo})
