"""One question asked of one conflict, and its answer: what the command line and every other door call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike
from typing import TYPE_CHECKING, Literal

from countermove.analysis.concepts import named
from countermove.analysis.solution import Solution
from countermove.analysis.stability.answers import stable
from countermove.errors import InvalidRequest, refuse_at_once
from countermove.kernels.jit import PLAIN_STATES
from countermove.model.states import is_listed
from countermove.model.variation import vary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from countermove.analysis.assumptions.answer import Assumptions
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.concepts import Concept
    from countermove.analysis.evolution.answer import Evolution
    from countermove.analysis.explanation.account import Explanation
    from countermove.analysis.fronts.answer import Fronts
    from countermove.analysis.grounds import Grounds
    from countermove.kernels.jit import Engine
    from countermove.model.conflict import Conflict
    from countermove.model.family import Family
    from countermove.simulation.answer import Worlds
    from countermove.simulation.families.answer import FamilyForecasts
    from countermove.simulation.families.otherwise import Otherwise
    from countermove.simulation.forecasts.answer import Forecast
    from countermove.simulation.forecasts.freezing import Frozen
    from countermove.simulation.forecasts.items import Item
    from countermove.simulation.forecasts.scores import Scores

BUDGET = 4_000_000
"""How many states a local question may look at for each decision maker, unless it says otherwise."""


def solve(
    conflict: Conflict,
    concepts: Iterable[str] | None = None,
    *,
    variation: str | None = None,
    engine: Engine | None = None,
    progress: Callable[[Concept], None] | None = None,
) -> Solution:
    """Return which states hold, for whom, and under which concepts.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concepts : iterable of str, optional
        Ids of stability concepts; by default all that the conflict's form defines and its size allows.
    variation : str, optional
        Solve this variation of the conflict instead.
    engine : {"plain", "compiled"}, optional
        How loops over states are run; by default whichever answers sooner. Both give the same answer.
    progress : callable, optional
        Called with each concept before it is looked into, for long work.

    Returns
    -------
    Solution

    Raises
    ------
    UnknownName
        If a concept or the variation does not exist.
    TooLarge
        If a concept that was asked for would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(state) for state in solve(cases.load("prisoners-dilemma")).equilibria("nash")]
    ['nothing is on']
    """
    if variation is not None:
        conflict = vary(conflict, variation)
    left_out: list[str] | None = [] if concepts is None else None
    asked = named(concepts)
    composed = _composed(conflict, asked) if engine is None else {}
    rest = [each for each in asked if each.id not in composed]
    found = composed | (stable(conflict, rest, engine, left_out=left_out, progress=progress) if rest else {})
    found = {each.id: found[each.id] for each in asked}
    notes = [f"left out: {reason}" for reason in left_out or ()]
    if conflict.graph is not None and "sim" in found:
        notes.append("left out: simultaneous stability (sim), which is defined by options, not for a graph of states")
    return Solution(conflict, found, tuple(notes))


def _composed(conflict: Conflict, concepts: Iterable[Concept]) -> dict[str, NDArray[np.bool_] | None]:
    """Return what can be filled in from fronts that nothing crosses, where that is quicker than a search."""
    from countermove.model.fronts import several_fronts

    if not several_fronts(conflict) or len(conflict.states) <= PLAIN_STATES:
        return {}
    from countermove.analysis.fronts.solving import separates, whole_solution

    return dict(whole_solution(conflict, concepts).stable) if separates(conflict) else {}


def fronts(conflict: Conflict, concepts: Iterable[str] | None = None, *, variation: str | None = None) -> Fronts:
    """Return what holds on each front alone and on all together, and what the fronts change for one another.

    Where nothing crosses the fronts but decision makers that take part in several of them, the answer is composed
    from the fronts (He, Kilgour, Hipel, Bashar 2013, with results of our own), and their states are never listed
    together unless they are few.

    Parameters
    ----------
    conflict : Conflict
        With fronts.
    concepts : iterable of str, optional
        Ids of stability concepts; by default all but simultaneous stability.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Fronts

    Raises
    ------
    InvalidConflict
        If the conflict has no fronts.
    UnknownName
        If a concept or the variation does not exist.
    TooLarge
        If something crosses the fronts, and there are too many states to list them together.

    Examples
    --------
    >>> from countermove import cases
    >>> fronts(cases.load("canal"), ["nash", "seq"])
    <Fronts of 'A canal, both fronts (invented)': north, south; 64 states; nash 1, seq 6>
    """
    from countermove.analysis.fronts.answer import fronts_answer

    return fronts_answer(conflict if variation is None else vary(conflict, variation), named(concepts))


def evolve(conflict: Conflict, concept: str = "seq", *, variation: str | None = None) -> Evolution:
    """Return how a conflict moves on from its status quo, and where it ends.

    Status quo analysis (Li, Kilgour, Hipel 2005) says what legal sequences of moves, and of improvements, lead to.
    Beside it stands a probabilistic reading of our own: of the decision makers that have an improvement which is
    not sanctioned under the concept, one is drawn by tempo and takes its best one, ties shared equally. Its
    `signposts` are the events after which fewer ends are possible.

    Parameters
    ----------
    conflict : Conflict
        With a status quo.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The id of a stability concept.
    variation : str, optional
        Take this variation of the conflict instead.

    Returns
    -------
    Evolution

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidConflict
        If there is no status quo.
    TooLarge
        If too many moves would have to be looked at, or listed where states are coalesced.

    Examples
    --------
    >>> from countermove import cases
    >>> evolve(cases.load("elmira")).ends
    (End(states=(5,), probability=1.0),)
    """
    from countermove.analysis.evolution.evolving import evolution

    return evolution(conflict if variation is None else vary(conflict, variation), concept)


def coalitions(
    conflict: Conflict,
    of: Iterable[str | Iterable[str]] | None = None,
    up_to: int | None = None,
    concepts: Iterable[str] | None = None,
    variation: str | None = None,
) -> Coalitions:
    """Return what decision makers can bring about together, and which equilibria do not survive it.

    Parameters
    ----------
    conflict : Conflict
        The conflict, of a few thousand states at most.
    of : iterable of (str or iterable of str), optional
        The coalitions to look into, each a list of decision makers, or one text with commas; by default all.
    up_to : int, optional
        All coalitions of up to so many members.
    concepts : iterable of str, optional
        Some of nash, gmr, smr and seq, which are defined for coalitions; by default all four.
    variation : str, optional
        Look into this variation of the conflict instead.

    Returns
    -------
    Coalitions

    Raises
    ------
    NotACoalition
        If a coalition has fewer than two members, or the same one twice.
    UnknownName
        If a decision maker, a concept or the variation does not exist.
    TooLarge
        If there are too many states or coalitions.

    Examples
    --------
    >>> from countermove import cases
    >>> coalitions(cases.load("elmira")).jumps("nash")
    (Jump(coalition=('ministry', 'uniroyal'), start=5, to=8, joint_only=True),)
    """
    from countermove.analysis.coalitions.looking import coalition_concepts, look_into
    from countermove.analysis.coalitions.members import coalitions_as_named, coalitions_of

    if variation is not None:
        conflict = vary(conflict, variation)
    asked = concepts if concepts is None or isinstance(concepts, str) else tuple(concepts)
    coalitions = None if of is None else coalitions_as_named(of)
    refuse_at_once(lambda: coalition_concepts(asked), lambda: coalitions_of(conflict, coalitions, up_to))
    return look_into(conflict, coalitions, up_to, lambda: solve(conflict, coalition_concepts(asked)))


def assumptions(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    headline: str | int | None = None,
    concept: str = "seq",
    *,
    pairs: bool | None = None,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Assumptions:
    """Return what a headline hinges on: a key assumptions check.

    Every statement, rule, condition, irreversibility and option is left out, one at a time; every statement is also
    negated and moved one place up and down. Then all that rests on one source is left out, and then two changes are
    made at a time.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    headline : str or int, optional
        A question's id, or a state as `countermove.model.naming` names it; by default the state in which the
        conflict most likely settles.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The stability concept by which states hold and the conflict moves on from its status quo.
    pairs : bool, optional
        Whether sets of two changes are looked into; by default if there are not too many. Broken off from the
        keyboard, the answer holds what was found so far.
    variation : str, optional
        Take this variation of the conflict instead.
    progress : callable, optional
        Called with the number of changed conflicts that are solved, and that there are so far.

    Returns
    -------
    Assumptions

    Raises
    ------
    UnknownName
        If the concept, the variation or the headline does not exist.
    InvalidRequest
        If there is nothing to check: no status quo, no assumption, or a state that does not hold.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = assumptions(cases.load("kazakhstan-2022"), "withdrawn", pairs=False)
    >>> found.asked.base.probability, len(found.checked)
    (1.0, 46)
    """
    from countermove.analysis.assumptions.checking import check

    named = None if headline is None else str(headline)
    if variation is None:
        variation = next((each.variation for each in conflict.questions if each.id == named), "") or None
    return check(conflict if variation is None else vary(conflict, variation), named, concept, pairs, progress)


def worlds(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str = "seq",
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    keep: str | PathLike[str] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Worlds:
    """Return in which share of its worlds each state of a conflict holds, and where the conflict settles.

    A *world* is one draw of everything that is uncertain: a statement holds with its confidence, neighbouring
    statements may stand in either order, an option is in reach and a rule binds with its confidence, and one of the
    rival codings, variations with a weight, is right.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The stability concept by which a world evolves from its status quo.
    count : int, "all" or None
        How many worlds are drawn; or all are solved. By default all if there are at most 65,536, else 10,000 draws.
    seed : int
        Of the draws; the same seed gives the same numbers, however many work on it.
    variation : str, optional
        Take this variation of the conflict instead.
    keep : path, optional
        A folder in which solved worlds are kept, in Parquet, so that the same call goes on where it was broken off.
    workers : int, optional
        How many processes of this machine work on it; by default one for each core. A script that uses more than
        one needs ``if __name__ == "__main__":``.
    scheduler : str, optional
        The address of a Dask scheduler, ``tcp://host:port``, whose workers do the work instead.
    progress : callable, optional
        Called with the number of worlds that are solved, and that there are.

    Returns
    -------
    Worlds

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidRequest
        If a number, the folder or the address cannot be used.
    InvalidConflict
        If somebody ranks the states, and which states there are is uncertain.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = worlds(cases.load("elmira"))
    >>> found.count, str(found.share("delay, insist", "seq"))
    (1, '100.0 %')
    """
    from pathlib import Path

    from countermove.analysis.evolution.evolving import evolving_concept
    from countermove.simulation.answer import Worlds
    from countermove.simulation.folder import Folder
    from countermove.simulation.plan import plan
    from countermove.simulation.running import run

    asked = evolving_concept(concept).id
    planned = plan(conflict if variation is None else vary(conflict, variation), asked, count, seed)
    folder = None if keep is None else Folder(Path(keep))
    return Worlds(planned, run(planned, keep=folder, workers=workers, scheduler=scheduler, progress=progress))


def forecast(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    conflict: Conflict,
    concept: str = "seq",
    *,
    over: Iterable[str] | None = None,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """Return how likely a yes to each question of a conflict is, and how good that forecast was.

    The probability is the share of its worlds, each by its probability, in which the conflict settles, from its
    status quo or that of the variation that the question is asked of, in a state where the question's ``when`` is
    true. Worlds that answer nothing, and what never settles, are left out and told.

    Parameters
    ----------
    conflict : Conflict
        With at least one question.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The stability concept by which a world evolves.
    over : iterable of str, optional
        The concepts that the interval is over; by default all five.
    count, seed, workers, scheduler
        Of the worlds, as in `worlds`.
    progress : callable, optional
        Called with the number of worlds that are solved by one concept, and that there are.

    Returns
    -------
    Forecast

    Raises
    ------
    UnknownName
        If a concept does not exist, or gives no evolution.
    InvalidConflict
        If there is no question, or no status quo.
    InvalidRequest, TooLarge
        As in `worlds`.

    Examples
    --------
    >>> from countermove.model.conflict import *
    >>> from countermove.model.provenance import Question
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go")
    >>> forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))["q"].probability
    0.7
    """
    from countermove.analysis.evolution.evolving import evolving_concept
    from countermove.simulation.axes import CONCEPTS
    from countermove.simulation.forecasts.forecasting import forecast as forecast_by

    chosen = CONCEPTS if over is None else tuple(over)
    asked = tuple(dict.fromkeys(evolving_concept(each).id for each in (concept, *chosen)))

    def solved(view: Conflict, by: str) -> Worlds:
        return worlds(view, by, count=count, seed=seed, workers=workers, scheduler=scheduler, progress=progress)

    return forecast_by(conflict, asked[0], asked, solved)


def freeze(
    forecast: Forecast, case: str | PathLike[str], path: str | PathLike[str] | None = None, *, force: bool = False
) -> Frozen:
    """Write a forecast to a file that shows it if anything in it is changed later.

    The file holds the probabilities, the questions as they were asked, the conflict without its answers, the hash of
    the case's file, seed, number of worlds, concept, version and day, and a digest over all that. Publish the digest:
    a digest that nobody knows binds nobody.

    Parameters
    ----------
    forecast : Forecast
        The forecast.
    case : path
        The conflict file that it is of.
    path : path, optional
        Where to; by default in this folder, as ``CASE.DAY.forecast.json``.
    force : bool
        Whether to overwrite a file that is there.

    Returns
    -------
    Frozen

    Raises
    ------
    InvalidRequest
        If the file is there, or its name ends otherwise.
    """
    from pathlib import Path

    from countermove.simulation.forecasts.freezing import freeze as frozen

    return frozen(forecast, Path(case), None if path is None else Path(path), force=force)


def thaw(path: str | PathLike[str]) -> Frozen:
    """Return a frozen forecast, after making sure that it is as it was written.

    Raises
    ------
    InvalidForecast
        If it cannot be read, or was altered.
    """
    from pathlib import Path

    from countermove.simulation.forecasts.freezing import thaw as thawed

    return thawed(Path(path))


def score(forecasts: Iterable[Forecast | tuple[Frozen, Conflict]], *, seed: int = 1, bins: int = 10) -> Scores:
    """Return how good forecasts were: by Brier and logarithmic score, beside 50 % and beside reference classes.

    Parameters
    ----------
    forecasts : iterable of Forecast or (Frozen, Conflict)
        Forecasts made just now, or frozen ones, each with the conflict that has the answers by now.
    seed : int
        Of the bootstrap of the comparisons. Whole conflicts are drawn, since the questions of one are answered by the
        same course of events.
    bins : int
        How many bins the calibration table has.

    Returns
    -------
    Scores

    Raises
    ------
    InvalidRequest
        If no forecast can be scored.

    Examples
    --------
    >>> from countermove.model.conflict import *
    >>> from countermove.model.provenance import Answer, Question
    >>> wants = Preferences(statements=((Statement(holds="go", confidence=0.7),),))
    >>> dm = DecisionMaker(id="a", options=(Option(id="go"),), preferences=wants)
    >>> asked = Question(id="q", asks="Will it go?", when="go", answer=Answer(value=True))
    >>> found = forecast(Conflict(title="t", decision_makers=(dm,), status_quo=(), questions=(asked,)))
    >>> round(score([found]).summary.brier, 3)
    0.09
    """
    from countermove.simulation.forecasts.items import of_now, of_then
    from countermove.simulation.forecasts.scores import score as scored

    items: list[Item] = []
    remarks: list[str] = []
    for each in forecasts:
        if isinstance(each, tuple):
            frozen, conflict = each
            items += of_then(frozen, conflict)
            if frozen.has_changed(conflict):
                remarks.append(
                    f"{conflict.title} has changed since {frozen.path.name} was frozen, in more than answers"
                )
        else:
            items += of_now(each)
            remarks.append(
                f"{each.conflict.title} was forecast just now, with the answers at hand: nothing is frozen"
            )
    return scored(items, remarks, seed=seed, bins=bins)


def explain(  # noqa: PLR0913  (each has a default)
    conflict: Conflict,
    state: str | int,
    dm: str | None = None,
    concept: str = "seq",
    *,
    variation: str | None = None,
    budget: int | None = None,
) -> tuple[Explanation, ...]:
    """Return why a state is or is not stable for the decision makers.

    It is found by working forwards from the state; nothing is solved. Where the states are too many to be listed,
    only what the question touches is searched, within a budget.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    state : str or int
        ``status-quo``, a number, the options that are on, or a pattern; see `countermove.model.naming`.
    dm : str, optional
        A decision maker, by id or name; by default all of them.
    concept : str
        The id of a stability concept.
    variation : str, optional
        Explain this variation of the conflict instead.
    budget : int, optional
        Above 24 options, how many states may be looked at for each decision maker; by default 4,000,000.

    Returns
    -------
    tuple of Explanation
        One for each decision maker that was asked for.

    Raises
    ------
    UnknownName
        If no state, decision maker, concept or variation is meant, or several states are.
    InvalidRequest
        If the budget is no positive number.
    TooLarge
        If too many moves would have to be looked at.

    Examples
    --------
    >>> from countermove import cases
    >>> [str(each) for each in explain(cases.load("prisoners-dilemma"), "nothing", "b", "nash")]
    ['state 1 is stable for b under nash']
    """
    from countermove.analysis.explanation import explained
    from countermove.analysis.walking import walk
    from countermove.model.naming import position_of

    if variation is not None:
        conflict = vary(conflict, variation)
    refuse_at_once(
        lambda: named([concept]),
        lambda: is_listed(conflict) and position_of(conflict, str(state)),
        lambda: dm is None or conflict.position(dm),
    )
    [asked] = named([concept])
    dms = range(len(conflict.decision_makers)) if dm is None else [conflict.position(dm)]
    if budget is not None and budget < 1:
        raise InvalidRequest(f"a budget of {budget:,} states; it is how many may be looked at, 1 at least")
    if not is_listed(conflict):
        from countermove.analysis.asking import explaining
        from countermove.model.pointing import mask_of

        return explaining.explained(conflict, dms, mask_of(conflict, str(state)), asked.id, budget or BUDGET)
    start = position_of(conflict, str(state))
    ways = walk(conflict)
    return tuple(explained(ways, who, start, asked.id) for who in dms)


def sources(conflict: Conflict) -> Grounds:
    """Return what rests on which source, and what rests on nothing.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Returns
    -------
    Grounds

    Examples
    --------
    >>> from countermove import cases
    >>> print(sources(cases.load("prisoners-dilemma")))
    Prisoner's dilemma: 4 claims, 0 sources, 4 claims without evidence
    """
    from countermove.analysis.grounds import grounds_of

    return grounds_of(conflict)


def family(  # noqa: PLR0913  (each says how it is to be found, and has a default)
    family: Family,
    concept: str = "seq",
    *,
    count: int | Literal["all"] | None = None,
    seed: int = 1,
    variation: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FamilyForecasts:
    """Return what one template says of many cases, and how that scores beside base rates and rules of thumb.

    For each case the questions of the template are answered as `worlds` answers them. Nothing is fitted; where a rule
    is given the frequencies of other cases, the case itself is left out.

    Parameters
    ----------
    family : Family
        As `countermove.read_family` reads it.
    concept : {"seq", "nash", "gmr", "smr", "sseq"}
        The stability concept by which a world evolves from its status quo.
    count : int, "all" or None
        How many worlds of each case are drawn, or that all are solved; see `worlds`.
    seed : int
        Of the draws, and of the bootstrap.
    variation : str, optional
        Take this variation of every case instead.
    progress : callable, optional
        Called with the number of cases that are done, and that there are.

    Returns
    -------
    FamilyForecasts

    Raises
    ------
    UnknownName
        If the concept or the variation does not exist, or the concept gives no evolution.
    InvalidConflict
        If a case has no status quo or no question.
    InvalidRequest
        If a number cannot be used.
    TooLarge
        If it would take too long.

    Examples
    --------
    >>> from countermove import cases
    >>> found = family(cases.load_family("csto-appeals"))
    >>> len(found.forecasts), found.score("granted").yes
    (20, 1)
    """
    from countermove.simulation.families.running import forecast_family
    from countermove.simulation.families.terms import Terms

    return forecast_family(family, Terms(concept, variation, count, seed), progress)


def one_fact_otherwise(
    family: Family, case: str, concept: str = "seq", *, seed: int = 1, variation: str | None = None
) -> tuple[Otherwise, ...]:
    """Return what the template says of a case for each other value of each of its facts, one at a time.

    Parameters
    ----------
    family : Family
        As `countermove.read_family` reads it.
    case : str
        The id of a case.
    concept, seed, variation
        As for `family`.

    Returns
    -------
    tuple of Otherwise
        In the order of the facts; numbers are left as they are.

    Raises
    ------
    UnknownName
        If there is no such case, concept or variation.
    """
    from countermove.simulation.families.otherwise import one_fact_otherwise
    from countermove.simulation.families.terms import Terms

    return one_fact_otherwise(family, family.case(case), Terms(concept, variation, seed=seed))
