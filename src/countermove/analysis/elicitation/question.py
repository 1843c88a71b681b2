"""A question about a pair, and the answer to it: which of two situations, or of two wishes, is preferred."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from countermove.model.incomplete import Relation

Reply = Literal["first", "second", "same", "unknown"]
"""An answer: the first is preferred, the second is, neither is, or nobody knows."""

RELATIONS: dict[str, Relation | None] = {"first": "above", "second": "below", "same": "same", "unknown": None}
"""How the first stands to the second by each reply; None if the reply says nothing."""


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """A question about one pair.

    Attributes
    ----------
    dm : str
        The id of the decision maker whose preference is asked for.
    about : {"situations", "wishes"}
        What is compared.
    first, second : int or str
        Two state numbers, from 1; or the texts of two statements.
    text : str
        The question in the words of the conflict.
    cycle : tuple of PairAnswer
        If this was answered before: the answers that do not go together. Empty otherwise.
    """

    dm: str
    about: str
    first: int | str
    second: int | str
    text: str = ""
    cycle: tuple[PairAnswer, ...] = ()

    @property
    def pair(self) -> tuple[str, frozenset[int | str]]:
        """The decision maker and the two things, in no order: what a question is about."""
        return self.dm, frozenset({self.first, self.second})


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """An answer to a question about a pair.

    Attributes
    ----------
    question : PairQuestion
        The question.
    reply : {"first", "second", "same", "unknown"}
        The answer.
    by, on : str
        Who said it, and the day, as ``2022-01-07``; empty if that is not said.
    """

    question: PairQuestion
    reply: Reply
    by: str = ""
    on: str = ""

    @property
    def relation(self) -> Relation | None:
        """How the first thing stands to the second; None if nobody knows."""
        return RELATIONS[self.reply]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; `text` and `cycle` follow from the rest."""
        asked = asdict(self.question)
        plain = {key: asked[key] for key in ("dm", "first", "second")} | {"reply": self.reply}
        return plain | {key: value for key, value in (("by", self.by), ("on", self.on)) if value}
