"""The views of answers with a probability: a judgement, worlds, forecasts, scores, assumptions; and of grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.assumptions import headline, strength
from countermove.report.brief.deduction import freeing
from countermove.report.brief.heading import sentences
from countermove.report.brief.turning import turning
from countermove.report.brief.watching import MOST_SIGNS, watching
from countermove.report.claims import claim_in_words
from countermove.report.likelihood import percent
from countermove.report.notebook.pieces import figure, paragraph, shortened, table, view
from countermove.report.part_names import PartNames, wants
from countermove.report.plots import of_assumptions, of_judgement, of_scores, of_worlds, worlds_measure
from countermove.report.published import foremost_published
from countermove.report.references import capitalised, name_of
from countermove.report.robustness import robust_sentences
from countermove.report.scores import probability_text
from countermove.report.statements import worded
from countermove.report.words import count_of, estimated, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.assumptions.singles import ChangeEffect
    from countermove.analysis.grounds import Grounds
    from countermove.model.citations import Claim
    from countermove.model.conflict import Conflict
    from countermove.report.notebook.pieces import Cell
    from countermove.simulation.families.result import FamilyForecasts
    from countermove.simulation.forecasts.result import Forecast
    from countermove.simulation.forecasts.scores import Scores
    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.result import Worlds

STATES, LINCHPINS, ROWS, SOURCE = 10, 3, 30, 60
"""States of worlds, assumptions on which a judgement turns, lines of a table by itself, letters of a title."""


def judgement(found: Judgement) -> str:
    """Return the likelihood and the confidence, the questions, the ends as bars, what could turn it, and first signs.

    Where nobody leaves the status quo, what would free it stands instead of the ends.
    """
    title, start = tidy(found.title), tidy(found.start) or "the file's status quo"
    asked = [
        (
            tidy(each.question.short or each.question.asks),
            estimated(each.chance.share) if each.answered else "no answer",
            " to ".join(dict.fromkeys(map(percent, each.chance.range))) if each.answered else "",
            _yes_or_no(None if each.question.answer is None else each.question.answer.value),
        )
        for each in found.questions
    ]
    columns = ("question", "yes", "over readings", "answer")
    listed = table(columns, asked, lines=8, whole="judgement.to_frame()", right=("yes",)) if asked else ""
    told = [
        *turning(found, LINCHPINS),
        *freeing(found),
        *robust_sentences(found),
        " ".join(watching(found, MOST_SIGNS)),
    ]
    turns = "".join(map(paragraph, _unwrapped([*told, *foremost_published(found.published)])))
    return view(
        f"{title} ({start})",
        *map(paragraph, sentences(found)),
        listed,
        figure(of_judgement(found), "judgement.plot()") if found.moves else "",
        turns,
    )


def _unwrapped(lines: list[str]) -> list[str]:
    """Return sentences whose lines were broken for the terminal: continued lines have four spaces."""
    whole: list[str] = []
    for line in lines:
        if line.startswith("    ") and whole:
            whole[-1] += f" {line.strip()}"
        else:
            whole.append(line.strip())
    return whole


def worlds(found: Worlds) -> str:
    """Return a bar for each state in which most worlds settle, and how often a yes is answered to each question."""
    every, states = found.plan.space.count, len(found.ordered())
    drawn = f"{found.count:,} draws of {every:,} worlds, seed {found.plan.seed}"
    said = f"Over {'all ' + count_of(every, 'world') if found.exact else drawn}: {worlds_measure(found)}."
    if not states:
        return view(found.conflict.title, paragraph(said), paragraph("Nothing holds in any world."))
    asks = {each.id: tidy(each.asks) for each in found.conflict.questions}
    asked = [(asks[id_], estimated(share)) for id_, share in found.questions.items()]
    listed = table(("question", "yes"), asked, lines=7, whole="worlds.questions", right=("yes",)) if asked else ""
    more = f"... and {states - STATES:,} more states: worlds.to_frame() has all." if states > STATES else ""
    bars = figure(of_worlds(found, STATES), "worlds.plot()")
    return view(found.conflict.title, paragraph(said), bars, paragraph(more, small=True), listed)


def forecast(found: Forecast) -> str:
    """Return the table of questions, each with its probability, its interval and its answer."""
    rows = [
        (
            tidy(each.question.asks),
            probability_text(each.probability),
            "" if each.low is None else f"{probability_text(each.low)} to {probability_text(each.high)}",
            _yes_or_no(None if each.question.answer is None else each.question.answer.value),
        )
        for each in found.questions
    ]
    columns = ("question", "yes", "interval", "answer")
    return view(
        found.caption, table(columns, rows, lines=ROWS, whole="forecast.to_frame()", right=("yes", "interval"))
    )


def family(found: FamilyForecasts) -> str:
    """Return the table of cases, each with its probabilities and answers."""
    rows = []
    for each in found.forecasts:
        answers = dict(each.case.answers)
        said = [(f"{share}", _yes_or_no(answers.get(id_))) for id_, share in each.shares]
        rows.append((tidy(each.case.name) or each.case.id, *(cell for pair in said for cell in pair)))
    asked = [id_ for id_, _ in found.forecasts[0].shares] if found.forecasts else []
    columns = ("case", *(name for id_ in asked for name in (id_, "answer")))
    return view(found.family.title, table(columns, rows, lines=ROWS, whole="forecasts.to_frame()"))


def _yes_or_no(answer: bool | None) -> str:  # noqa: FBT001  (an answer is no flag)
    return "" if answer is None else "yes" if answer else "no"


def scores(found: Scores) -> str:
    """Return the scores in words, and the calibration plot."""
    plot = [of_scores(found)._repr_html_()] if found.summary.calibration else []  # nothing else is in its way
    return view(str(found), *plot)


def assumptions(found: Assumptions) -> str:
    """Return the headline in words, the assumptions that it does not survive, and the tornado of what matters."""
    names = PartNames(found.conflict)
    linchpins = [each for each in found.checked if any(one.survives is False for one in each.findings)]
    rows = [
        (names[each.assumption.name], each.worst.changes[0].label, _then(found, each.worst)) for each in linchpins
    ]
    columns = ("it does not survive", "if this is", "then")
    listed = table(columns, rows, lines=8, whole="assumptions.to_frame()") if rows else ""
    matter = sum(each.worst.status != "same" for each in found.checked)
    said = f"{len(linchpins)} of {count_of(len(found.checked), 'assumption')} could topple it; {matter} matter to it."
    shown = figure(of_assumptions(found), "assumptions.plot()") if matter else ""
    return view(found.conflict.title, *map(paragraph, (*headline(found), said)), listed, shown)


def _then(found: Assumptions, one: ChangeEffect) -> str:
    return one.status if one.standing is None else f"{one.status} ({strength(found, one.standing)})"


def grounds(found: Grounds) -> str:
    """Return the table of claims, each with its evidence."""
    titles = {each.id: shortened(each.title or each.id, SOURCE) for each in found.conflict.sources}
    rows = [(_claim(found.conflict, each), _cited(each, titles)) for each in found.claims]
    listed = table(("what the account says", "on what it rests"), rows, lines=ROWS, whole="sources.to_frame()")
    return view(str(found), listed)


def _claim(conflict: Conflict, claim: Claim) -> str:
    """Return a claim in words; a statement with the names of options."""
    if claim.kind == "statement" and claim.of in {dm.id for dm in conflict.decision_makers}:
        name = name_of(conflict, claim.of)
        return f"{capitalised(name)} {wants(name)} {worded(conflict, claim.says)}"
    return capitalised(claim_in_words(conflict, claim))


def _cited(claim: Claim, titles: Mapping[str, str]) -> Cell:
    cited = [f"{titles[each.source]}{f', {each.place}' * bool(each.place)}" for each in claim.evidence]
    return tuple(cited) or ("no evidence" if not claim.because else "a reason, no evidence",)
