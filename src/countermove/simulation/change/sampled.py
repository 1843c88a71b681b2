"""The least changes for goals about shares of an uncertain file, each changed file judged over its own worlds.

An edit changes what a statement says, where it stands, or whether it is there, and not how sure the file is of it: a
statement that is negated or moved counts in as many worlds as before, one that is dropped in none, one that is added
in all. So the changed conflict is a file like any other, and `brief` says the same numbers of it.

First each edit is tried alone, then two at a time, the cheapest first, up to `MOST_JUDGED` changed files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

from countermove.analysis.assumptions.trial import OrdinaryTrial
from countermove.analysis.change.edits.candidates import candidates_of
from countermove.analysis.change.edits.costs import costs_of
from countermove.analysis.change.edits.field import Field
from countermove.analysis.change.edits.keeping import kept_of
from countermove.analysis.change.edits.revised import edited
from countermove.analysis.change.edits.statements import Wanted
from countermove.analysis.change.edits.step import go_together, part_of
from countermove.analysis.change.edits.wording import sentence
from countermove.analysis.change.goal import CLOSE, AllGoals, ShareGoal, parts, shares_of
from countermove.analysis.change.result import Edit, LeastChange, LeastChanges
from countermove.errors import InvalidConflict, InvalidRequest
from countermove.model.records import Rule
from countermove.simulation.change.shares import OverWorlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from countermove.analysis.change.edits.step import EditStep, Steps
    from countermove.analysis.change.goal import EndShares, Goal
    from countermove.model.conflict import Conflict
    from countermove.simulation.change.allowed import Allowed
    from countermove.simulation.plan import Plan

MOST_JUDGED = 400
"""Changed files that are judged at most."""

WORTH_TELLING = 0.05
"""A change of the share of an end from which it is told."""


@dataclass(eq=False)
class Sampled:
    """A search over edits of an uncertain file.

    Attributes
    ----------
    conflict : Conflict
        The file from its standpoint.
    goal : Goal
        The goal.
    concept : str
        The id of the concept by which worlds evolve.
    worlds : OverWorlds
        The judge of the parts about shares.
    """

    conflict: Conflict
    goal: Goal
    concept: str
    worlds: OverWorlds

    def __post_init__(self) -> None:
        self.found: list[tuple[Steps, Conflict]] = []
        self.tried, self.void = 0, 0
        self.certain = AllGoals("", tuple(each for each in parts(self.goal) if not isinstance(each, ShareGoal)))

    def judge(self, steps: Steps) -> None:
        """Judge a set of edits; one that contains a set that serves is left out."""
        if any(part_of(each, steps) for each, _ in self.found):
            return
        self.tried += 1
        try:
            made = doubtful(self.conflict, steps)
            served = self.met(made)
        except InvalidConflict:
            self.void += 1
            return
        if served:
            self.found.append((steps, made))

    def met(self, made: Conflict) -> bool:
        """Whether a changed file meets the goal: first over as few states as may be, then as `brief` solves it."""
        if self.certain.goals and not self.certain.met(OrdinaryTrial(made, self.concept)):
            return False
        narrow = narrowed(made)
        return self.worlds.may_be_met(narrow) and self.worlds.met(made)


def doubtful(conflict: Conflict, steps: Steps) -> Conflict:
    """Return a conflict with some edits made, as doubtful as it was, its rival codings among its doubts.

    Raises
    ------
    InvalidConflict
        If nothing is feasible, or a ranking or a rival coding no longer fits.
    """
    rivals = tuple(each for each in conflict.variations if each.weight)
    made = edited(conflict, steps)
    return made.with_(variations=rivals) if rivals else made


def narrowed(conflict: Conflict) -> Conflict:
    """Return a conflict without the states that no moves lead to, since an irreversible option is as it stays.

    Its worlds have the same draws and settle in the same states. Where that does not fit, the conflict itself.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.model.variation import vary
    >>> crisis = vary(cases.load("kazakhstan-2022"))
    >>> len(crisis.states), len(narrowed(crisis).states)
    (504, 168)
    """
    on = {conflict.bits[name] for name in conflict.status_quo or ()} if conflict.graph is None else set()
    rules = [
        Rule(holds=name if option.stays == "on" else f"not {name}")
        for bit, (name, (_, option)) in enumerate(zip(conflict.options, conflict.owned, strict=True))
        if option.stays and option.stays_confidence in {None, 1} and (bit in on) == (option.stays == "on")
    ]
    ranked = any(dm.preferences.ranking for dm in conflict.decision_makers)
    if not rules or ranked or conflict.coalesce or any(each.weight for each in conflict.variations):
        return conflict
    asked = tuple(each for each in conflict.questions if not each.variation)
    return conflict.with_(
        rules=(*conflict.rules, *rules), questions=asked, variations=(), standpoint="", published=()
    )


def sampled_changes(  # noqa: PLR0913  (each says what may change)
    conflict: Conflict,
    goal: Goal,
    concept: str,
    may: Allowed,
    *,
    count: int,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> LeastChanges:
    """Return the least changes after which a goal about shares is met, judged over worlds.

    Parameters are those of `countermove.simulation.change.ask.change`, the concept by its id. Rankings are not
    changed.

    Raises
    ------
    InvalidRequest
        If offers are to be tried, or only rankings may change.
    """
    _refuse(goal, may)
    about = [each for each in parts(goal) if isinstance(each, ShareGoal)]
    search = Sampled(conflict, goal, concept, OverWorlds(about, concept, count, seed))
    planned, before = search.worlds.plan(conflict), search.worlds.outlook(conflict)
    answer = LeastChanges(
        conflict,
        goal.text,
        " and ".join(may.edited),
        (),
        may.limit,
        1,
        "sampled",
        0.0,
        before=search.worlds.goals[0].share_in(before),
        worlds=planned.count,
        seed=planned.seed,
    )
    if search.met(conflict):
        return replace(answer, found=(LeastChange((), 0.0, conflict, share=answer.before),))
    search.worlds.screened.clear()
    order = _Order(_slots(conflict, may), may.limit)
    try:
        ended = order.judged(search, progress)
    except KeyboardInterrupt:
        ended = False
    return replace(
        answer,
        found=tuple(_change(search, each, before) for each in sorted(search.found, key=lambda each: _cost(each[0]))),
        tried=search.tried,
        proof="sampled" if ended else "",
        bound=order.bound,
        notes=(*order.notes(search), *([AGREED] if "field" in may.ways else []), DOUBTS, _close(planned)),
    )


def _refuse(goal: Goal, may: Allowed) -> None:
    """Refuse what changes over worlds cannot be made of."""
    asked = f"{goal.text!r} is a share over the worlds of a file with doubts"
    if may.offers:
        raise InvalidRequest(
            f"{asked}, and is judged without offers; leave out --offer, or ask of the file with nothing doubted, as "
            "in 'STATE holds' or 'always CONDITION'"
        )
    if not may.edited:
        raise InvalidRequest(
            f"{asked}; changes of rankings are found for 'STATE holds' and 'STATE falls' only: ask for one of them, "
            "or with --by statements,field"
        )


def _slots(conflict: Conflict, may: Allowed) -> list[tuple[EditStep, ...]]:
    """Return the edits that may be made, those that exclude each other together."""
    costs, kept = costs_of(may.costs), kept_of(conflict, may.keep)
    candidates = candidates_of(conflict, may.candidates)
    slots: list[tuple[EditStep, ...]] = []
    if "statements" in may.ways:
        slots += Wanted(conflict, costs, kept, may.every).edits(candidates)
    if "field" in may.ways:
        every = Field(conflict, costs, kept, 0).edits((), conflict.states.members)
        slots += [each for each in every if each[0].kind != "agreement"]  # who agrees differs from world to world
    return slots


ADDED = "A statement was added in front of all others only."

AGREED = "Left out: agreements, since who would agree differs from world to world."

DOUBTS = "A statement that is moved or negated counts in as many worlds as before, an added one in all."
"""What an edit does to the doubts of the file."""


def _close(planned: Plan) -> str:
    """Return how far shares may be off by the draw of the sample."""
    if planned.seed is None:
        return "All worlds of each changed file were judged."
    error = 100 * 0.5 / sqrt(planned.count)
    return f"A share is ±{error:.1f} points or less: what is close to the line may miss it in another sample."


class _Order:
    """The sets of edits in the order in which they are judged: each edit alone, then two, the cheapest first."""

    def __init__(self, slots: Sequence[Sequence[EditStep]], most: float) -> None:
        every = [step for slot in slots for step in slot if step.cost <= most + CLOSE and _counts(step)]
        self.alone = sorted(((each,) for each in every), key=_cost)
        pairs = (pair for pair in combinations(every, 2) if _together(pair, most))
        self.pairs = sorted(pairs, key=_cost)
        self.most, self.done = most, 0

    def judged(self, search: Sampled, progress: Callable[[int, int], None] | None) -> bool:
        """Judge all sets up to the limit; return True."""
        sets = [*self.alone, *self.pairs][: max(MOST_JUDGED, len(self.alone))]
        for steps in sets:
            search.judge(steps)
            self.done += 1
            if progress is not None:
                progress(self.done, len(sets))
        return True

    @property
    def bound(self) -> float:
        """The cost below which every set of up to two edits was judged."""
        left = [*self.alone, *self.pairs][self.done :]
        return min(map(_cost, left), default=self.most)

    def notes(self, search: Sampled) -> Iterator[str]:
        """Yield what was tried and what was not."""
        alone, pairs = min(self.done, len(self.alone)), max(0, self.done - len(self.alone))
        tried = f"Tried: {alone:,} of {len(self.alone):,} single edits up to a cost of {self.most:g}"
        yield f"{tried}, and the {pairs:,} cheapest of {len(self.pairs):,} sets of two; no larger ones. {ADDED}"
        if search.void:
            yield f"{search.void:,} leave no valid file, such as one in which no state is feasible."
        if few := len(search.worlds.screened):
            yield f"{few:,} were given up after 100 or 400 worlds, more than four standard errors off."


def _counts(step: EditStep) -> bool:
    """Whether an edit is tried: a statement is added before all others only, to keep the number of files down."""
    return step.kind != "add" or step.amount == 0


def _together(pair: tuple[EditStep, EditStep], most: float) -> bool:
    return _cost(pair) <= most + CLOSE and go_together(pair[:1], pair[1])


def _cost(steps: Iterable[EditStep]) -> float:
    return round(sum(each.cost for each in steps), 9)


def _change(search: Sampled, found: tuple[Steps, Conflict], before: EndShares) -> LeastChange:
    steps, made = found
    edits = tuple(_edit(search.conflict, each) for each in steps)
    after = search.worlds.outlook(made)
    gained, lost = _shifts(search.conflict, before, after)
    share = search.worlds.goals[0].share_in(after)
    return LeastChange(edits, _cost(steps), made, share=share, came=gained, went=lost)


def _edit(conflict: Conflict, step: EditStep) -> Edit:
    ruling = {"rule", "ruled", "offer"}
    dm = "" if step.slot[0] in ruling else conflict.decision_makers[int(step.slot[1])].id
    return Edit(step.kind, dm, sentence(conflict, step), step.cost)


def _shifts(conflict: Conflict, before: EndShares, after: EndShares) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ends that gain a share that is worth telling, and those that lose one, in words."""
    was, now = (shares_of(each, conflict.ends) for each in (before, after))
    names = {each.id: each.name or each.id for each in conflict.definitions}
    told = {
        id_: f"{names[id_]} ({100 * was[id_]:.0f} to {100 * now[id_]:.0f} %)"
        for id_ in conflict.ends
        if abs(now[id_] - was[id_]) >= WORTH_TELLING
    }
    gained = tuple(text for id_, text in told.items() if now[id_] > was[id_])
    return gained, tuple(text for id_, text in told.items() if now[id_] < was[id_])
