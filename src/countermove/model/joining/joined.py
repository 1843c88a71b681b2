"""From fronts to one conflict: their decision makers, options and rules side by side, and what crosses them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidConflict
from countermove.model.capacities import capacity_rule
from countermove.model.conflict import Conflict, DecisionMaker
from countermove.model.joining.fitting import misfits, noted
from countermove.model.joining.lifted import compared_anew, lifted
from countermove.model.joining.qualified import Qualified
from countermove.model.joining.shared import compared
from countermove.model.joining.wrong import joint_complaints

if TYPE_CHECKING:
    from countermove.model.joint import Front, Joint


def join(joint: Joint, *, notes: tuple[str, ...] = (), **described: Any) -> Conflict:
    """Return one conflict made of several fronts.

    Parameters
    ----------
    joint : Joint
        The fronts, who takes part in more than one of them, and what crosses them.
    notes : tuple of str
        Remarks on the whole.
    **described
        The title, and other parts of `Conflict` that say something of the whole: about, citation.

    Returns
    -------
    Conflict
        What belongs to one front bears its name: the option ``kazakhstan.stay``, the decision maker
        ``kazakhstan.street``. The options are in the order of the fronts, so that a state's mask is made of the
        masks on each front, the first front's lowest.

    Raises
    ------
    InvalidConflict
        With every complaint at once, if the parts contradict one another.

    References
    ----------
    He, Kilgour, Hipel, Bashar, "A basic hierarchical graph model for conflict resolution with application to water
    diversion conflicts in China" (2013).

    Examples
    --------
    >>> from countermove import Conflict, DecisionMaker, Option, Preferences, Statement
    >>> from countermove.model.joint import Front, Joint, Shared
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
    fronts = _qualified(joint)
    crossing = (*joint.rules, *map(capacity_rule, joint.capacities))
    variations = [each for front in fronts for each in lifted(joint, fronts, front)]
    questions = [front.question(each) for front in fronts for each in front.front.conflict.questions]
    unfit = misfits(variations, crossing)
    return Conflict(
        decision_makers=_decision_makers(joint, fronts),
        rules=(*(rule for each in fronts for rule in map(each.rule, each.front.conflict.rules)), *crossing),
        status_quo=_status_quo(fronts),
        sources=(*joint.sources, *(each.source(source) for each in fronts for source in each.front.conflict.sources)),
        questions=(*joint.questions, *(each for each in questions if each.variation not in unfit)),
        variations=(
            *(compared_anew(joint, fronts, each) for each in joint.variations),
            *(each for each in variations if each.id not in unfit),
        ),
        option_order=tuple(each.option(name) for each in fronts for name in each.front.conflict.options),
        notes=(*notes, *noted(unfit, questions)),
        joint=joint,
        **described,
    )


def names_in_the_whole(joint: Joint, front: Front) -> dict[str, str]:
    """Return from a front's decision makers to what they are called in the whole."""
    called = {dm.id: f"{front.id}.{dm.id}" for dm in front.conflict.decision_makers}
    return called | {there: each.id for each in joint.shared for at, there in each.there if at == front.id}


def _qualified(joint: Joint) -> tuple[Qualified, ...]:
    sizes = [len(front.conflict.options) for front in joint.fronts]
    return tuple(
        Qualified(front, names_in_the_whole(joint, front), sum(sizes[:k]), sum(sizes[k + 1 :]))
        for k, front in enumerate(joint.fronts)
    )


def _decision_makers(joint: Joint, fronts: tuple[Qualified, ...]) -> tuple[DecisionMaker, ...]:
    """Return the decision makers in the order of the fronts, those of several where they first appear."""
    ids = dict.fromkeys(each.dms[dm.id] for each in fronts for dm in each.front.conflict.decision_makers)
    shared, wants = {each.id: each for each in joint.shared}, dict(joint.wants)
    made = []
    for id_ in ids:
        parts = {each.front.id: _there(each, id_) for each in fronts if id_ in each.dms.values()}
        first = next(iter(parts.values()))
        own = {front: part.preferences for front, part in parts.items()}
        preferences = compared(shared[id_], own) if id_ in shared else wants.get(id_, first.preferences)
        name = (shared[id_].name if id_ in shared else "") or first.name
        options = tuple(option for part in parts.values() for option in part.options)
        made.append(replace(first, id=id_, name=name, options=options, preferences=preferences))
    return tuple(made)


def _there(front: Qualified, id_: str) -> DecisionMaker:
    """Return a decision maker as it is on one front, in the names of the whole."""
    conflict = front.front.conflict
    position = next(i for i, dm in enumerate(conflict.decision_makers) if front.dms[dm.id] == id_)
    dm = conflict.decision_makers[position]
    options = tuple(front.chosen(each, conflict.options[conflict.bits[dm.full(each)]]) for each in dm.options)
    return replace(dm, options=options, preferences=front.wants(dm.preferences))


def _status_quo(fronts: tuple[Qualified, ...]) -> tuple[str, ...] | None:
    """Return what is on at the start; None unless every front says it."""
    given = [each.front.conflict.status_quo for each in fronts]
    if None in given:
        return None
    return tuple(each.options[name] for each, names in zip(fronts, given, strict=True) for name in names or ())
