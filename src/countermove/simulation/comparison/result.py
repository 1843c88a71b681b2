"""A comparison as a record: what changed in the model, in the answers, and because of what; also as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.comparison.answers import ChangedAnswer, EndKey
    from countermove.analysis.comparison.causes import Tried
    from countermove.analysis.comparison.change import ModelChange
    from countermove.analysis.comparison.wording import Wording
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.judgement.result import JudgedEnd, Judgement

DIGITS = 6
"""Decimals of a probability in a document."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two accounts.

    Attributes
    ----------
    name : str
        What it is called, such as the file.
    conflict : Conflict
        The conflict from its start.
    title, start : str
        The title of the file, and the names of the variations that were laid on it.
    judged : Judgement or None
        The judgement on it; None if there is none.
    unjudged : str
        Why there is none.
    """

    name: str
    conflict: Conflict = field(repr=False)
    title: str
    start: str
    judged: Judgement | None = field(repr=False)
    unjudged: str = ""


@dataclass(frozen=True, eq=False)
class ComparedEnd:
    """An end in both judgements; None where it is none of the ends."""

    key: EndKey
    name: str
    before: JudgedEnd | None
    after: JudgedEnd | None

    @property
    def shares(self) -> tuple[float, float]:
        """Its share of the worlds in each, as the judgement has it."""
        before, after = (0.0 if each is None else each.chance.share.value for each in (self.before, self.after))
        return before, after


@dataclass(frozen=True, eq=False)
class ComparedQuestion:
    """A question that both ask, with the share of a yes in each; None where it is not answered."""

    question: Question
    before: float | None
    after: float | None


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two accounts side by side.

    Attributes
    ----------
    before, after : Side
        The accounts.
    changes : tuple of ModelChange
        What changed in the model, in the order of the second account; causes name them by their positions.
    renamed : tuple of (decision maker, old id, new id)
        Options that are the same under another id.
    wording : tuple of (kind, number)
        How many parts differ in what changes no answer.
    asked : tuple of (tuple of str, tuple of str)
        The questions that the first only asks, and those that the second only asks.
    ends : tuple of ComparedEnd
        The ends of both, the likeliest of the second first.
    questions : tuple of ComparedQuestion
        The questions that both ask.
    concepts : tuple of str
        The concepts by which verdicts are compared; empty if they are not.
    common : tuple of str
        The options of both, as ``dm.option``, by which situations are matched.
    holding : tuple of (tuple of int, tuple of int)
        For each concept the number of situations that hold in the first, and in the second.
    answers : tuple of ChangedAnswer
        The answers that changed: the end, questions, verdicts by concept.
    tried : mapping of str to Tried
        How far causes were searched for, of ``shares`` and of ``verdicts``.
    left_out : tuple of str
        What was not compared, and why.
    """

    before: Side
    after: Side
    changes: tuple[ModelChange, ...]
    renamed: tuple[tuple[str, str, str], ...]
    wording: tuple[tuple[Wording, int], ...]
    asked: tuple[tuple[str, ...], tuple[str, ...]]
    ends: tuple[ComparedEnd, ...]
    questions: tuple[ComparedQuestion, ...]
    concepts: tuple[str, ...]
    common: tuple[str, ...]
    holding: tuple[tuple[int, int], ...]
    answers: tuple[ChangedAnswer, ...]
    tried: dict[str, Tried]
    left_out: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflicts lack of their files, and what was not compared."""
        sides = (*self.before.conflict.remarks, *self.after.conflict.remarks)
        return (*dict.fromkeys(sides), *self.left_out)

    @property
    def verdicts(self) -> tuple[ChangedAnswer, ...]:
        """The verdicts that changed."""
        return tuple(each for each in self.answers if each.kind == "verdict")

    def to_frame(self) -> pd.DataFrame:
        """Return a table with a row for each changed answer: what it was, what it is, and the changes that did it."""
        import pandas as pd

        rows = [
            (each.kind, each.id, ", ".join(each.situation), each.before, each.after, _told(each))
            for each in self.answers
        ]
        return pd.DataFrame(rows, columns=["answer", "of", "situation", "before", "after", "because of changes"])

    def changes_frame(self) -> pd.DataFrame:
        """Return a table with a row for each change of the model; causes name its rows, from 1."""
        import pandas as pd

        rows = [each.to_dict() for each in self.changes]
        columns = ["what", "how", "decision_maker", "id", "before", "after"]
        return pd.DataFrame(rows, columns=columns, index=pd.RangeIndex(1, len(rows) + 1, name="change"))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; changes are numbered from 1."""
        return {
            "before": _side(self.before),
            "after": _side(self.after),
            "remarks": [*self.remarks],
            "changes": [{"number": k, **each.to_dict()} for k, each in enumerate(self.changes, start=1)],
            "renamed": [{"decision_maker": dm, "before": old, "after": new} for dm, old, new in self.renamed],
            "wording": dict(self.wording),
            "asked_only": {"before": [*self.asked[0]], "after": [*self.asked[1]]},
            "ends": [{"id": _plain(each.key), "name": each.name, **_numbers(each.shares)} for each in self.ends],
            "questions": [
                {"id": each.question.id, "asks": each.question.asks, **_numbers((each.before, each.after))}
                for each in self.questions
            ],
            "common_options": [*self.common],
            "holding": {
                id_: {"before": before, "after": after}
                for id_, (before, after) in zip(self.concepts, self.holding, strict=True)
            },
            "answers": [_answer(each) for each in self.answers],
            "searched": {
                what: {
                    "changes": tried.changes,
                    "sets_tried": tried.sets,
                    "invalid": tried.invalid,
                    "complete_up_to": tried.complete,
                    "all": tried.all,
                }
                for what, tried in self.tried.items()
            },
        }


def _side(side: Side) -> dict[str, Any]:
    judged = side.judged
    return {
        "name": side.name,
        "conflict": side.title,
        "variation": side.conflict.variation or None,
        "concept": judged.concept if judged else None,
        "worlds": judged.worlds.count if judged else None,
        "seed": judged.worlds.plan.seed if judged else None,
        "not_judged": side.unjudged or None,
    }


def _numbers(both: tuple[float | None, float | None]) -> dict[str, float | None]:
    before, after = (None if each is None else round(each, DIGITS) for each in both)
    return {"before": before, "after": after}


def _answer(each: ChangedAnswer) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id or None,
        "situation": [*each.situation] if each.kind == "verdict" else None,
        "before": _plain(each.before),
        "after": _plain(each.after),
        "causes": [
            {"undo": [k + 1 for k in cause.changes], "enough": cause.enough, "smallest": cause.smallest}
            for cause in each.causes
        ],
    }


def _plain(value: EndKey | bool | None) -> str | list[str] | bool | None:  # noqa: FBT001  (the value of an answer)
    return [*value] if isinstance(value, tuple) else value


def _told(answer: ChangedAnswer) -> str:
    """Return the causes by the numbers of their changes: ``1; 2 and 3``."""
    return "; ".join(" and ".join(str(k + 1) for k in cause.changes) for cause in answer.causes)
