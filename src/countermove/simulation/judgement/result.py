"""The judgement as a record: questions, ends, linchpins, confidence, readings and starts; also as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from countermove.model.plotted import Plotted
from countermove.simulation.result import leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from countermove.analysis.assumptions.freeing import Freeing
    from countermove.analysis.published import ComparedEquilibria
    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Question
    from countermove.simulation.judgement.confidence import Confidence
    from countermove.simulation.judgement.linchpins import Linchpin
    from countermove.simulation.judgement.robustness import Robustness
    from countermove.simulation.judgement.signs import Sign
    from countermove.simulation.judgement.ties import Tie
    from countermove.simulation.judgement.unreached import UnreachedEnd
    from countermove.simulation.result import Share, Worlds

DIGITS = 6
"""Decimals of a probability in a document."""


@dataclass(frozen=True, eq=False)
class ChanceByReading:
    """The probability of one thing in the default reading, and beside it in others.

    Attributes
    ----------
    share : Share
        Over the worlds of the file, with its standard error.
    by_reading : mapping of str to float
        By concept id, over the same worlds.
    certain : float or None
        If every assumption of the file is certain; None if nothing is doubted, so that it is the same.
    """

    share: Share
    by_reading: Mapping[str, float]
    certain: float | None

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest probability over readings."""
        return min(self.by_reading.values()), max(self.by_reading.values())

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        low, high = self.range
        return {
            "share": round(self.share.value, DIGITS),
            "error": round(self.share.error, DIGITS),
            "low": round(low, DIGITS),
            "high": round(high, DIGITS),
            "certain": None if self.certain is None else round(self.certain, DIGITS),
            "by_reading": {id_: round(value, DIGITS) for id_, value in self.by_reading.items()},
        }


@dataclass(frozen=True, eq=False)
class JudgedQuestion:
    """A question of the file, and the probability of a yes among the worlds that settle.

    Attributes
    ----------
    question : Question
        The question.
    chance : ChanceByReading
        The probability of a yes; without meaning if it is not answered.
    answered : bool
        Whether the model answers it: somebody moves in some world, and the conflict settles in some.
    """

    question: Question
    chance: ChanceByReading
    answered: bool = True


@dataclass(frozen=True, eq=False)
class JudgedEnd:
    """An end, or a group of ends under one name.

    Attributes
    ----------
    letter : str
        ``A`` for the likeliest end, and so on; ``-`` for other ends.
    id : str
        The id of the condition that names the group; empty if its name follows from its options.
    name : str
        The name of the group.
    on, off, open : tuple of int
        The bits of the options that are on in all of its states; that were on at the start and are off in all; and
        that are on in some only.
    decimals : tuple of int
        The decimals of its states, those in which most worlds settle first.
    chance : ChanceByReading
        The probability that the conflict settles in it.
    came_about : float or None
        The share of its worlds in which what came about holds; None if the file does not say what came about.
    tie : Tie or None
        Why it comes about by a tie and not by a motive, if it does.
    """

    letter: str
    id: str
    name: str
    on: tuple[int, ...]
    off: tuple[int, ...]
    open: tuple[int, ...]
    decimals: tuple[int, ...]
    chance: ChanceByReading
    came_about: float | None
    tie: Tie | None = None


@dataclass(frozen=True, eq=False)
class Judgement(Plotted):
    """The bottom line of an account.

    Attributes
    ----------
    conflict : Conflict
        The conflict from its standpoint.
    title : str
        The title of the file.
    start : str
        The names of the variations from which it is judged; empty if the file has no standpoint.
    concept : str
        The id of the concept of the default reading.
    worlds : Worlds
        The worlds of the default reading. Of a large conflict it is counted where they settle, and not in which of
        them each state holds (`Worlds.counted`).
    questions : tuple of JudgedQuestion
        The questions of the file that are asked from this standpoint.
    ends : tuple of JudgedEnd
        The likeliest first. Other ends come last.
    came_about : float or None
        The share of worlds in which what came about holds at the end; None if the file does not say.
    unsettled : ChanceByReading
        The probability that the conflict never settles.
    linchpins : tuple of Linchpin
        The assumptions on which the likeliest end turns.
    confidence : Confidence
        The confidence in the judgement.
    leaders : mapping of str to int
        By concept id, the position of the likeliest end; -1 if it is likelier that the conflict never settles.
    other_start : tuple of (int, float) or None
        The position and share of the likeliest end from the file as it stands, if it is another one.
    overturned : tuple of tuple of str
        The coalitions that would leave the likeliest end together.
    published : tuple of ComparedEquilibria
        What the file gives as published, beside what follows.
    signs : tuple of Sign
        What to watch for: what tells ends apart when it comes first.
    unreached : tuple of UnreachedEnd
        What came about, if no reading reaches it, and the ends of the file that are stable and not reached.
    moves : bool
        Whether the conflict leaves its status quo in any world.
    freed : tuple of Freeing
        Where it does not by the default reading, the changes of statements after which somebody would leave it.
    robustness : Robustness or None
        The cheapest single changes that would end the likeliest end; None if that was not asked.
    """

    conflict: Conflict = field(repr=False)
    title: str
    start: str
    concept: str
    worlds: Worlds = field(repr=False)
    questions: tuple[JudgedQuestion, ...]
    ends: tuple[JudgedEnd, ...]
    came_about: float | None
    unsettled: ChanceByReading
    linchpins: tuple[Linchpin, ...]
    confidence: Confidence
    leaders: Mapping[str, int]
    other_start: tuple[int, float] | None
    overturned: tuple[tuple[str, ...], ...]
    published: tuple[ComparedEquilibria, ...]
    moves: bool
    signs: tuple[Sign, ...] = ()
    unreached: tuple[UnreachedEnd, ...] = ()
    freed: tuple[Freeing, ...] = ()
    robustness: Robustness | None = None

    @property
    def deduction(self) -> bool:
        """Whether nothing in the file is doubted, so that there is one world."""
        return self.worlds.plan.space.count == 1

    @property
    def likeliest(self) -> JudgedEnd | None:
        """The likeliest end in the default reading; None if it is likelier that the conflict never settles."""
        k = self.leaders[self.concept]
        return None if k < 0 else self.ends[k]

    @property
    def deterred(self) -> bool:
        """Whether nobody leaves the status quo by the default reading, though some would gain by it."""
        return self.moves and not leaves(self.worlds)

    def letter(self, end: int) -> str | None:
        """Return the letter of an end by its position, those that no reading reaches last; None for never settling.

        Their letters come after those of the ends that are reached.
        """
        if end < len(self.ends):
            return self.ends[end].letter if end >= 0 else None
        return chr(ord("A") + sum(each.letter != "-" for each in self.ends) + end - len(self.ends))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the conflict lacks of its file, and what may change its meaning."""
        return self.conflict.remarks

    def to_frame(self) -> pd.DataFrame:
        """Return a table with a row for each question and each end: chances, and which came about."""
        import pandas as pd

        answers = [each.question.answer.value if each.question.answer else None for each in self.questions]
        rows = [(each.question.asks, each.chance, said) for each, said in zip(self.questions, answers, strict=True)]
        rows += [(f"{each.letter} {each.name}", each.chance, bool(each.came_about)) for each in self.ends]
        columns: dict[str, Any] = {
            "chance": [chance.share.value for _, chance, _ in rows],
            "±": [chance.share.error for _, chance, _ in rows],
            "low": [chance.range[0] for _, chance, _ in rows],
            "high": [chance.range[1] for _, chance, _ in rows],
            "certain": [chance.certain for _, chance, _ in rows],
            "came about": [said for _, _, said in rows],
        }
        return pd.DataFrame(columns, index=pd.Index([what for what, _, _ in rows], name="what"))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            "conflict": self.title,
            "variation": self.conflict.variation or None,
            "remarks": [*self.remarks],
            "concept": self.concept,
            "deduction": self.deduction,
            "worlds": self.worlds.count,
            "seed": self.worlds.plan.seed,
            "questions": [
                {
                    "id": each.question.id,
                    "asks": each.question.asks,
                    "asked": each.question.asked.isoformat() if each.question.asked else None,
                    "chance": each.chance.to_dict() if each.answered else None,
                    "answer": each.question.answer.value if each.question.answer else None,
                }
                for each in self.questions
            ],
            "ends": [_end(self.conflict, each) for each in self.ends],
            "came_about": None if self.came_about is None else round(self.came_about, DIGITS),
            "never_settles": self.unsettled.to_dict(),
            "linchpins": [_linchpin(self, each) for each in self.linchpins],
            "confidence": {
                "level": self.confidence.level,
                "reasons": [{"reason": reason, "points": points} for reason, points in self.confidence.reasons],
            },
            "leaders": {id_: self.ends[k].letter if k >= 0 else None for id_, k in self.leaders.items()},
            "overturned_by": [[*each] for each in self.overturned],
            "published": [each.to_dict() for each in self.published],
            "signs": [_sign(self, each) for each in self.signs],
            "unreached": [_unreached(each) for each in self.unreached],
            "moves": self.moves,
            "freed_by": [freed_by(each) for each in self.freed],
            "robustness": None if self.robustness is None else _robustness(self, self.robustness),
        }


def freed_by(each: Freeing) -> dict[str, Any]:
    """Return what would free a conflict as plain values, for JSON."""
    changes = [{"assumption": change.assumption.name, "change": change.how} for change in each.changes]
    return {"changes": changes, "movers": [*each.movers]}


def _robustness(judged: Judgement, found: Robustness) -> dict[str, Any]:
    named = {"then": found.then, "other": found.other}
    changes = {"ends": found.ends, "brings": found.brings}
    return {
        "by": found.kind,
        "tried": found.tried,
        **{key: None if k is None else judged.letter(k) for key, k in named.items()},
        **{key: None if each is None else each.to_dict() for key, each in changes.items()},
    }


def _end(conflict: Conflict, end: JudgedEnd) -> dict[str, Any]:
    parts = {"on": end.on, "no_longer": end.off, "open": end.open}
    return {
        "letter": end.letter,
        "id": end.id or None,
        "name": end.name,
        **{key: [conflict.options[bit] for bit in bits] for key, bits in parts.items()},
        "decimals": [*end.decimals],
        "chance": end.chance.to_dict(),
        "came_about": None if end.came_about is None else round(end.came_about, DIGITS),
        "tie": None if end.tie is None else asdict(end.tie),
    }


def _sign(judged: Judgement, sign: Sign) -> dict[str, Any]:
    plain = {key: round(value, DIGITS) for key, value in (("share", sign.share), ("before", sign.before))}
    return {
        "decision_maker": sign.dm,
        "options": [*sign.options],
        "on": sign.on,
        "probability": None if sign.probability is None else round(sign.probability, DIGITS),
        "end": judged.letter(sign.end),
        **plain,
    }


def _unreached(end: UnreachedEnd) -> dict[str, Any]:
    return {
        "id": end.id,
        "name": end.name,
        "came_about": end.came_about,
        "stable": [*end.stable],
        "coalition": [*end.coalition],
    }


def _linchpin(judged: Judgement, each: Linchpin) -> dict[str, Any]:
    return {
        "thing": each.name,
        "way": each.alternative,
        "probability": round(each.probability, DIGITS),
        "end": judged.ends[each.end].letter,
        "share": round(each.share, DIGITS),
        "because": each.claim.because if each.claim else "",
    }
