"""The section on how it gets there: step cards for the courses to the likeliest ends, and the signposts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.pages.answers import MOST_ENDS
from countermove.report.pages.joint import joint_ways
from countermove.report.reasons import as_clause
from countermove.report.references import capitalised, names_of
from countermove.report.signposts import event, likeliest, reading, signpost_lines
from countermove.report.statements import worded
from countermove.report.words import dm_names, listed, share, situation, tidy
from countermove.simulation.judgement.names import option_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.evolution.paths import Step
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.evolution.signposts import Signpost
    from countermove.model.conflict import Conflict
    from countermove.report.pages.answers import Findings
    from countermove.report.pages.courses import Course

MOST_COURSES, MOST_STEPS = 2, 7
"""Courses with cards, and steps of each."""

BY = {
    "taken": "the way that it takes",
    "improvements": "by improvements, but not the ones that are taken",
    "moves": "not by improvements alone",
}
"""What kind of way a course is, if every assumption is certain."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """A card: the start, a step or the end; `joint` if a coalition could take the step from the end."""

    who: str
    does: str
    why: str
    tone: str = ""
    joint: bool = False


@dataclass(frozen=True, slots=True)
class CardRow:
    """The cards of a course, under the name of its end."""

    letter: str
    tone: str
    name: str
    note: str
    cards: tuple[StepCard, ...]


def card_rows(found: Findings) -> tuple[CardRow, ...]:
    """Return the cards of the courses to the two likeliest ends; the second has only what differs from the first.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> [[card.does for card in row.cards] for row in card_rows(findings(cases.load("elmira")))][0][:2]
    ['Draw out the appeal', 'starts: Insist on the original order']
    """
    ends = [each for each in found.courses if not each.came_about][:MOST_COURSES]
    shown = [each for k, each in enumerate(ends) if each.steps or not k]
    rows, given = [], set[str]()
    for k, each in enumerate(shown):
        first: Sequence[Step] = shown[0].steps if k else ()
        rows.append(_row(found, each, k, _same(first, each.steps), given))
    return tuple(rows)


def _same(first: Sequence[Step], other: Sequence[Step]) -> int:
    """Return how many steps two courses share at their beginning."""
    pairs = zip(first, other, strict=False)
    return next((k for k, (one, two) in enumerate(pairs) if one != two), min(len(first), len(other)))


def _row(found: Findings, course: Course, k: int, same: int, given: set[str]) -> CardRow:
    name = found.names.of(course.number)
    tone = name.tone or "O"
    steps = [*enumerate(course.steps, start=1)]
    above = [] if not same else [StepCard(f"1{f' to {same}' if same > 1 else ''}", "as above", "")]
    first = [StepCard("Start", "as above", ""), *above] if k else [_start(found)]
    cards = [_step(found, place, step, tone, given) for place, step in steps[same : same + MOST_STEPS]]
    left = len(course.steps) - same - len(cards)
    more = [StepCard("", f"{left} more steps", "", tone)] if left > 0 else []
    end = [] if not steps else [_end(found, course.number, name.name, tone)]
    joint = [] if k else [*_joint(found, course.number)]
    note = BY[course.by] if steps else "it stays where it is"
    return CardRow(name.letter, tone, name.name, note, (*first, *cards, *more, *end, *joint))


def _start(found: Findings) -> StepCard:
    conflict = found.conflict
    assert conflict.status_quo_number is not None  # noqa: S101  (there is a course)
    name = f"Start, {found.start}" if found.start else "Start"
    if conflict.graph is not None:
        return StepCard(name, situation(conflict, conflict.status_quo_number - 1)[0], "")
    pattern = conflict.states[conflict.status_quo_number - 1].pattern
    words = [tidy(each) for each, letter in zip(option_words(conflict), pattern, strict=True) if letter == "Y"]
    return StepCard(name, capitalised(listed(words)) if words else "Nothing is on", "")


def _step(found: Findings, k: int, step: Step, tone: str, given: set[str]) -> StepCard:
    """Return the card of a step; a reason that an earlier card gave is left out."""
    conflict = found.conflict
    done = _done(conflict, step.starts, step.stops) or f"moves to {situation(conflict, step.to - 1)[0]}"
    who = dm_names(conflict)[conflict.position(step.dm)]
    why = step_reason(found, step)
    told = StepCard(f"{k} · {who}", done, "" if why in given else why, tone)
    given.add(why)
    return told


def _done(conflict: Conflict, starts: Sequence[str], stops: Sequence[str]) -> str:
    """Return the options that start and stop in a move, in the few words that the start is told in."""
    words = dict(zip(conflict.options, map(tidy, option_words(conflict)), strict=True))
    changes = (("starts", starts), ("stops", stops))
    return "; ".join(f"{verb}: {', '.join(words[each] for each in options)}" for verb, options in changes if options)


def step_reason(found: Findings, step: Step) -> str:
    """Return why a decision maker takes a step: the reason of what it gains, or what it gains in words."""
    conflict = found.conflict
    asked = found.account(step.start)
    if asked is None:
        return ""
    moves = [answer.move for each in asked.explanations if each.dm == step.dm for answer in each.answers]
    why = next((each.why for each in moves if each.to == step.to), None)
    if why is None:
        return "It gains nothing by this if every assumption is certain."
    if why.kind != "statements":
        return tidy(why.because) or "It ranks this higher."
    one = why.statements[0]
    return capitalised(tidy(one.because) or worded(conflict, one.holds))


def given_reasons(found: Findings) -> Iterator[str]:
    """Yield the reasons that the cards give, as they follow on 'because'."""
    for row in card_rows(found):
        yield from (as_clause(card.why) for card in row.cards if card.why)


def _end(found: Findings, number: int, name: str, tone: str) -> StepCard:
    account = found.account(number)
    return StepCard("End", name, account.summary() if account else "", tone)


def _joint(found: Findings, number: int) -> Iterator[StepCard]:
    """Yield the step that a coalition could take from the likeliest end."""
    for members, to in joint_ways(found)[:1]:
        assert found.coalitions is not None  # noqa: S101  (it has ways)
        parts = found.coalitions.parts(members, number, to)
        done = "; ".join(filter(None, (_done(found.conflict, each.starts, each.stops) for each in parts)))
        who = capitalised(names_of(found.conflict, members))
        name = found.names.of(to)
        yield StepCard(
            f"Together · {who}", done or "move together", f"Would lead to: {name}. All of them gain.", "", joint=True
        )


@dataclass(frozen=True, slots=True)
class SignpostRow:
    """A signpost: the event, its decision maker, and the ends that remain possible."""

    dm: str
    does: str
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignpostGroup:
    """Signposts under one title: after them one end is certain, or fewer ends are possible."""

    title: str
    signs: tuple[SignpostRow, ...]


def signpost_groups(found: Findings) -> tuple[SignpostGroup, ...]:
    """Return the likeliest signposts of each end, then those that leave several ends.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.report.pages import findings
    >>> chicken = cases.load("chicken").with_(status_quo=())
    >>> [each.title for each in signpost_groups(findings(chicken))][:1]
    ['A Swerve before B (2): 50 %, and certain once']
    >>> signpost_groups(findings(cases.load("elmira")))
    ()
    """
    evolution = found.evolution
    if evolution is None or len(evolution.ends) == 1:
        return ()
    groups, posts = [], evolution.signposts.signposts
    for place, end in enumerate(evolution.ends[:MOST_ENDS]):
        name = found.names.of(end.states[0]).short if end.settles else tidy(str(end))
        title = f"{capitalised(name)}: {share(end.probability)}, and certain once"
        groups.append(_signpost_group(evolution, title, [each for each in posts if each.settles == place]))
    fewer = _signpost_group(evolution, "Fewer ends are left, but several, once", evolution.signposts.narrowing())
    return tuple(each for each in [*groups, fewer] if each.signs)


def signpost_notes(evolution: Evolution) -> tuple[str, ...]:
    """Return notes on how to read the signposts; empty if there is only one end."""
    return () if len(evolution.ends) == 1 else tuple(reading(evolution))


def _signpost_group(evolution: Evolution, title: str, posts: Sequence[Signpost]) -> SignpostGroup:
    names = dm_names(evolution.conflict)
    return SignpostGroup(
        title,
        tuple(
            SignpostRow(
                names[evolution.conflict.position(each.dm)],
                event(evolution, each),
                tuple(capitalised(line) for line in signpost_lines(evolution, each)),
            )
            for each in likeliest(posts)
        ),
    )
