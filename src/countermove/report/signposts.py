"""Signposts in words: the events after which one end is certain, and those that rule out some ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.report.console import bare_table, heading, indented
from countermove.report.cut import first, rest
from countermove.report.references import capitalised
from countermove.report.short_words import state_called
from countermove.report.words import count_of, dm_names, listed, move, share, situation, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.evolution.signposts import Outlook, Signpost

SHOWN, EACH, NAMED = 12, 3, 6
"""Maximum ends, maximum signposts of each end, and maximum ends or states named in a sentence."""


def signposts(found: Evolution) -> list[RenderableType]:
    """Return all parts: signposts of each end, signposts that leave several ends, and notes."""
    title, posts = heading("Signposts"), found.signposts
    if len(found.ends) == 1:
        return [Group(title, "", "Only one end is possible from the status quo, so that no event tells more.")]
    title.append(", the events after which fewer ends are possible", "not bold")
    ends = [part for place in first(range(len(found.ends)), SHOWN) for part in _settling(found, place)]
    more = [f"\n{line}" for line in rest(len(found.ends), SHOWN, "less likely ends")]
    return [Group(title, *ends, *more), *_narrowing(found, posts.narrowing()), "\n".join(reading(found))]


def _settling(found: Evolution, place: int) -> Iterator[RenderableType]:
    """Yield an end and its likeliest signposts."""
    posts = [each for each in found.signposts.signposts if each.settles == place]
    if posts:
        end = found.ends[place]
        called = capitalised(state_called(found.conflict, end.states[0]) if end.settles else tidy(str(end)))
        yield Text(f"\n{called}, {share(end.probability)}, is certain once", "italic")
        yield from _posts(found, posts)


def _narrowing(found: Evolution, posts: Sequence[Signpost]) -> list[RenderableType]:
    return (
        [Group(Text("These events narrow the ends but do not decide", "italic"), *_posts(found, posts))]
        if posts
        else []
    )


def _posts(found: Evolution, posts: Sequence[Signpost]) -> Iterator[RenderableType]:
    rows = bare_table()
    for post in likeliest(posts):
        who = dm_names(found.conflict)[found.conflict.position(post.dm)]
        rows.add_row(Text(who, "bold"), "\n".join([event(found, post), *signpost_lines(found, post)]))
    yield indented(rows)
    for line in rest(len(posts), EACH, "less likely events"):
        yield indented(line)


def likeliest(posts: Sequence[Signpost]) -> list[Signpost]:
    """Return the three signposts with the greatest probability, in the given order."""
    most = first(sorted(posts, key=lambda post: -round(post.probability, 9)), EACH)
    return [each for each in posts if each in most]


def event(found: Evolution, post: Signpost) -> str:
    """Return the event of a signpost: the options that start and stop, or the state in graph form."""
    if post.to is not None:
        return f"moves to state {post.to} ({situation(found.conflict, post.to - 1)[0]})"
    return move(found.conflict, post.starts, post.stops)


def signpost_lines(found: Evolution, post: Signpost) -> Iterator[str]:
    """Yield the time, probability and consequence of a signpost, and the weaker consequence of the event alone."""
    certain = post.leaves[0] if post.settles is not None else None
    less = "".join(_event_alone(found, post, certain))
    before = f"; just before, this end has {share(certain.before)}" if certain else ""
    where = _where(post) + (_in_words(found, post) if less else "")
    yield f"move {post.earliest} at the earliest, {where}; in {share(post.probability)} of the runs{before}"
    if not certain:
        yield f"rules out {_list(found, post.rules_out)}; leaves {_list(found, post.leaves)}"
    if less:
        yield less


def _event_alone(found: Evolution, post: Signpost, certain: Outlook | None) -> Iterator[str]:
    """Yield the consequence of the event alone, in any state, if it is weaker."""
    if post.ever is None:
        yield "What it means in other states was not worked out: there are too many."
    elif certain and certain.seen is not None and certain.seen < 1:
        then = f"{share(certain.seen)} of those end here"
        yield f"Alone it is weaker: it occurs in {share(post.ever)} of the runs; {then}."
    elif not certain and (open_ := [each for each in post.rules_out if each.seen]):
        still = listed(_with(_name(found, each), share(each.seen or 0)) for each in open_[:NAMED])
        yield f"Alone it is weaker: it occurs in {share(post.ever)} of the runs, and does not rule out {still}."


def _where(post: Signpost) -> str:
    states = sorted({start for start, _ in post.moves})
    more = f" and {len(states) - NAMED:,} more" if len(states) > NAMED else ""
    return f"in {'state' if len(states) == 1 else 'states'} {', '.join(map(str, states[:NAMED]))}{more}"


def _in_words(found: Evolution, post: Signpost) -> str:
    """Return the state of the signpost in words, if there is only one."""
    start, *others = {start for start, _ in post.moves}
    return "" if others else f" ({'; '.join(situation(found.conflict, start - 1))})"


def _list(found: Evolution, outlooks: Sequence[Outlook]) -> str:
    names = [_end(found, each) for each in outlooks[:NAMED]]
    more = [f"{len(outlooks) - NAMED:,} more"] if len(outlooks) > NAMED else []
    return listed([*names, *more])


def _end(found: Evolution, outlook: Outlook) -> str:
    to = f" to {share(outlook.after)}" if outlook.after else ""
    return _with(_name(found, outlook), f"{share(outlook.before)}{to}")


def _with(name: str, number: str) -> str:
    """Return a name with a number in brackets, which it may have already."""
    return f"{name[:-1]}, {number})" if name.endswith(")") else f"{name} ({number})"


def _name(found: Evolution, outlook: Outlook) -> str:
    if outlook.end is None:
        return "any other end"
    end = found.ends[outlook.end]
    return state_called(found.conflict, end.states[0]) if end.settles else str(end)


def reading(found: Evolution) -> Iterator[str]:
    """Yield how to read signposts, and the numbers of ends and signposts left out."""
    posts = found.signposts
    yield "Unless noted, an event means the same wherever it occurs."
    if posts.told_apart < len(found.ends):
        further = count_of(len(found.ends) - posts.told_apart, "other")
        yield f"The {posts.told_apart} likeliest ends are told apart, and the {further} taken as one."
    if posts.left_out:
        yield f"{count_of(posts.left_out, 'signpost')} less likely than these were left out."
