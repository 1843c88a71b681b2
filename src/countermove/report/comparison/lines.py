"""A comparison as lines of 80 columns: the headline, the changes of the model, ends and questions, verdicts."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from countermove.report.brief.heading import WIDTH, shown_percents
from countermove.report.comparison.because import because, grouped, searched
from countermove.report.comparison.changes import changes_in_words
from countermove.report.comparison.headline import headline
from countermove.report.comparison.situations import turned_situations
from countermove.report.likelihood import percent
from countermove.report.references import name_of
from countermove.report.words import count_of, listed, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from countermove.simulation.comparison.result import Comparison, Side
    from countermove.simulation.judgement.result import JudgedEnd

MOST_CHANGES, MOST_ROWS, MOST_CAUSES, MOST_SITUATIONS = 8, 7, 3, 6
"""Changes, rows of a table, groups of causes and situations that are told; the rest is counted."""

EVERYTHING = 1 << 30


def comparison_text(found: Comparison, *, every: bool = False) -> Text:
    """Return a comparison for the terminal, its headline in bold."""
    from rich.text import Text

    head, rest = _head(found), comparison_lines(found, every=every)
    text = Text("\n".join([*head, *rest]), no_wrap=True)
    text.stylize("bold", 0, sum(len(line) + 1 for line in head))
    return text


def _head(found: Comparison) -> list[str]:
    return [line for said in headline(found) for line in wrap(said, WIDTH)]


def comparison_lines(found: Comparison, *, every: bool = False) -> tuple[str, ...]:
    """Return what stands below the headline, as lines of at most 80 columns.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.simulation.comparison.compare import compare
    >>> chicken = cases.load("chicken")
    >>> lines = comparison_lines(compare(chicken, chicken.with_(rules=["a.swerve"], published=())))
    >>> lines[4]
    '  1 New rule: “Swerve before B”'
    """
    parts = (_accounts(found), _changes(found, every=every), _table(found), _verdicts(found, every=every))
    blocks = [[*part] for part in (*parts, _method(found))]
    return tuple(line for block in blocks if block for line in ("", *block))


def _accounts(found: Comparison) -> Iterator[str]:
    """Yield what A and B are."""
    for letter, side in (("A", found.before), ("B", found.after)):
        yield from wrap(f"{letter}  {_account(side)}", WIDTH, subsequent_indent="   ")


def _account(side: Side) -> str:
    name = "" if side.name in {"A", "B"} else f"{side.name}: "
    start = f", {tidy(side.start)}" if side.start else ""
    return f"{name}{tidy(side.title)}{start}"


def _changes(found: Comparison, *, every: bool) -> Iterator[str]:
    """Yield the changes of the model, numbered."""
    words = changes_in_words(found)
    most = EVERYTHING if every else MOST_CHANGES
    yield "What changed in the model" if words else "Nothing changed in the model"
    for k, said in enumerate(words[:most], start=1):
        yield from wrap(f"{k:>3} {said}", WIDTH, subsequent_indent="      ")
    if len(words) > most:
        yield f"    and {len(words) - most} more; --all has them"
    for dm, old, new in found.renamed:
        yield f"    {name_of(found.after.conflict, dm)}'s option {old} is called {new} now, and is the same"
    if quiet := _quiet(found):
        yield from wrap(f"    No answer depends on: {quiet}", WIDTH, subsequent_indent="      ")


def _quiet(found: Comparison) -> str:
    """Return what else differs, and changes no answer."""
    told = [f"{kind} ({number})" for kind, number in found.wording]
    for ids, only in zip(found.asked, ("A", "B"), strict=True):
        told += [f"{count_of(len(ids), 'question')} that only {only} asks"] if ids else []
    return ", ".join(told)


def _table(found: Comparison) -> Iterator[str]:
    """Yield the shares of ends and questions in both, as `countermove brief` gives them."""
    if not found.ends:
        return
    yield "    A     B"
    for asked in found.questions:
        said = tidy(asked.question.short or asked.question.asks)
        yield _row(*(None if each is None else percent(each) for each in (asked.before, asked.after)), said)
    rows = [*_ends(found)]
    yield from rows[:MOST_ROWS]
    if len(rows) > MOST_ROWS:
        yield f"{'':13}and {len(rows) - MOST_ROWS} more ends"


def _ends(found: Comparison) -> Iterator[str]:
    for each in found.ends:
        both = _share(found.before, each.before), _share(found.after, each.after)
        if any(both):
            yield _row(*both, tidy(each.name))
    sides = [each.judged for each in (found.before, found.after)]
    never = [0.0 if judged is None else judged.unsettled.share.value for judged in sides]
    if any(never):
        yield _row(percent(never[0]), percent(never[1]), "never settles")


def _share(side: Side, end: JudgedEnd | None) -> str | None:
    """Return the whole percent that the judgement shows for an end; None if it is none of its ends."""
    if side.judged is None or end is None:
        return None
    shown = shown_percents(side.judged)[side.judged.ends.index(end)]
    return f"{shown} %" if shown else "<1 %" if end.chance.share.value else None


def _row(before: str | None, after: str | None, said: str) -> str:
    room = WIDTH - 14
    cut = said if len(said) <= room else f"{said[: room - 3].rstrip()}..."
    return f"{before or '-':>5} {after or '-':>5}   {cut}"


def _verdicts(found: Comparison, *, every: bool) -> Iterator[str]:
    """Yield how many situations hold by each concept, which came and went, and because of what."""
    if not found.concepts:
        return
    if not found.verdicts:
        yield "The same situations hold, by each concept."
        return
    yield "Situations that hold, if every assumption is certain"
    yield f"{'by':<9}{'A':>6}{'B':>7}{'gone':>7}{'new':>6}"
    for id_, (before, after) in zip(found.concepts, found.holding, strict=True):
        turned = [each for each in found.verdicts if each.id == id_]
        gone = sum(bool(each.before) for each in turned)
        yield f"{id_:<9}{before:>6,}{after:>7,}{gone or '-':>7}{len(turned) - gone or '-':>6}"
    yield from _situations(found, every=every)


def _situations(found: Comparison, *, every: bool) -> Iterator[str]:
    told = turned_situations(found)
    most = EVERYTHING if every else MOST_SITUATIONS
    if len(told) <= most:
        for each in told:
            did = f"; {because(each.causes)}" if each.causes else ""
            said = f"{each.what} {'no longer holds' if each.gone else 'holds now'} by {listed(each.concepts)}{did}"
            yield from wrap(f"  {said}", WIDTH, subsequent_indent="    ")
        return
    for causes, number in grouped(found.verdicts)[: EVERYTHING if every else MOST_CAUSES]:
        did = because(causes) or "which change did it was not found"
        yield from wrap(f"  {count_of(number, 'verdict')}: {did}", WIDTH, subsequent_indent="    ")
    if not every and len(groups := grouped(found.verdicts)) > MOST_CAUSES:
        rest = sum(number for _, number in groups[MOST_CAUSES:])
        yield f"  {count_of(rest, 'verdict')} otherwise; --all and --json have them"


def _method(found: Comparison) -> Iterator[str]:
    """Yield what a cause is, how many worlds were solved, and how far causes were searched for."""
    told = []
    if any(each.causes for each in found.answers):
        told.append(
            "A change did it alone if A's answer is back once it alone is undone in B, and is not once all the "
            "others are."
        )
    told += searched(found)
    for judged in [each.judged for each in (found.after,) if each.judged]:
        if not judged.deduction:
            plan = judged.worlds.plan
            drawn = f"all {plan.count:,} worlds" if plan.seed is None else f"{plan.count:,} worlds, seed {plan.seed}"
            told.append(
                f"Shares: {drawn}, as in countermove brief. Causes are looked for of the likeliest end and of "
                "questions that cross one half, not of smaller shifts."
            )
    yield from wrap(" ".join(told), WIDTH)
