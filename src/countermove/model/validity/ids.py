"""Complaints about ids, references, graphs and confidences.

Ids are well formed and unique; evidence and published answers refer to existing parts; the moves of a graph connect
its states; confidences are probabilities, and uncertain orders have a meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from countermove.errors import Complaint, DocumentPath, did_you_mean
from countermove.model.citations import claims
from countermove.model.concepts import CONCEPTS, alternatives
from countermove.model.language import RESERVED
from countermove.model.letters import ID, LETTER, composed
from countermove.model.provenance import BASE, MOST_QUOTED
from countermove.model.weights import digits, is_number

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.graph import Graph
    from countermove.model.provenance import Evidence, Quotation
    from countermove.model.records import DecisionMaker, Preferences


MAX_SHOWN = 20
"""Complaints about the moves of a graph."""

MOST_IN_ANY_ORDER = 6
"""Statements in a row that may stand in any order: 720 orders."""

SLACK = 1e-9
"""The rounding error allowed for a sum of coding weights."""


def name_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about decision makers and options: their ids, their tempo and the option order."""
    if not conflict.decision_makers:
        yield Complaint("there is no decision maker; name at least one", ("decision_makers",))
    yield from repeated((dm.id for dm in conflict.decision_makers), "decision maker", ("decision_makers",))
    for dm in conflict.decision_makers:
        path: DocumentPath = ("decision_makers", dm.id)
        if conflict.joint is None:  # in a joined conflict each front has checked its ids
            yield from _ids(dm, path)
        yield from repeated((option.id for option in dm.options), f"option of {dm.id}", (*path, "options"))
        if not (dm.tempo > 0 and is_number(dm.tempo)):
            message = f"the tempo of {dm.id} is {digits(dm.tempo)}; it has to be a positive number"
            yield Complaint(message, ("tempo", dm.id))
    named = sorted(dm.full(option) for dm in conflict.decision_makers for option in dm.options)
    if conflict.option_order and sorted(conflict.option_order) != named:
        yield Complaint(f"the option order has to name each of {', '.join(named)} once", ("option_order",))


def _ids(dm: DecisionMaker, path: DocumentPath) -> Iterator[Complaint]:
    yield from ill_formed(dm.id, "decision maker", path)
    for option in dm.options:
        yield from ill_formed(option.id, "option", (*path, "options", option.id))


def repeated(ids: Iterable[str], what: str, path: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint for each id that occurs more than once."""
    for name, times in Counter(ids).items():
        if times > 1:
            yield Complaint(f"{times} times the {what} {name!r}; each id names one thing", (*path, name))


def ill_formed(name: str, what: str, path: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint if a name is not a valid id."""
    if name.casefold() in RESERVED:
        yield Complaint(f"{name!r} is a word of the statement language and cannot name the {what}", path)
    elif not re.fullmatch(ID, name) or composed(name) != name:
        near = "_".join(re.findall(f"{LETTER}+", composed(name))).strip("_") or "name"
        near = near if re.fullmatch(ID, near) else f"_{near}"
        hint = f"use letters, digits and _, no digit first, as in {near!r}"
        hint += ", with each accent and its letter as one character" if near == composed(name) else ""
        yield Complaint(f"{name!r} cannot name the {what}: {hint}; any text may stand as its 'name'", path)


def reference_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about repeated ids, unknown sources, invalid passages and published answers."""
    yield from repeated((source.id for source in conflict.sources), "source", ("sources",))
    known = dict.fromkeys(source.id for source in conflict.sources)
    yield from repeated((each.id for each in conflict.questions), "question", ("questions",))
    yield from repeated((each.id for each in conflict.variations), "variation", ("variations",))
    yield from _reserved(conflict)
    for claim in claims(conflict):
        for k, each in enumerate(claim.evidence):
            path = (*claim.path, "evidence", k)
            if each.source not in known:
                message = f"unknown source {each.source!r}{did_you_mean(each.source, known)}"
                yield Complaint(message, (*path, "source"))
            yield from _passage(each, path)
    for source in conflict.sources:
        for k, quoted in enumerate(source.quoted):
            yield from _passage(quoted, ("sources", source.id, "quoted", k))
    yield from _published(conflict)


def _reserved(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint for each variation whose name has another meaning wherever a variation is named."""
    for each in conflict.variations:
        if each.id == BASE or "+" in each.id:
            meant = "the conflict as it stands" if each.id == BASE else "variations that are laid one on another"
            yield Complaint(
                f"{each.id!r} stands for {meant}; give the variation another name", ("variations", each.id)
            )


def _published(conflict: Conflict) -> Iterator[Complaint]:
    """Yield a complaint for each unknown variation or concept of a published answer."""
    variations = [each.id for each in conflict.variations]
    for k, each in enumerate(conflict.published):
        if each.variation and each.variation not in variations:
            message = f"there is no variation {each.variation!r}{did_you_mean(each.variation, variations)}"
            yield Complaint(message, ("published", k, "variation"))
        for key, _ in each.equilibria:
            for concept in alternatives(key):
                if concept not in CONCEPTS:
                    message = f"unknown stability concept {concept!r}{did_you_mean(concept, CONCEPTS)}"
                    yield Complaint(message, ("published", k, "equilibria", key))


def _passage(each: Evidence | Quotation, path: DocumentPath) -> Iterator[Complaint]:
    """Yield the complaints about a position or a quotation that need no look at the source's text."""
    if each.position and each.position.end <= each.position.start:
        message = f"the position ends at {each.position.end}, which is not behind its start, {each.position.start}"
        yield Complaint(message, (*path, "position"))
    quote = getattr(each, "quote", None)
    if quote and not quote.exact.strip():
        yield Complaint("there are no words to be found here", (*path, "quote", "exact"))
    yield from _too_long(each.quotation, (*path, "quotation"))
    yield from _too_long(quote.exact if quote else "", (*path, "quote", "exact"))


def _too_long(words: str, path: DocumentPath) -> Iterator[Complaint]:
    if len(words) > MOST_QUOTED:
        advice = "quote less, and say the rest in your own words ('says')"
        yield Complaint(
            f"a quotation has up to {MOST_QUOTED} characters, and this one {len(words):,}: {advice}", path
        )


def graph_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about the states and moves of a conflict in graph form."""
    graph = conflict.graph
    if graph is None:
        return
    if not graph.states:
        yield Complaint("there is no state", ("states",))
    if any(not id_.strip() for id_, _ in graph.states):
        yield Complaint("a state has no name", ("states",))
    yield from repeated((id_ for id_, _ in graph.states), "state", ("states",))
    if conflict.options or conflict.rules or conflict.coalesce:
        message = "states are given directly, so there can be no options, feasible or coalesce beside them"
        yield Complaint(message, ("states",))
    yield from islice(_moves(conflict, graph), MAX_SHOWN)
    known = dict(graph.states)
    for k, name in enumerate(conflict.status_quo or ()):
        if name not in known:
            yield Complaint(f"unknown state {name!r} as status quo{did_you_mean(name, known)}", ("status_quo", k))
    if len(conflict.status_quo or ()) > 1:
        yield Complaint("the status quo is one state", ("status_quo",))


def _moves(conflict: Conflict, graph: Graph) -> Iterator[Complaint]:
    known = dict(graph.states)
    ids = dict.fromkeys(dm.id for dm in conflict.decision_makers)
    for dm, start, end in graph.moves:
        path = ("decision_makers", dm, "moves")
        if dm not in ids:
            yield Complaint(f"a move of an unknown decision maker {dm!r}{did_you_mean(dm, ids)}", ("moves",))
        for name in (start, end):
            if name not in known:
                yield Complaint(f"unknown state {name!r} in a move of {dm}{did_you_mean(name, known)}", path)
        if start == end:
            yield Complaint(f"a move of {dm} leads from {start!r} to itself", path)


def confidence_complaints(conflict: Conflict) -> Iterator[Complaint]:
    """Yield the complaints about confidences, coding weights and uncertain orders."""
    for path, number in _numbers(conflict):
        if number is not None and not 0 <= number <= 1:
            message = f"a {path[-1]} of {number:g}; it is a probability, a number from 0 to 1"
            yield Complaint(message, path)
    weights = [each.weight or 0.0 for each in conflict.variations]
    if all(0 <= each <= 1 for each in weights) and sum(weights) > 1 + SLACK:
        message = f"the weights of the variations add up to {sum(weights):g}; what is left of 1 is the conflict's own"
        yield Complaint(message, ("variations",))
    for dm in conflict.decision_makers:
        yield from order_complaints(dm, dm.preferences, ("decision_makers", dm.id, "preferences"))


def _numbers(conflict: Conflict) -> Iterator[tuple[DocumentPath, float | None]]:
    for k, rule in enumerate(conflict.rules):
        yield ("feasible", k, "confidence"), rule.confidence
    for dm in conflict.decision_makers:
        at: DocumentPath = ("decision_makers", dm.id)
        for option in dm.options:
            yield (*at, "options", option.id, "confidence"), option.confidence
            yield ("irreversible", option.id, "confidence"), option.stays_confidence
        yield (*at, "preferences", "confidence"), dm.preferences.confidence
        for k, level in enumerate(dm.preferences.statements):
            for j, statement in enumerate(level):
                inside: DocumentPath = (k, j) if len(level) > 1 else (k,)
                yield (*at, "preferences", *inside, "confidence"), statement.confidence
    for variation in conflict.variations:
        yield ("variations", variation.id, "weight"), variation.weight


def order_complaints(dm: DecisionMaker, wants: Preferences, path: DocumentPath) -> Iterator[Complaint]:
    """Yield a complaint for each uncertain order of one decision maker's statements that has no meaning."""
    for k, level in enumerate(wants.statements):
        if any(each.order for each in level) and (k == 0 or len(level) > 1):
            why = "there is none before the first" if k == 0 else "it stands in a list of equal importance"
            text = next(each.holds for each in level if each.order)
            message = f"the order of {text!r} cannot be uncertain: {why} ({dm.id})"
            yield Complaint(message, (*path, k))
    for first, behind in unordered_runs(wants):
        if behind - first > MOST_IN_ANY_ORDER:
            message = f"{behind - first} statements of {dm.id} in a row may stand in any order"
            yield Complaint(f"{message}; {MOST_IN_ANY_ORDER} are the most", (*path, first))


def unordered_runs(wants: Preferences) -> list[tuple[int, int]]:
    """Return the runs of levels that may stand in any order, each as its first position and the one after its last.

    Examples
    --------
    >>> from countermove import Preferences, Statement
    >>> listed = [("a", None), ("b", "uncertain"), ("c", "uncertain"), ("d", None)]
    >>> unordered_runs(Preferences(statements=tuple((Statement(holds=text, order=how),) for text, how in listed)))
    [(0, 3)]
    """
    tied = [k > 0 and level[0].order is not None for k, level in enumerate(wants.statements)]
    begin = [k for k, is_tied in enumerate(tied) if not is_tied]
    return [(first, behind) for first, behind in pairwise([*begin, len(tied)]) if behind - first > 1]
