"""Several respondents about one conflict: where their answers differ, and each one's view as a rival coding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from countermove.analysis.elicitation.respondents import disagreements
from countermove.model.records import Preferences, Variation
from countermove.simulation.answers.kept import thing_name
from countermove.simulation.answers.written import answered_about, because, ordered_statements, ranking_levels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from countermove.analysis.elicitation.respondents import Disagreement
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.model.conflict import Conflict


@dataclass(frozen=True)
class Disagreements:
    """Where respondents differ.

    Attributes
    ----------
    respondents : mapping of str to Elicitation
        What each was asked, after the answers.
    """

    respondents: Mapping[str, Elicitation]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader has to know."""
        return tuple(dict.fromkeys(line for each in self.respondents.values() for line in each.remarks))

    @cached_property
    def pairs(self) -> tuple[Disagreement, ...]:
        """The pairs that at least one respondent was asked about, and of which two say different things."""
        return disagreements(self.respondents.values())

    @property
    def agreed(self) -> int:
        """The number of pairs that somebody was asked about, and of which several say the same and nobody differs."""
        every = [*self.respondents.values()]
        asked = {answer.question.pair: answer.question for each in every for answer in each.answers}
        told = [[reply for each in every if (reply := each.reply_to(question))] for question in asked.values()]
        return sum(len(each) > 1 and len({*each}) == 1 for each in told)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        each = next(iter(self.respondents.values()))
        return {
            "conflict": each.view.title,
            "variation": each.view.variation or None,
            "about": each.about,
            "respondents": {name: len(asked.answers) for name, asked in self.respondents.items()},
            "agreed": self.agreed,
            "disputed": [
                {
                    "dm": pair.dm,
                    "first": thing_name(each, pair.first),
                    "second": thing_name(each, pair.second),
                    "said": dict(pair.says),
                }
                for pair in self.pairs
            ],
            "verdicts": {
                name: {str(goal): asked.holds(goal) for goal in asked.goals}
                for name, asked in self.respondents.items()
            },
            "remarks": [*self.remarks],
        }


def as_variations(conflict: Conflict, found: Disagreements) -> tuple[Variation, ...]:
    """Return each respondent's view as a rival coding; with those of the file, their weights add up to 1.

    Parameters
    ----------
    conflict : Conflict
        The conflict of the file.
    found : Disagreements

    Returns
    -------
    tuple of Variation
        One for each respondent whose answers say something.
    """
    saying = {name: asked for name, asked in found.respondents.items() if answered_about(asked)}
    left = 1 - sum(each.weight or 0 for each in conflict.variations)
    share = round(left / max(len(saying), 1), 4)
    weights = [share] * (len(saying) - 1) + [round(left - share * (len(saying) - 1), 4)]
    ids = variation_ids([*saying])
    return tuple(
        _view(conflict, name, asked, ids[name], weight)
        for (name, asked), weight in zip(saying.items(), weights, strict=True)
    )


def as_variation(conflict: Conflict, name: str, asked: Elicitation) -> Variation:
    """Return the view of one respondent as a variation without a weight: a what-if.

    Parameters
    ----------
    conflict : Conflict
        The conflict of the file.
    name : str
        The respondent.
    asked : Elicitation
        After the answers.
    """
    return _view(conflict, name, asked, variation_ids([name])[name], None)


def _view(conflict: Conflict, name: str, asked: Elicitation, id_: str, weight: float | None) -> Variation:
    return Variation(
        id=id_,
        name=f"as {name} sees it",
        because="; ".join(f"{dm}: {because(asked, dm)}" for dm in answered_about(asked)),
        preferences=tuple((dm, _wants(conflict, asked, dm)) for dm in answered_about(asked)),
        weight=weight,
    )


def _wants(conflict: Conflict, asked: Elicitation, dm: str) -> Preferences:
    if asked.about == "wishes":
        return Preferences(statements=ordered_statements(conflict, asked, dm))
    return Preferences(ranking=ranking_levels(conflict, asked, dm), because=because(asked, dm))


def variation_ids(names: list[str]) -> dict[str, str]:
    """Return an id for the view of each respondent.

    Examples
    --------
    >>> variation_ids(["Anna B.", "anna b", "Åsa", "!"])
    {'Anna B.': 'said-by-anna-b', 'anna b': 'said-by-anna-b-2', 'Åsa': 'said-by-åsa', '!': 'said-by-4'}
    """
    found: dict[str, str] = {}
    for k, name in enumerate(names, start=1):
        plain = re.sub(r"[\W_]+", "-", name.lower()).strip("-") or str(k)
        taken = f"said-by-{plain}" in found.values()
        found[name] = f"said-by-{plain}-{k}" if taken else f"said-by-{plain}"
    return found
