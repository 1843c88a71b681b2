"""The questions `elicitation` and `elicit`: which of two situations, or wishes, a decision maker prefers.

Whether the ends of the judgement are equilibria is what is asked for by default, so this stands beside the judgement.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.analysis.elicitation.begin import ABOUT, begin, goal_numbers, refuse
from countermove.analysis.elicitation.question import PairAnswer
from countermove.errors import Contradiction, CountermoveError, InvalidRequest
from countermove.model.arguments import refuse_other_kinds
from countermove.model.reading import concept_in
from countermove.model.variation import vary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from countermove.analysis.elicitation.question import PairQuestion, Reply
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict

WORLDS = 200
"""Worlds of the judgement whose ends are asked about."""

LONGEST = 20.0
"""Seconds that the judgement may take, by estimate."""

ENDS_ASKED_ABOUT = "asked about by default: the likeliest state of each end of the judgement"
EQUILIBRIA_ASKED_ABOUT = "asked about by default: the equilibria of the conflict as it is written"
"""Remarks on goals that nobody named."""


def elicitation(  # noqa: PLR0913  (all but the conflict by name, with defaults)
    conflict: Conflict,
    *,
    dms: str | Iterable[str] | None = None,
    about: str = "situations",
    goal: Any = None,
    concept: str | None = None,
    variation: str | None = None,
) -> Elicitation:
    """Return an elicitation: questions about pairs, one at a time, as long as an answer can still matter.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    dms : iterable of str, optional
        The decision makers that are asked about; what is written of them is put aside. By default those without
        preferences in the file; about wishes, those with two statements or more.
    about : {"situations", "wishes"}
        Whether states are compared, or the statements of a decision maker: which of two matters more.
    goal : state, condition, or iterable of them, optional
        The states of which is asked whether they are equilibria; by default the likeliest state of each end of the
        judgement; without a status quo, the equilibria of the conflict as it is written.
    concept : str, optional
        By which they are judged; by default the conflict's own reading.
    variation : str, optional
        What `vary` takes; by default the standpoint.

    Returns
    -------
    Elicitation

    Raises
    ------
    UnknownName
        If a name does not exist.
    InvalidRequest
        If nobody is left to ask about.
    TooLarge
        If there are too many states.

    Examples
    --------
    >>> from countermove import cases
    >>> asked = elicitation(cases.load("garrison"), dms=["us_support"], goal=3)
    >>> print(asked.question.text)  # doctest: +NORMALIZE_WHITESPACE
    With "Go to court in the United States" and "Recommend the full project": which does US Support prefer,
    "Build a reduced project", or "Build the full project"?
    >>> asked = asked.answered("second")
    >>> asked.verdicts[3]["us_support"], asked.progress.asked, asked.progress.pairs
    ('surely', 1, 253)
    """
    refuse_other_kinds(elicitation, {key: each for key, each in locals().items() if key != "goal"})
    if about not in ABOUT:
        raise InvalidRequest(f"'about' is 'situations' or 'wishes', not {about!r}")
    view = vary(conflict, variation)
    dms = dms if dms is None or isinstance(dms, str) else [*dms]
    refuse(view, dms, about, concept)  # before the judgement, which takes longer
    goals, remarks = (goal_numbers(view, goal), ()) if goal is not None else _ends(conflict, view, concept, variation)
    return begin(view, dms, about, goals, concept, remarks=remarks)


def _ends(
    conflict: Conflict, view: Conflict, concept: str | None, variation: str | None
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the goals by default: the ends of the judgement, or the equilibria; and what to say of them."""
    from countermove.simulation.judgement.judge import brief

    judged_by = concept_in(view, concept)
    if view.status_quo is not None and judged_by.evolves:
        with suppress(CountermoveError):  # what cannot be judged, or not soon, has equilibria
            judged = brief(conflict, concept, count=WORLDS, variation=variation, longest=LONGEST)
            first = [each.decimals[0] for each in judged.ends if each.letter != "-" and each.chance.share.value > 0]
            if ends := (np.flatnonzero(np.isin(view.states.masks, first)) + 1).tolist():
                return tuple(ends), (ENDS_ASKED_ABOUT,)
    from countermove.analysis.solve import solve

    found = solve(view, [judged_by.id]).equilibria(judged_by.id)
    if not found:
        raise InvalidRequest(f"{view.title!r} has no equilibrium as it is written; name the states to ask about")
    return tuple(state.number for state in found), (EQUILIBRIA_ASKED_ABOUT,)


def elicit(  # noqa: PLR0913  (all but two by name, with defaults)
    conflict: Conflict,
    ask: Callable[[PairQuestion], Reply],
    *,
    dms: str | Iterable[str] | None = None,
    about: str = "situations",
    goal: Any = None,
    concept: str | None = None,
    variation: str | None = None,
    controls: int = 0,
    by: str = "",
    on: str = "",
) -> Elicitation:
    """Return an elicitation after all its questions, each answered by a function.

    Parameters
    ----------
    conflict, dms, about, goal, concept, variation
        As in `elicitation`.
    ask : callable
        From a question to a reply: ``"first"``, ``"second"``, ``"same"`` or ``"unknown"``. If answers contradict one
        another, one of them is asked for again, in a question whose `cycle` holds them.
    controls : int
        How many more questions to ask whose answers follow from the others, to check them. Without them no answer can
        contradict the others, since nothing is asked that follows already.
    by, on : str
        Who answers, and the day.

    Returns
    -------
    Elicitation

    Raises
    ------
    UnknownName, InvalidRequest, TooLarge
        As `elicitation`; also if the function returns no reply.

    Examples
    --------
    >>> from countermove import cases
    >>> found = elicit(cases.load("garrison"), lambda question: "first", dms=["us_support"], goal=[2, 3])
    >>> found.verdicts[2]["us_support"], found.progress.asked, found.progress.pairs
    ('no', 3, 253)
    """
    refuse_other_kinds(elicit, {key: each for key, each in locals().items() if key != "goal"})
    asked = elicitation(conflict, dms=dms, about=about, goal=goal, concept=concept, variation=variation)
    while True:
        question = asked.question
        if question is None and controls:
            controls, question = controls - 1, asked.control
        if question is None:
            return asked
        asked = _with_reply(asked, PairAnswer(question, ask(question), by, on), ask)


def _with_reply(asked: Elicitation, answer: PairAnswer, ask: Callable[[PairQuestion], Reply]) -> Elicitation:
    """Return the elicitation with one more answer; if it contradicts others, with one of them given again."""
    try:
        return asked.with_answer(answer)
    except Contradiction as fault:
        cycle = fault.cycle
    answers = [*asked.answers, answer]
    for doubted in reversed(cycle):
        again = ask(replace(doubted.question, cycle=cycle))
        answers = [replace(each, reply=again) if each is doubted else each for each in answers]
        try:
            return asked.with_answers(answers)
        except Contradiction:
            continue
    return asked.with_answer(replace(answer, reply="unknown"))
