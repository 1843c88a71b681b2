"""What fronts change for one another, in sentences: what holds jointly only, what falls, and what does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.analysis.explanation.result import Explanation
from countermove.report.reasons import Reasons
from countermove.report.referring import name_of, sentence
from countermove.report.statements import worded
from countermove.report.telling import told
from countermove.report.words import listed, situation

if TYPE_CHECKING:
    from countermove.analysis.fronts.linkage import Bought, Fallen, Kept, Linked
    from countermove.analysis.fronts.result import Fronts
    from countermove.model.conflict import Conflict
    from countermove.model.records import Rule


def linked(found: Fronts, each: Linked) -> list[str]:
    """Return why a state holds jointly though somebody would leave a part of it on one front alone."""
    return [said for kept in each.kept for said in _linkage(found.conflict, each.state, kept)]


def _linkage(conflict: Conflict, state: int, each: Kept) -> list[str]:
    free = told(each.leaving, Reasons(each.leaving.conflict), 1)[1]
    return [f"Were there only {each.front}, {_small(free)}", *_kept(conflict, state, each)]


def _small(words: str) -> str:
    """Return a sentence that begins with a name, as it goes on behind other words."""
    return words.replace("The ", "the ", 1) if words.startswith("The ") else words


def _kept(conflict: Conflict, state: int, each: Kept) -> list[str]:
    dm = name_of(conflict, each.leaving.dm)
    if each.kind == "impossible":
        return [f"Jointly that cannot be: {_ruled(conflict, each.rules)}"]
    if each.kind == "no gain":
        return [f"Jointly {dm} gains nothing by it{_for_what(conflict, each)}."]
    if each.answer is None:
        return [f"Jointly {dm} stays, for what the others could do next; there are too many ways to tell them."]
    only = Explanation(conflict, each.leaving.dm, state, each.leaving.concept, True, 1, (each.answer,))  # noqa: FBT003
    return [f"Jointly {_small(told(only, Reasons(conflict), None)[1])}", *(_paid(conflict, b) for b in each.bought)]


def _for_what(conflict: Conflict, each: Kept) -> str:
    """Return what makes a step no gain, once all fronts are considered."""
    why = each.losing
    return "" if why is None or why.kind == "equal" else f": it would come {Reasons(conflict).losing([why])}"


def _paid(conflict: Conflict, bought: Bought) -> str:
    """Return why a step is credible that gains nothing on the front that it hurts on."""
    where, gain = listed(bought.without), listed(bought.gaining)
    mover = name_of(conflict, bought.mover)
    return f"In {where} alone that step would gain {mover} nothing; it is worth it for what it gains in {gain}."


def _ruled(conflict: Conflict, rules: tuple[Rule, ...]) -> str:
    said = [f"{worded(conflict, rule.holds)}{f' ({rule.name})' if rule.name else ''}" for rule in rules]
    return f"always so is {listed(said)}."


def fallen(found: Fronts, each: Fallen) -> list[str]:
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
