"""Names, numbers, probabilities and states in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import isinf
from typing import TYPE_CHECKING

from countermove.model.states import is_listed
from countermove.report.printable import VISIBLE

if TYPE_CHECKING:
    from countermove.io.texts.verify import LookedUp
    from countermove.model.conflict import Conflict
    from countermove.model.records import DecisionMaker
    from countermove.simulation.result import Share


COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

CERTAIN = 1 - 1e-9
"""Probabilities from this one on count as 1; the difference is rounding error."""


def tidy(text: str) -> str:
    r"""Return a text on one line, without control characters.

    Examples
    --------
    >>> tidy("Send\n   a force")
    'Send a force'
    """
    return " ".join(text.split()).translate(VISIBLE)


def count_of(number: int, noun: str) -> str:
    """Return a number in digits, with its noun.

    Examples
    --------
    >>> count_of(1, "state"), count_of(2048, "state"), count_of(0, "equilibrium")
    ('1 state', '2,048 states', '0 equilibria')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-2] + 'a' if noun.endswith('um') else noun + 's'}"


def states_of(conflict: Conflict) -> str:
    """Return the number of states with its noun, or that they are too many to list.

    Examples
    --------
    >>> from countermove import cases
    >>> states_of(cases.load("elmira"))
    '9 states'
    """
    return count_of(len(conflict.states), "state") if is_listed(conflict) else "too many states to list"


def listed(names: Iterable[str], word: str = "and") -> str:
    """Return names as a list in a sentence; a comma precedes the last if a name contains a conjunction.

    Examples
    --------
    >>> listed(["Russia", "the street", "the president"])
    'Russia, the street and the president'
    >>> listed(["the president", "Nazarbayev and his circle", "Russia"])
    'the president, Nazarbayev and his circle, and Russia'
    >>> listed(["the street", "Nazarbayev and his circle"])
    'the street, and Nazarbayev and his circle'
    """
    *most, last = named = [*names] or [""]
    comma = "," * any(re.search(" (and|or|but) ", re.sub(r"“[^“”]*”|\([^()]*\)", "", name)) for name in named)
    return f"{', '.join(most)}{comma} {word} {last}" if most else last


def dm_names(conflict: Conflict) -> tuple[str, ...]:
    """Return the names of the decision makers, in the conflict's order."""
    return tuple(map(dm_name, conflict.decision_makers))


def dm_name(dm: DecisionMaker) -> str:
    """Return the name of a decision maker on one line, or its id."""
    return tidy(dm.name) or dm.id


def within(name: str) -> str:
    """Return a name within a sentence: its article is a small 'the'.

    Examples
    --------
    >>> within("The street"), within("A faction in the security services"), within("A")
    ('the street', 'the faction in the security services', 'A')
    """
    return re.sub(r"^An?(?= [a-z])|^The(?= )", "the", name)


def together(names: Iterable[str]) -> str:
    """Return names as a list at the beginning of a sentence.

    Examples
    --------
    >>> together(["The United States", "The Soviet Union"])
    'The United States and the Soviet Union'
    """
    first, *more = names
    return listed([first, *map(within, more)])


def called(conflict: Conflict, ids: Iterable[str]) -> str:
    """Return the names of decision makers, given by id, as a list at the beginning of a sentence.

    Examples
    --------
    >>> from countermove import cases
    >>> called(cases.load("chicken"), ["a", "b"])
    'A and B'
    """
    return together(dm_names(conflict)[conflict.position(id_)] for id_ in ids)


def option_names(conflict: Conflict) -> tuple[str, ...]:
    """Return the names of the options, bit 0 first."""
    return tuple(tidy(option.name) or option.id for _, option in conflict.owned)


def option_names_apart(conflict: Conflict) -> tuple[str, ...]:
    """Return the names of the options, bit 0 first; one that several options have is followed by the owner's.

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option
    >>> a, b = (DecisionMaker(id=id_, name=id_.upper(), options=(Option(id="cut", name="Cut"),)) for id_ in "ab")
    >>> option_names_apart(Conflict(title="t", decision_makers=(a, b)))
    ('Cut (A)', 'Cut (B)')
    """
    names, dms = option_names(conflict), dm_names(conflict)
    times = Counter(names)
    owned = zip(names, conflict.owners, strict=True)
    return tuple(name if times[name] == 1 else f"{name} ({dms[owner]})" for name, owner in owned)


def situation(conflict: Conflict, position: int) -> tuple[str, ...]:
    """Return a state in words: a line for each decision maker with an option on, or its name in graph form.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    position : int
        Of the state, from 0.

    Returns
    -------
    tuple of str
        For coalesced states also the options that are off, and a line on the options that are open.

    Examples
    --------
    >>> from countermove import cases
    >>> situation(cases.load("prisoners-dilemma"), 3)
    ('A: Cooperate with B', 'B: Cooperate with A')
    """
    state = conflict.states[position]
    if conflict.graph is not None:
        return (tidy(state.name),)
    open_ = "-" in state.pattern
    words = [_options_in_words(conflict, i, state.pattern, off=open_) for i in range(len(conflict.decision_makers))]
    lines = [f"{dm}: {', '.join(own)}" for dm, own in zip(dm_names(conflict), words, strict=True) if own]
    if open_:
        return (*lines, "the rest on or off" if lines else "whatever is on or off")
    return tuple(lines) or ("nothing is on",)


def _options_in_words(conflict: Conflict, dm: int, pattern: str, *, off: bool) -> list[str]:
    letters = zip(conflict.owners, option_names(conflict), pattern, strict=True)
    own = [(name, letter) for owner, name, letter in letters if owner == dm]
    on = [name for name, letter in own if letter == "Y"]
    return on + [f"not: {name}" for name, letter in own if off and letter == "N"]


def move(conflict: Conflict, starts: Sequence[str], stops: Sequence[str]) -> str:
    """Return the options that start and stop in a move, by name.

    Examples
    --------
    >>> from countermove import cases
    >>> move(cases.load("prisoners-dilemma"), (), ("a.cooperate",))
    'stops: Cooperate with B'
    """
    names = dict(zip(conflict.options, option_names(conflict), strict=True))
    changes = (("starts", starts), ("stops", stops))
    return "; ".join(f"{verb}: {', '.join(names[each] for each in options)}" for verb, options in changes if options)


def summary(conflict: Conflict) -> str:
    """Return the numbers of the parts of a conflict, on one line.

    Examples
    --------
    >>> from countermove import cases
    >>> summary(cases.load("prisoners-dilemma"))
    "Prisoner's dilemma: 2 decision makers, 2 options, 4 states, no status quo"
    """
    listed_ = is_listed(conflict)
    start = conflict.status_quo_number if listed_ else None
    parts = [
        count_of(len(conflict.decision_makers), "decision maker"),
        count_of(len(conflict.options), "option") if conflict.graph is None else "no options (a graph)",
        states_of(conflict),
        "no status quo" if conflict.status_quo is None else f"status quo {start}" if listed_ else "a status quo",
    ]
    held = {"variation": conflict.variations, "source": conflict.sources, "question": conflict.questions}
    laid = {"variation": " that can be laid on this start"} if conflict.variation else {}  # the file may have more
    parts += [f"{count_of(len(each), noun)}{laid.get(noun, '')}" for noun, each in held.items() if each]
    return f"{tidy(conflict.title)}: {', '.join(parts)}"


def looked_up(found: LookedUp) -> str:
    """Return the numbers of places and quotations looked up in texts, on one line.

    Examples
    --------
    >>> from countermove.io.texts.verify import LookedUp
    >>> looked_up(LookedUp((), (), texts=1, places=12, quotations=3))
    'Looked up in 1 text: 12 places and 3 quotations.'
    """
    what = f"{count_of(found.places, 'place')} and {count_of(found.quotations, 'quotation')}"
    return f"Looked up in {count_of(found.texts, 'text')}: {what}."


def in_words(number: int) -> str:
    """Return a number in words up to twelve, and in digits above.

    Examples
    --------
    >>> in_words(6), in_words(1300)
    ('six', '1,300')
    """
    return COUNTED[number] if number < len(COUNTED) else f"{number:,}"


def counted(number: int, noun: str) -> str:
    """Return a number in words up to twelve, with its noun.

    Examples
    --------
    >>> counted(1, "improvement"), counted(6, "state"), counted(1300, "state")
    ('one improvement', 'six states', '1,300 states')
    """
    return f"{in_words(number)} {noun}{'' if number == 1 else 's'}"


def none_of(number: int) -> str:
    """Return 'neither of them' for two, else 'none of them'.

    Examples
    --------
    >>> none_of(2), none_of(3)
    ('neither of them', 'none of them')
    """
    return f"{'neither' if number == 2 else 'none'} of them"


def ordinal(number: float) -> str:
    """Return an ordinal number, in words up to ten.

    Examples
    --------
    >>> [ordinal(number) for number in (1, 2, 3, 11, 22)]
    ['first', 'second', 'third', '11th', '22nd']
    """
    whole = int(number)
    if whole <= len(PLACES):
        return PLACES[whole - 1]
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th") if whole % 100 not in {11, 12, 13} else "th"
    return f"{whole:,}{ending}"


def in_tenths(probability: float) -> str:
    """Return a probability in percent with one decimal, for tables.

    Rounding never yields 0 % or 100 % for a probability strictly between them.

    Examples
    --------
    >>> in_tenths(0.5), in_tenths(1.0), in_tenths(0.99999), in_tenths(1e-6), in_tenths(0.0)
    ('50.0 %', '100 %', '>99.9 %', '<0.1 %', '0 %')
    """
    if probability <= 0:
        return "0 %"
    if probability >= CERTAIN:
        return "100 %"
    rounded = f"{100 * probability:.1f}"
    return {"0.0": "<0.1 %", "100.0": ">99.9 %"}.get(rounded, f"{rounded} %")


def percent_range(low: float, high: float) -> str:
    """Return a range of probabilities in percent, or the one that both come to.

    Examples
    --------
    >>> percent_range(0.25, 0.5), percent_range(0.0, 0.0)
    ('25.0 to 50.0 %', '0 %')
    """
    ends = [in_tenths(low), in_tenths(high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0].removesuffix(' %')} to {ends[1]}"


def fixed(number: float, places: int = 3, *, signed: bool = False) -> str:
    """Return a number with some decimals; what rounds to zero has no sign of its own, and infinity is a word.

    Examples
    --------
    >>> fixed(-0.0001), fixed(0.25, 2, signed=True), fixed(float("-inf"))
    ('0.000', '+0.25', '-infinite')
    """
    if isinf(number):
        return "infinite" if number > 0 else "-infinite"
    rounded = round(number, places) + 0.0
    return f"{rounded:+.{places}f}" if signed and rounded else f"{rounded:.{places}f}"


def estimated(share: Share) -> str:
    """Return a share in percent with its standard error; without it if the share is 0 or 1.

    Examples
    --------
    >>> from countermove.simulation.result import Share
    >>> estimated(Share(0.25, 0.012)), estimated(Share(0.25, 0.0))
    ('25.0 % ±1.2', '25.0 %')
    """
    error = f" ±{100 * share.error:.1f}" if share.error and 0 < share.value < CERTAIN else ""
    return f"{in_tenths(share.value)}{error}"


def share(probability: float) -> str:
    """Return a probability in percent, for sentences: without a zero behind the point.

    Examples
    --------
    >>> share(0.5), share(0.375), share(0.99999), share(1e-6)
    ('50 %', '37.5 %', '> 99.9 %', '< 0.1 %')
    """
    return in_tenths(probability).replace(".0 %", " %").replace("<", "< ").replace(">", "> ")
