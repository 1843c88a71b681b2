"""Terminal text of several fronts: equilibria of each alone and of all together, and the linkage between them.

An equilibrium holds only jointly if some part of it does not hold on its front alone. A combination is broken if its
parts hold alone but not together. An equilibrium of one front is fallen if it is part of no joint equilibrium.
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
from countermove.report.cut import first, rest
from countermove.report.explanation import paragraphs
from countermove.report.part_names import is_plural, wants
from countermove.report.reasons import Reasons
from countermove.report.references import capitalised, name_of, option_titles
from countermove.report.short_words import described, headed_state, said_once
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
"""Maximum equilibria of one front."""

MOST_COLUMNS = 4
"""Maximum fronts with a column of their own."""

EXAMPLES = 3
"""Maximum states that are explained."""

_COLUMNS = {
    "together": "equilibria of all fronts together",
    "jointly only": "those of which some part would not hold on its front alone",
    "ruled out": "combinations of what holds on each front alone that what crosses the fronts forbids",
    "broken": "those that it allows, but that do not hold together",
    "fallen": "equilibria of one front alone that are part of nothing that holds together",
}


def front_parts(found: Fronts) -> list[RenderableType]:
    """Return all parts: links, equilibria alone and together, and examples of linkage."""
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
    links = [
        f"{each.text}{f' {capitalised(each.because)}.' if each.because else ''}" for each in crossings(found.conflict)
    ]
    if found.composed is not None:
        nothing = "Nothing else" if links else "Nothing"
        links.append(f"{nothing} crosses the fronts, so that the answer is composed from theirs.")
    return Group(heading("What crosses"), *(indented(each) for each in links))


def _alone(front: str, solution: Solution) -> RenderableType:
    held = sorted(solution.holding().items(), key=lambda item: -len(item[1]))
    shown = first(held, SHOWN)
    shared, words = described(solution.conflict, [k for k, _ in shown])
    above = said_once(shared, len(shown))
    rows = table("state", "what else is on" if above else "what is on", "holds by", right=("state",))
    for k, ids in shown:
        rows.add_row(f"{k + 1}", words[k], listed(strongest(ids)))
    return Group(heading(f"What holds in {front} alone"), *above, "", rows, *rest(len(held), SHOWN))


def _numbers(found: Fronts) -> RenderableType:
    """Return the numbers of equilibria, alone and together, a row for each concept."""
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
    """Return states that hold only jointly, each explained by the most demanding concept."""
    if found.whole is None:
        return _composed_only(found)
    examples: dict[int, tuple[LinkedEquilibrium, list[str]]] = {}
    for id_ in sorted(found.concepts, key=_laxity):
        for each in found.linkage(id_, EXAMPLES):
            examples.setdefault(each.state, (each, []))
    for state, (_, ids) in examples.items():
        ids += [id_ for id_ in found.concepts if found.compared(id_).joint_only[state - 1]]
    parts = [_joint_state(found, each, ids) for each, ids in [*examples.values()][:EXAMPLES]]
    return [Group(heading("What holds only jointly"), *parts)] if parts else []


def _laxity(concept: str) -> int:
    """Return a sort key: the smallest for the concept that demands most of sanctions."""
    record = CONCEPTS[concept]
    return 2 * [Sanctions.CREDIBLE, Sanctions.ANY, Sanctions.NONE, None].index(record.sanctions) - record.countermove


def _joint_state(found: Fronts, each: LinkedEquilibrium, ids: list[str]) -> RenderableType:
    numbers = listed(f"{k} of {front}" for front, k in zip(found.alone, each.parts, strict=True))
    title = f"{headed_state(found.conflict, each.state)} ({numbers}), which holds by {listed(strongest(ids))}"
    where = "\n".join(situation(found.conflict, each.state - 1))
    return Group(
        "", Text(title, "bold"), indented(Text(where, "dim")), *map(indented, linkage_sentences(found, each))
    )


def _composed_only(found: Fronts) -> list[RenderableType]:
    assert found.composed is not None  # noqa: S101  (one of both is there)
    for id_ in sorted(found.concepts, key=_laxity):
        if parts := [_composed_state(found, id_, state) for state in found.examples(id_, EXAMPLES)]:
            return [Group(heading(f"What holds only jointly (for instance, by {id_})"), *parts)]
    return []


def _composed_state(found: Fronts, concept: str, state: tuple[int, ...]) -> RenderableType:
    assert found.composed is not None  # noqa: S101  (one of both is there)
    kept = found.composed.why_linked(concept, state)
    numbers = listed(f"{k} of {front}" for front, k in zip(found.alone, state, strict=True))
    free, dm = paragraphs(kept.leaving, 1)[1], name_of(found.conflict, kept.leaving.dm)
    stays = f"Jointly {dm} stays: whatever it does, the others can make it worse off in {listed(kept.exposed)}."
    return Group(
        "", Text(f"States {numbers}", "bold"), indented(f"Were there only {kept.front}, {free}"), indented(stays)
    )


def _broken(found: Fronts) -> list[RenderableType]:
    """Return one state whose parts hold alone but not together, by the most demanding concept."""
    for id_ in sorted(found.concepts, key=_laxity) if found.whole is not None else ():
        for leaving in found.compared(id_).broken_first(1):
            title = heading("What holds on each front alone and not together")
            title.append(f" (for instance, by {CONCEPTS[id_].name})", "not bold")
            where, why = "\n".join(situation(found.conflict, leaving.state - 1)), departure(leaving)
            return [
                Group(
                    title,
                    "",
                    Text(headed_state(found.conflict, leaving.state), "bold"),
                    indented(Text(where, "dim")),
                    indented(why),
                )
            ]
    return []


def _fallen(found: Fronts) -> list[RenderableType]:
    lost = {id_: found.fallen(id_) for id_ in found.concepts}
    places = list(dict.fromkeys(place for each in lost.values() for place in each))
    parts: list[RenderableType] = []
    for front, number in first(places, EXAMPLES):
        ids = [id_ for id_ in found.concepts if (front, number) in lost[id_]]
        why = found.why_fallen(strongest(ids)[-1], front, number)
        alone = found.alone[front].conflict
        what = "; ".join(situation(alone, number - 1))
        said = f"{headed_state(alone, number)} of {front}, which holds there by {listed(strongest(ids))}"
        parts += ["", Text(said, "bold"), indented(Text(what, "dim")), *map(indented, fall_sentences(found, why))]
    parts += rest(len(places), EXAMPLES)
    return [Group(heading("What falls because of the other fronts"), *parts)] if parts else []


def linkage_sentences(found: Fronts, each: LinkedEquilibrium) -> list[str]:
    """Return, for each improvement on one front alone, why it is deterred jointly."""
    return [line for kept in each.restraints for line in _deterred(found.conflict, each.state, kept)]


def _deterred(conflict: Conflict, state: int, each: Restraint) -> list[str]:
    free = paragraphs(each.leaving, 1)[1]
    return [f"Were there only {each.front}, {_continued(free)}", *_kept_jointly(conflict, state, each)]


def _continued(words: str) -> str:
    """Return a sentence with a small article, to follow other words."""
    return words.replace("The ", "the ", 1) if words.startswith("The ") else words


def _kept_jointly(conflict: Conflict, state: int, each: Restraint) -> list[str]:
    dm = name_of(conflict, each.leaving.dm)
    if each.kind == "impossible":
        return [f"Jointly that cannot be: {_ruled(conflict, each.rules)}"]
    if each.kind == "no gain":
        return [f"Jointly {dm} gain{'' if is_plural(dm) else 's'} nothing by it{_loss(conflict, each)}."]
    if each.answer is None:
        return [f"Jointly {dm} stays, for what the others could do next; there are too many ways to tell them."]
    only = Explanation(conflict, each.leaving.dm, state, each.leaving.concept, True, 1, (each.answer,))  # noqa: FBT003
    return [
        f"Jointly {_continued(paragraphs(only, None)[1])}",
        *(_bought_where(conflict, b) for b in each.cross_front_steps),
    ]


def _loss(conflict: Conflict, each: Restraint) -> str:
    """Return why a move is no improvement jointly."""
    why = each.losing
    return "" if why is None or why.kind == "equal" else f": it would come {Reasons(conflict).losing([why])}"


def _bought_where(conflict: Conflict, bought: CrossFrontStep) -> str:
    """Return on which fronts a sanction gains its mover something, and on which nothing."""
    where, gain = listed(bought.without), listed(bought.gaining)
    mover = name_of(conflict, bought.mover)
    return f"In {where} alone that step would gain {mover} nothing; it is worth it for what it gains in {gain}."


def _ruled(conflict: Conflict, rules: tuple[Rule, ...]) -> str:
    named = [f"{worded(conflict, rule.holds)}{f' ({rule.name})' if rule.name else ''}" for rule in rules]
    return f"always so is {listed(named)}."


def fall_sentences(found: Fronts, each: FallenEquilibrium) -> list[str]:
    """Return why an equilibrium of one front alone is part of no joint equilibrium."""
    if each.leaving is not None:
        at = "; ".join(situation(found.conflict, each.leaving.state - 1))
        return [f"Take it with what comes nearest to holding elsewhere: {at}.", departure(each.leaving)]
    if each.rules:
        return [f"It cannot be, whatever is so elsewhere: {_ruled(found.conflict, each.rules)}"]
    return ["It cannot be together with anything that is feasible elsewhere."]


def departure(leaving: Explanation) -> str:
    """Return who leaves a joint state, and by which improvement."""
    return capitalised(paragraphs(leaving, 1)[1])


@dataclass(frozen=True, slots=True)
class CrossingText:
    """A link between fronts in words, with its reason.

    Attributes
    ----------
    text : str
    because : str
        Empty if no reason is given.
    """

    text: str
    because: str = ""


def front_titles(conflict: Conflict) -> dict[str, str]:
    """Return the title of each front by its id; empty for one front.

    Examples
    --------
    >>> from countermove import cases
    >>> front_titles(cases.load("canal"))["north"]
    'A canal, the northern front (invented)'
    """
    return {each.id: tidy(each.conflict.title) or each.id for each in conflict.joint.fronts} if conflict.joint else {}


def crossings(conflict: Conflict) -> tuple[CrossingText, ...]:
    """Return the links between the fronts of a conflict: decision makers, capacities, rules and wants."""
    joint = conflict.joint
    if joint is None:
        return ()
    return (*_shared(conflict, joint), *_capacities(conflict, joint), *_rules(conflict), *_linking_wants(conflict))


def _shared(conflict: Conflict, joint: Joint) -> Iterator[CrossingText]:
    for each in joint.shared:
        fronts = listed([front for front, _ in each.there])
        name = name_of(conflict, each.id)
        does = "take part" if is_plural(name) else "takes part"
        yield CrossingText(f"{capitalised(name)} {does} in {fronts}, and {_compares(each, name)}.")


def _compares(shared: Shared, name: str) -> str:
    s = "" if is_plural(name) else "s"
    if shared.weights:
        counts = listed([f"{weight:g} in {front}" for front, weight in shared.weights])
        return f"add{s} up what is gained and lost: a rank counts {counts}"
    if shared.order:
        return f"compare{s} them in the order of {listed(shared.order, 'then')}: what differs on the first decides"
    return f"{wants(name)} things across them, as said below"


def _capacities(conflict: Conflict, joint: Joint) -> Iterator[CrossingText]:
    """Yield the capacities that restrict some combination of options."""
    given = {rule_name(each.dm, each.resource): each for each in joint.capacities}
    for rule in conflict.rules:
        if (capacity := given.get(rule.name)) is None:
            continue
        if rule.holds != "true" and rule == capacity_rule(capacity):
            yield CrossingText(_capacity_text(conflict, capacity), tidy(capacity.because))


def _capacity_text(conflict: Conflict, capacity: Capacity) -> str:
    called = option_titles(conflict)
    drawn = [f"{called[conflict.bits[option]]} takes {amount:g}" for option, amount in capacity.draws if amount]
    owner = name_of(conflict, capacity.dm)
    has = "have" if is_plural(owner) else "has"
    return f"{capitalised(owner)} {has} {capacity.amount:g} of {capacity.resource} in all, of which {listed(drawn)}."


def _rules(conflict: Conflict) -> Iterator[CrossingText]:
    for rule in conflict.rules:
        if not rule.name and len(named_fronts(rule.holds)) > 1:
            yield CrossingText(f"Always so: {worded(conflict, rule.holds)}.", tidy(rule.because))


def _linking_wants(conflict: Conflict) -> Iterator[CrossingText]:
    for dm, name in zip(conflict.decision_makers, dm_names(conflict), strict=True):
        for level in dm.preferences.statements:
            for each in level:
                if len(named_fronts(each.holds)) > 1:
                    yield CrossingText(f"{name} wants: {worded(conflict, each.holds)}.", tidy(each.because))
