"""The joining of fronts into one conflict, and the check that a joined conflict still follows from its fronts.

The joined conflict has the parts of every front under prefixed names, and the rules across fronts. A variation of a
front is left out if its status quo breaks a rule across fronts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.errors import Complaint, InvalidConflict
from countermove.model.capacities import capacity_rule
from countermove.model.conflict import Conflict
from countermove.model.definitions import unfolded_conditions
from countermove.model.evaluation import evaluate
from countermove.model.joining.checks import joint_complaints
from countermove.model.joining.prefix import PrefixedFront, prefixed_variations, with_comparisons
from countermove.model.joining.reading import concept_on_fronts
from countermove.model.joining.shared import joined_preferences
from countermove.model.joining.unfold import unfolded_joint
from countermove.model.language import parse
from countermove.model.records import DecisionMaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from countermove.model.conflict import Front, Joint
    from countermove.model.provenance import Question
    from countermove.model.records import Rule, Variation


def join(joint: Joint, *, notes: tuple[str, ...] = (), **described: Any) -> Conflict:
    """Return one conflict made of several fronts.

    Parameters
    ----------
    joint : Joint
        The fronts, the shared decision makers, and the rules and capacities across fronts.
    notes : tuple of str
        Remarks on the joined conflict.
    **described
        The title, and other descriptive parts of `Conflict`: about, citation.

    Returns
    -------
    Conflict
        A conflict with prefixed names: the option ``kazakhstan.stay``, the decision maker ``kazakhstan.street``. Its
        options are in the order of the fronts, so a state's mask consists of the masks on each front, the first
        front's lowest.

    Raises
    ------
    InvalidConflict
        If the parts contradict one another; carries every complaint at once.
    TooLarge
        If a front that ranks states, or draws on a capacity, has too many states to list.

    References
    ----------
    He, Kilgour, Hipel, Bashar, "A basic hierarchical graph model for conflict resolution with application to water
    diversion conflicts in China" (2013).

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> from countermove.model.conflict import Front, Joint
    >>> from countermove.model.records import Shared
    >>> def front(id_, other):
    ...     wants = Preferences(statements=((Statement(holds="go"),),))
    ...     dms = [DecisionMaker(id=dm, options=(Option(id=each),), preferences=wants)
    ...            for dm, each in (("both", "go"), (other, "come"))]
    ...     return Front(id=id_, conflict=Conflict(title=id_, decision_makers=tuple(dms)))
    >>> both = Shared(id="both", there=(("one", "both"), ("two", "both")), order=("two", "one"))
    >>> conflict = join(Joint(fronts=(front("one", "x"), front("two", "y")), shared=(both,)), title="Two")
    >>> conflict.options
    ('one.go', 'one.come', 'two.go', 'two.come')
    >>> [dm.id for dm in conflict.decision_makers]
    ['both', 'one.x', 'two.y']
    >>> [level[0].holds for level in conflict.decision_makers[0].preferences.statements]
    ['two.go', 'one.go']
    """
    if found := joint_complaints(joint):
        raise InvalidConflict(found)
    given, fronts = joint, _prefixed_fronts(joint)
    local = (each.definition(definition) for each in fronts for definition in each.front.conflict.definitions)
    definitions = (*joint.definitions, *local)
    joint = unfolded_joint(joint, unfolded_conditions(definitions))
    crossing = (*joint.rules, *map(capacity_rule, joint.capacities))
    variations = [each for front in fronts for each in prefixed_variations(joint, fronts, front)]
    questions = [front.question(each) for front in fronts for each in front.front.conflict.questions]
    unfit = misfits(variations, crossing)
    return Conflict(
        decision_makers=_decision_makers(joint, fronts),
        rules=(*(rule for each in fronts for rule in map(each.rule, each.front.conflict.rules)), *crossing),
        status_quo=_status_quo(fronts),
        sources=(*joint.sources, *(each.source(source) for each in fronts for source in each.front.conflict.sources)),
        questions=(*joint.questions, *(each for each in questions if each.variation not in unfit)),
        variations=(
            *(with_comparisons(joint, fronts, each) for each in joint.variations),
            *(each for each in variations if each.id not in unfit),
        ),
        option_order=tuple(each.option(name) for each in fronts for name in each.front.conflict.options),
        notes=notes,
        remarks=(*misfit_remarks(unfit, questions), *_front_remarks(joint)),
        joint=given,
        definitions=definitions,
        **described,
    )


def names_in_the_whole(joint: Joint, front: Front) -> dict[str, str]:
    """Return the ids of a front's decision makers in the joined conflict, by their local ids."""
    called = {dm.id: f"{front.id}.{dm.id}" for dm in front.conflict.decision_makers}
    return called | {there: each.id for each in joint.shared for at, there in each.there if at == front.id}


def _prefixed_fronts(joint: Joint) -> tuple[PrefixedFront, ...]:
    sizes = [len(front.conflict.options) for front in joint.fronts]
    return tuple(
        PrefixedFront(front, names_in_the_whole(joint, front), sum(sizes[:k]), sum(sizes[k + 1 :]))
        for k, front in enumerate(joint.fronts)
    )


def _decision_makers(joint: Joint, fronts: tuple[PrefixedFront, ...]) -> tuple[DecisionMaker, ...]:
    """Return the decision makers in the order of the fronts; a shared one stands at its first front."""
    ids = dict.fromkeys(each.dms[dm.id] for each in fronts for dm in each.front.conflict.decision_makers)
    shared, wants = {each.id: each for each in joint.shared}, dict(joint.wants)
    made = []
    for id_ in ids:
        parts = {each.front.id: _on_front(each, id_) for each in fronts if id_ in each.dms.values()}
        first = next(iter(parts.values()))
        own = {front: part.preferences for front, part in parts.items()}
        preferences = joined_preferences(shared[id_], own) if id_ in shared else wants.get(id_, first.preferences)
        name = (shared[id_].name if id_ in shared else "") or first.name
        options = tuple(option for part in parts.values() for option in part.options)
        concept = concept_on_fronts(joint, id_, [part.concept for part in parts.values()])
        made.append(replace(first, id=id_, name=name, options=options, preferences=preferences, concept=concept))
    return tuple(made)


def _on_front(front: PrefixedFront, id_: str) -> DecisionMaker:
    """Return a decision maker with its options and preferences on one front, in the names of the joined conflict."""
    conflict = front.front.conflict
    position = next(i for i, dm in enumerate(conflict.decision_makers) if front.dms[dm.id] == id_)
    dm = conflict.decision_makers[position]
    options = tuple(front.chosen(each, conflict.options[conflict.bits[dm.full(each)]]) for each in dm.options)
    return replace(dm, options=options, preferences=front.wants(dm.preferences))


def _status_quo(fronts: tuple[PrefixedFront, ...]) -> tuple[str, ...] | None:
    """Return the status quo of the joined conflict; None if a front has none."""
    given = [each.front.conflict.status_quo for each in fronts]
    if None in given:
        return None
    return tuple(each.options[name] for each, names in zip(fronts, given, strict=True) for name in names or ())


def joined_again(conflict: Conflict, joint: Joint) -> Conflict:
    """Return the fronts joined with what a conflict says of itself as a whole; raises as `join` does."""
    said = {key: getattr(conflict, key) for key in ("title", "about", "citation", "ends", "came_about", "standpoint")}
    return join(joint, **said)


def own_notes(conflict: Conflict, joint: Joint) -> tuple[str, ...]:
    """Return the notes of a joined conflict, if it is still what its fronts make it.

    Raises
    ------
    InvalidConflict
        If the conflict was changed after its fronts were joined.
    """
    again = joined_again(conflict, joint)
    if again.with_(notes=conflict.notes) != conflict:
        message = f"{conflict.title!r} was changed after its fronts were joined; take the conflict that was joined"
        raise InvalidConflict([Complaint(message)])
    return conflict.notes


def misfits(variations: Iterable[Variation], crossing: Iterable[Rule]) -> dict[str, str]:
    """Return the first rule that the status quo of a variation breaks, by the ids of such variations."""
    rules = [*crossing]
    found: dict[str, str] = {}
    for each in variations:
        broken = [
            rule.holds for rule in rules if each.status_quo is not None and not _meets(each.status_quo, rule.holds)
        ]
        found |= {each.id: broken[0]} if broken else {}
    return found


def _meets(on: tuple[str, ...], text: str) -> bool:
    return bool(evaluate(parse(text), lambda name: np.array(name in on, np.bool_)))


def _front_remarks(joint: Joint) -> Iterator[str]:
    for each in joint.fronts:
        yield from (f"front {each.id}: {remark}" for remark in each.conflict.remarks)


def misfit_remarks(misfit: dict[str, str], questions: Iterable[Question]) -> tuple[str, ...]:
    """Return a remark on each variation that is left out, with the questions that go with it."""
    asked: dict[str, list[str]] = {id_: [] for id_ in misfit}
    for question in questions:
        asked.get(question.variation, []).append(question.id)
    return tuple(
        f"left out: the variation {id_}, whose status quo breaks {rule!r} across the fronts"
        + (f", with the questions asked of it: {', '.join(asked[id_])}." if asked[id_] else ".")
        for id_, rule in misfit.items()
    )
