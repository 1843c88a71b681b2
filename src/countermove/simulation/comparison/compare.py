"""The question `compare`: what changed between two accounts and their answers, and which change did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.comparison.answers import MOST_CHANGES
from countermove.analysis.comparison.model import common_options
from countermove.analysis.comparison.renames import matched
from countermove.analysis.comparison.verdicts import MOST_STATES, ComparedVerdicts, compared_verdicts
from countermove.analysis.comparison.wording import wording
from countermove.errors import Interrupted, InvalidConflict, TooLarge
from countermove.model.arguments import refuse_other_kinds
from countermove.model.states import is_listed
from countermove.model.variation import start_name, vary
from countermove.simulation.comparison.likeliest import EndKeys, Judging
from countermove.simulation.comparison.result import Comparison, Side
from countermove.simulation.comparison.shares import ComparedShares
from countermove.simulation.judgement.judge import brief
from countermove.simulation.plan import DRAWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from countermove.analysis.comparison.model import ModelDifference
    from countermove.model.conflict import Conflict

    Pair = tuple[Conflict, Conflict]


def compare(  # noqa: PLR0913  (all but the conflicts by name, with defaults)
    before: Conflict,
    after: Conflict,
    concept: str | None = None,
    *,
    variations: tuple[str | None, str | None] = (None, None),
    names: tuple[str, str] = ("A", "B"),
    count: int = DRAWS,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Return what changed from one account to another, and which changes of the model changed the answers.

    Parameters
    ----------
    before, after : Conflict
        The accounts.
    concept : str, optional
        The id of the concept of the default reading; by default each conflict's own reading.
    variations : tuple of (str or None)
        What `vary` takes, for each: the start from which it is judged; by default its standpoint.
    names : tuple of str
        What the two are called.
    count, seed : int
        The number of draws, if there are more worlds than that, and their seed.
    progress : callable, optional
        Called with the number of conflicts that were solved to find causes, and the most there may be.

    Returns
    -------
    Comparison

    Raises
    ------
    UnknownName
        If the concept or a variation does not exist.
    InvalidConflict
        If a variation does not fit.
    Interrupted
        If Ctrl-C ends the search for causes; it carries what was found until then.

    Examples
    --------
    >>> from countermove import cases
    >>> dispute = cases.load("elmira")
    >>> found = compare(dispute, dispute.with_(status_quo=["delay", "modify"]))
    >>> [change.what for change in found.changes], found.answers[0].kind, found.answers[0].causes[0].enough
    (['status quo'], 'end', True)
    """
    refuse_other_kinds(compare, locals())
    files, judging = (before, after), Judging(concept, count, seed)
    first, second = (
        _side(name, file, varied, judging) for name, file, varied in zip(names, files, variations, strict=True)
    )
    difference, renamed = matched(first.conflict, second.conflict)
    shares = _shares(difference, (first, second), judging)
    turned, tried = shares.answers(progress) if shares else ((), None)
    stopped = tried is not None and tried.interrupted
    common = common_options(difference.before, difference.after)
    held = ComparedVerdicts() if stopped else compared_verdicts(difference, common, progress)
    searched = {"shares": tried, "verdicts": held.tried}
    found = Comparison(
        before=first,
        after=second,
        changes=difference.changes,
        renamed=renamed,
        wording=wording(*files),
        asked=_asked(files),
        ends=tuple(shares.ends()) if shares else (),
        questions=tuple(shares.questions()) if shares else (),
        concepts=held.concepts,
        common=common,
        holding=held.holding,
        answers=(*turned, *held.answers),
        tried={what: each for what, each in searched.items() if each is not None},
        left_out=tuple(_left_out((first, second), None if stopped else held, common, len(difference.changes))),
    )
    if any(each.interrupted for each in found.tried.values()):
        raise Interrupted("interrupted: what was found until then stands, and causes may be missing", found)
    return found


def _side(name: str, file: Conflict, varied: str | None, judging: Judging) -> Side:
    view, reason = vary(file, varied), ""
    try:
        judged = brief(file, judging.concept, variation=varied, count=judging.count, seed=judging.seed)
        return Side(name, view, file.title, start_name(file, view), judged)
    except TooLarge as fault:
        reason = str(fault)
    except InvalidConflict as fault:
        reason = "; ".join(each.message for each in fault.complaints)
    return Side(name, view, file.title, start_name(file, view), None, reason)


def _shares(difference: ModelDifference, sides: tuple[Side, Side], judging: Judging) -> ComparedShares | None:
    """Return the judgements side by side; None if one is missing."""
    first, second = (each.judged for each in sides)
    if first is None or second is None:
        return None
    views = difference.before, difference.after
    keys = EndKeys(all(each.ends for each in views), common_options(*views))
    return ComparedShares(difference, (first, second), keys, judging)


def _asked(files: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the questions that only the first file asks, and those that only the second asks."""
    first, second = ({each.id for each in file.questions} for file in files)
    return tuple(sorted(first - second)), tuple(sorted(second - first))


def _why_no_verdicts(sides: tuple[Side, Side], common: tuple[str, ...]) -> str:
    """Return why the verdicts of two conflicts are not compared."""
    first, second = (each.conflict for each in sides)
    if (first.graph is None) != (second.graph is None):
        return "one of the two is given by its options and the other as a graph"
    if first.graph is None and not common:
        return "the two have no option in common"
    large = [each.name for each in sides if not is_listed(each.conflict) or len(each.conflict.states) > MOST_STATES]
    if large:
        return f"they are compared up to {MOST_STATES:,} states, and there are more in {' and '.join(large)}"
    return "no concept can be asked of both"


def _left_out(
    sides: tuple[Side, Side], held: ComparedVerdicts | None, common: tuple[str, ...], changes: int
) -> Iterator[str]:
    """Yield what is not compared, and why."""
    for side in sides:
        if side.judged is None:
            yield f"left out: the ends of {side.name}: {side.unjudged}"
    if held is None:
        yield "left out: verdicts, since Ctrl-C ended the search before"
    elif not held.concepts:
        yield f"left out: verdicts, since {_why_no_verdicts(sides, common)}"
    if changes > MOST_CHANGES:
        yield (
            f"left out: which change did it, for {changes} differences; up to {MOST_CHANGES} are undone to see what "
            "each of them did"
        )
