"""The answer on several fronts, as an analyst would tell it: each alone, all together, and what links them.

What fronts change for one another, in sentences: what holds jointly only, what falls, and what does it.

What crosses between fronts: who is on several of them, what they share, and what is true across them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from countermove.analysis.explanation.result import Explanation
from countermove.analysis.fronts.compose import CountRange
from countermove.model.capacities import capacity_rule, rule_name
from countermove.model.concepts import CONCEPTS, Sanctions, strongest
from countermove.model.fronts import named_fronts
from countermove.report.console import bare_table, heading, indented, table
from countermove.report.explanation import told
from countermove.report.names import name_of, sentence, titles
from countermove.report.reasons import Reasons
from countermove.report.statements import worded
from countermove.report.words import count_of, dm_names, listed, situation, tidy, together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from countermove.analysis.fronts.linkage import CrossFrontStep, FallenEquilibrium, LinkedEquilibrium, Restraint
    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.solution import Solution
    from countermove.model.conflict import Conflict, Joint
    from countermove.model.records import Capacity, Rule, Shared


SHOWN = 6

MOST_COLUMNS = 4

TOLD = 3

_COLUMNS = {
    "together": "equilibria of all fronts together",
    "jointly only": "those of which some part would not hold on its front alone",
    "ruled out": "combinations of what holds on each front alone that what crosses the fronts forbids",
    "broken": "those that it allows, but that do not hold together",
    "fallen": "equilibria of one front alone that are part of nothing that holds together",
}


def front_parts(found: Fronts) -> list[RenderableType]:
    """Return what there is to say about several fronts."""
    return [
        _opening(found),
        _crossing(found),
        *(_alone(front, solution) for front, solution in found.alone.items()),
        _numbers(found),
        *_jointly(found),
        *_broken(found),
        *_fallen(found),
    ]


def _opening(found: Fronts) -> RenderableType:
    names = [
        f"{front} ({title})" if title != front else front for front, title in front_titles(found.conflict).items()
    ]
    who = dm_names(found.conflict)
    deciding = f"{together(who)} {'decides' if len(who) == 1 else 'decide'}"
    states = f"{count_of(found.states, 'state')} in all. {deciding}."
    fronts = count_of(len(names), "front")
    return heading(tidy(found.conflict.title)).append(f"\n{fronts}: {listed(names)}. {states}", "not bold")


def _crossing(found: Fronts) -> RenderableType:
    said = [
        f"{each.text}{f' {sentence(each.because)}.' if each.because else ''}" for each in crossings(found.conflict)
    ]
    if found.composed is not None:
        nothing = "Nothing else" if said else "Nothing"
        said.append(f"{nothing} crosses the fronts, so that the answer is composed from theirs.")
    return Group(heading("What crosses"), *(indented(each) for each in said))


def _alone(front: str, solution: Solution) -> RenderableType:
    rows = table("state", "what is on", "holds by", right=("state",))
    held = sorted(solution.holding().items(), key=lambda item: -len(item[1]))
    for k, ids in held[:SHOWN]:
        rows.add_row(f"{k + 1}", "; ".join(situation(solution.conflict, k)), listed(strongest(ids)))
    more = [f"... and {len(held) - SHOWN:,} more."] if len(held) > SHOWN else []
    return Group(heading(f"What holds in {front} alone"), "", rows, *more)


def _numbers(found: Fronts) -> RenderableType:
    """Return how many equilibria there are alone and together, a row for each concept."""
    few = found.alone if len(found.alone) <= MOST_COLUMNS else {}
    alone = tuple(f"{front} alone" for front in few)
    columns = (*alone, "together", "jointly only", "ruled out", "broken", "fallen")
    rows = table("by", *columns, right=columns)
    for id_ in found.concepts:
        by_front = [f"{int(each.where(id_).sum()):,}" for each in few.values()]
        lost = f"{len(found.fallen(id_)):,}" if found.whole is not None else "-"
        together = (found.count(id_), found.linked(id_), CountRange(*[found.ruled_out(id_)] * 2), found.broken(id_))
        rows.add_row(id_, *by_front, *map(str, together), lost)
    words = bare_table()
    for name, says in _COLUMNS.items():
        words.add_row(Text(name, "bold"), says)
    open_ = [id_ for id_ in found.concepts if not found.count(id_).exact]
    note = f"By {listed(open_)} the fronts alone leave some states open: the numbers lie between those given."
    return Group(heading("How many equilibria"), "", rows, "", words, *(["", note] if open_ else []))


def _jointly(found: Fronts) -> list[RenderableType]:
    """Return examples of what holds jointly only; by the strongest of the concepts by which it does."""
    if found.whole is None:
        return _composed_only(found)
    told_: dict[int, tuple[LinkedEquilibrium, list[str]]] = {}
    for id_ in sorted(found.concepts, key=_strength):
        for each in found.linkage(id_, TOLD):
            told_.setdefault(each.state, (each, []))
    for state, (_, ids) in told_.items():
        ids += [id_ for id_ in found.concepts if found.compared(id_).joint_only[state - 1]]
    parts = [_one(found, each, ids) for each, ids in [*told_.values()][:TOLD]]
    return [Group(heading("What holds only jointly"), *parts)] if parts else []


def _strength(concept: str) -> int:
    """Return how much a concept asks of those who punish: the least for that which asks the most."""
    asked = CONCEPTS[concept]
    return 2 * [Sanctions.CREDIBLE, Sanctions.ANY, Sanctions.NONE, None].index(asked.sanctions) - asked.countermove


def _one(found: Fronts, each: LinkedEquilibrium, ids: list[str]) -> RenderableType:
    numbers = listed(f"{k} of {front}" for front, k in zip(found.alone, each.parts, strict=True))
    title = f"State {each.state} ({numbers}), which holds by {listed(strongest(ids))}"
    where = "\n".join(situation(found.conflict, each.state - 1))
    return Group("", Text(title, "bold"), indented(Text(where, "dim")), *map(indented, linked(found, each)))


def _composed_only(found: Fronts) -> list[RenderableType]:
    assert found.composed is not None  # noqa: S101  (one of both is there)
    for id_ in sorted(found.concepts, key=_strength):
        if parts := [_kept(found, id_, state) for state in found.examples(id_, TOLD)]:
            return [Group(heading(f"What holds only jointly (for instance, by {id_})"), *parts)]
    return []


def _kept(found: Fronts, concept: str, state: tuple[int, ...]) -> RenderableType:
    assert found.composed is not None  # noqa: S101  (one of both is there)
    kept = found.composed.why_linked(concept, state)
    numbers = listed(f"{k} of {front}" for front, k in zip(found.alone, state, strict=True))
    free = told(kept.leaving, Reasons(kept.leaving.conflict), 1)[1]
    dm = name_of(found.conflict, kept.leaving.dm)
    stays = f"Jointly {dm} stays: whatever it does, the others can make it worse off in {listed(kept.exposed)}."
    return Group(
        "", Text(f"States {numbers}", "bold"), indented(f"Were there only {kept.front}, {free}"), indented(stays)
    )


def _broken(found: Fronts) -> list[RenderableType]:
    """Return an example, by the strongest concept, of local equilibria that do not hold together."""
    for id_ in sorted(found.concepts, key=_strength) if found.whole is not None else ():
        for leaving in found.compared(id_).broken_first(1):
            name = CONCEPTS[id_].name
            title = heading("What holds on each front alone and not together").append(
                f" (for instance, by {name})", "not bold"
            )
            where = "\n".join(situation(found.conflict, leaving.state - 1))
            why = left(leaving, Reasons(found.conflict))
            return [
                Group(title, "", Text(f"State {leaving.state}", "bold"), indented(Text(where, "dim")), indented(why))
            ]
    return []


def _fallen(found: Fronts) -> list[RenderableType]:
    lost = {id_: found.fallen(id_) for id_ in found.concepts}
    places = list(dict.fromkeys(place for each in lost.values() for place in each))
    parts: list[RenderableType] = []
    for front, number in places[:TOLD]:
        ids = [id_ for id_ in found.concepts if (front, number) in lost[id_]]
        why = found.why_fallen(strongest(ids)[-1], front, number)
        what = "; ".join(situation(found.alone[front].conflict, number - 1))
        title = Text(f"State {number} of {front}, which holds there by {listed(strongest(ids))}", "bold")
        parts += ["", title, indented(Text(what, "dim")), *map(indented, fallen(found, why))]
    more = [f"... and {len(places) - TOLD:,} more: --json lists all."] if len(places) > TOLD else []
    return [Group(heading("What falls because of the other fronts"), *parts, *more)] if parts else []


def linked(found: Fronts, each: LinkedEquilibrium) -> list[str]:
    """Return why a state holds jointly though somebody would leave a part of it on one front alone."""
    return [said for restraint in each.restraints for said in _linkage(found.conflict, each.state, restraint)]


def _linkage(conflict: Conflict, state: int, each: Restraint) -> list[str]:
    free = told(each.leaving, Reasons(each.leaving.conflict), 1)[1]
    return [f"Were there only {each.front}, {_small(free)}", *_kept_jointly(conflict, state, each)]


def _small(words: str) -> str:
    """Return a sentence that begins with a name, as it goes on behind other words."""
    return words.replace("The ", "the ", 1) if words.startswith("The ") else words


def _kept_jointly(conflict: Conflict, state: int, each: Restraint) -> list[str]:
    dm = name_of(conflict, each.leaving.dm)
    if each.kind == "impossible":
        return [f"Jointly that cannot be: {_ruled(conflict, each.rules)}"]
    if each.kind == "no gain":
        return [f"Jointly {dm} gains nothing by it{_for_what(conflict, each)}."]
    if each.answer is None:
        return [f"Jointly {dm} stays, for what the others could do next; there are too many ways to tell them."]
    only = Explanation(conflict, each.leaving.dm, state, each.leaving.concept, True, 1, (each.answer,))  # noqa: FBT003
    return [
        f"Jointly {_small(told(only, Reasons(conflict), None)[1])}",
        *(_paid(conflict, b) for b in each.cross_front_steps),
    ]


def _for_what(conflict: Conflict, each: Restraint) -> str:
    """Return what makes a step no gain, once all fronts are considered."""
    why = each.losing
    return "" if why is None or why.kind == "equal" else f": it would come {Reasons(conflict).losing([why])}"


def _paid(conflict: Conflict, bought: CrossFrontStep) -> str:
    """Return why a step is credible that gains nothing on the front that it hurts on."""
    where, gain = listed(bought.without), listed(bought.gaining)
    mover = name_of(conflict, bought.mover)
    return f"In {where} alone that step would gain {mover} nothing; it is worth it for what it gains in {gain}."


def _ruled(conflict: Conflict, rules: tuple[Rule, ...]) -> str:
    said = [f"{worded(conflict, rule.holds)}{f' ({rule.name})' if rule.name else ''}" for rule in rules]
    return f"always so is {listed(said)}."


def fallen(found: Fronts, each: FallenEquilibrium) -> list[str]:
    """Return why what holds on one front alone is part of nothing that holds jointly."""
    if each.leaving is not None:
        reasons = Reasons(found.conflict)
        at = "; ".join(situation(found.conflict, each.leaving.state - 1))
        return [f"Take it with what comes nearest to holding elsewhere: {at}.", left(each.leaving, reasons)]
    if each.rules:
        return [f"It cannot be, whatever is so elsewhere: {_ruled(found.conflict, each.rules)}"]
    return ["It cannot be together with anything that is feasible elsewhere."]


def left(leaving: Explanation, reasons: Reasons) -> str:
    """Return who leaves a state of the whole, and by what."""
    return sentence(told(leaving, reasons, 1)[1])


@dataclass(frozen=True, slots=True)
class CrossingText:
    """Something that makes one front matter on another, in words, and why."""

    text: str
    because: str = ""


def front_titles(conflict: Conflict) -> dict[str, str]:
    """Return what each front is called.

    Examples
    --------
    >>> from countermove import cases
    >>> front_titles(cases.load("canal"))["north"]
    'A canal, the northern front (invented)'
    """
    return {each.id: tidy(each.conflict.title) or each.id for each in conflict.joint.fronts} if conflict.joint else {}


def crossings(conflict: Conflict) -> tuple[CrossingText, ...]:
    """Return what crosses between the fronts of a conflict: decision makers, capacities, rules and wants."""
    joint = conflict.joint
    if joint is None:
        return ()
    return (*_shared(conflict, joint), *_capacities(conflict, joint), *_rules(conflict), *_wants(conflict))


def _shared(conflict: Conflict, joint: Joint) -> Iterator[CrossingText]:
    for each in joint.shared:
        fronts = listed([front for front, _ in each.there])
        yield CrossingText(f"{sentence(name_of(conflict, each.id))} takes part in {fronts}, and {_compares(each)}.")


def _compares(shared: Shared) -> str:
    if shared.weights:
        counts = listed([f"{weight:g} in {front}" for front, weight in shared.weights])
        return f"adds up what is gained and lost: a rank counts {counts}"
    if shared.order:
        return f"compares them in the order of {listed(shared.order, 'then')}: what differs on the first decides"
    return "wants things across them, as said below"


def _capacities(conflict: Conflict, joint: Joint) -> Iterator[CrossingText]:
    """Yield the capacities that bind."""
    given = {rule_name(each.dm, each.resource): each for each in joint.capacities}
    for rule in conflict.rules:
        if (capacity := given.get(rule.name)) is None:
            continue
        if rule.holds != "true" and rule == capacity_rule(capacity):
            yield CrossingText(_has(conflict, capacity), tidy(capacity.because))


def _has(conflict: Conflict, capacity: Capacity) -> str:
    called = titles(conflict)
    drawn = [f"{called[conflict.bits[option]]} takes {amount:g}" for option, amount in capacity.draws if amount]
    owner = name_of(conflict, capacity.dm)
    return f"{sentence(owner)} has {capacity.amount:g} of {capacity.resource} in all, of which {listed(drawn)}."


def _rules(conflict: Conflict) -> Iterator[CrossingText]:
    for rule in conflict.rules:
        if not rule.name and len(named_fronts(rule.holds)) > 1:
            yield CrossingText(f"Always so: {worded(conflict, rule.holds)}.", tidy(rule.because))


def _wants(conflict: Conflict) -> Iterator[CrossingText]:
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        for level in dm.preferences.statements:
            for each in level:
                if len(named_fronts(each.holds)) > 1:
                    yield CrossingText(f"{name} wants: {worded(conflict, each.holds)}.", tidy(each.because))
