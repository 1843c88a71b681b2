"""What a search over edits did not try, and what was allowed in vain, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.change.edits.field import MOST_AGREED
from countermove.analysis.change.edits.wording import within
from countermove.analysis.change.goal import Stands, parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from countermove.analysis.change.goal import Goal
    from countermove.model.conflict import Conflict

FROM_HERE = (
    "Agreements move the status quo, so they bear on where the conflict goes, not on which states hold or fall: "
    "'countermove coalitions' says what several would leave together."
)


def untried(conflict: Conflict, goal: Goal, by: Collection[str]) -> Iterator[str]:
    """Yield what was not tried of what may change, and why.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    goal : Goal
        The goal.
    by : collection of str
        What may change.

    Examples
    --------
    >>> from countermove import cases
    >>> asked = Stands("2 holds", "2", "seq")
    >>> [*untried(cases.load("chicken").with_(status_quo=None), asked, ["field"])]
    ['Left out: agreements, since there is no status quo that they could lead away from.']
    """
    if conflict.graph is not None:
        yield "Left out: statements to add, since a graph of states has no options to word them with."
    if "field" in by:
        yield from _of_the_field(conflict, goal)
    if conflict.joint is not None:
        yield "The changed conflicts are made of several fronts and cannot be written as one file."


def _of_the_field(conflict: Conflict, goal: Goal) -> Iterator[str]:
    if conflict.graph is not None:
        yield "Left out: options, rules and agreements, since the conflict is a graph of states."
    elif conflict.status_quo is None:
        yield "Left out: agreements, since there is no status quo that they could lead away from."
    elif len(conflict.states) > MOST_AGREED:
        yield f"Left out: agreements, which are tried up to {MOST_AGREED:,} states."
    elif any(isinstance(each, Stands) for each in parts(goal)):
        yield FROM_HERE


def idle_offers(
    conflict: Conflict, offers: Mapping[str, str], by: Collection[str], most: float, costs: Mapping[str, float]
) -> Iterator[str]:
    """Yield that no change has an offer in it, and what an offer takes.

    An offer serves only together with a want of somebody else that depends on it.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    offers : mapping of str to str
        From a decision maker to what it might offer.
    by : collection of str
        What may change.
    most : float
        The cost up to which was searched.
    costs : mapping of str to float
        The costs of kinds of edits.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.analysis.change.edits.costs import COSTS
    >>> for line in idle_offers(cases.load("chicken"), {"a": "A side payment"}, ["statements"], 3.0, COSTS):
    ...     print(line)
    No change that was found has the offer “A side payment” of A in it. It takes a want of somebody else that \
depends on it, 5 in all: --most 5.
    """
    if not offers:
        return
    names = {who: conflict.decision_makers[conflict.position(who)].name or who for who in offers}
    named = " and ".join(f"“{text}” of {within(names[who])}" for who, text in offers.items())
    enough = max(most, costs["offer"] + costs["add"])
    takes, cure = " It takes a want of somebody else that depends on it", ""
    if "statements" not in by:
        cure = f"{takes}: --by statements,field --most {enough:g}."
    elif most < enough:
        cure = f"{takes}, {enough:g} in all: --most {enough:g}."
    yield f"No change that was found has the offer {named} in it.{cure}"
