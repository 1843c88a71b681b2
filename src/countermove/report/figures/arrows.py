"""The arrows of moves as SVG path data, and the marks of decision makers: short names and colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.report.figures.templates import brief
from countermove.report.figures.text import drawable, width_of
from countermove.report.words import dm_names, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from countermove.analysis.excerpt.result import DrawnMove
    from countermove.model.conflict import Conflict
    from countermove.report.figures.layout.layered import Piece


HEAD_LENGTH, HEAD_HALF = 9.0, 4.5
"""Length of the head, and half its width."""

BAR_DISTANCE, BAR_HALF = 12.0, 5.5
"""Distance of the bar from the tip, and half its width."""

COLOURS = 8
"""Number of colours in the style sheet."""

SHORT, CHANCE = 12.0, 12.0
"""Font sizes of the short name and of the probability of a move."""

ABBREVIATION_LENGTH = 5
"""Maximum letters of a name that needs no abbreviation."""


def arrow_line(pieces: tuple[Piece, ...]) -> str:
    """Return the line of an arrow; it ends inside the head, so that the tip stays sharp.

    Examples
    --------
    >>> from countermove.report.figures.layout.layered import Piece
    >>> arrow_line((Piece((0, 0), (0, 20), False), Piece((0, 20), (40, 60), True), Piece((40, 60), (40, 80), False)))
    'M0 0V20C0 40 40 40 40 60V72'
    """
    x, y = pieces[0].start
    parts = [f"M{brief(x)} {brief(y)}"]
    for piece in pieces:
        (a, b), (c, d) = piece.start, piece.end
        if piece is pieces[-1] and not piece.curved:
            d -= (HEAD_LENGTH - 1) * _direction(pieces)
        half = (b + d) / 2
        curve = f"C{brief(a)} {brief(half)} {brief(c)} {brief(half)} {brief(c)} {brief(d)}"
        parts.append(curve if piece.curved else f"V{brief(d)}" if a == c else f"H{brief(c)}")
    return "".join(parts)


def arrow_head(pieces: tuple[Piece, ...]) -> str:
    """Return the head of an arrow."""
    x, y = pieces[-1].end
    back = y - HEAD_LENGTH * _direction(pieces)
    return f"M{brief(x)} {brief(y)}L{brief(x - HEAD_HALF)} {brief(back)}H{brief(x + HEAD_HALF)}Z"


def sanction_bar(pieces: tuple[Piece, ...]) -> str:
    """Return the bar across an arrow, before its head, that marks a sanctioned improvement."""
    x, y = pieces[-1].end
    return f"M{brief(x - BAR_HALF)} {brief(y - BAR_DISTANCE * _direction(pieces))}h{brief(2 * BAR_HALF)}"


def _direction(pieces: tuple[Piece, ...]) -> int:
    """Return 1 for an arrow that ends downwards, and -1 for one that ends upwards."""
    return 1 if pieces[-1].end[1] > pieces[-1].start[1] else -1


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a decision maker: its short name, the width of its chip in pixels, and the number of its colour."""

    short: str
    width: float
    colour: int


def marks(conflict: Conflict) -> dict[str, Mark]:
    """Return the mark of each decision maker, by id.

    Examples
    --------
    >>> from countermove import cases
    >>> [mark.short for mark in marks(cases.load("elmira")).values()]
    ['M', 'U', 'L']
    """
    short = [drawable(each) for each in abbreviated(dm_names(conflict))]
    ids = [dm.id for dm in conflict.decision_makers]
    return {
        id_: Mark(each, round(max(18.0, width_of(each, SHORT) + 10), 1), k % COLOURS)
        for k, (id_, each) in enumerate(zip(ids, short, strict=True))
    }


def chance_of(move: DrawnMove) -> str:
    """Return the probability that a move is taken, as text; empty for 0 and 1."""
    return share(move.probability) if 0 < move.probability < 1 - 1e-9 else ""


def label_width(mark: Mark, move: DrawnMove) -> float:
    """Return the width of the label of a move in pixels: the chip and, beside it, the probability."""
    chance = chance_of(move)
    return mark.width + (width_of(chance, CHANCE) + 4 if chance else 0.0)


def kind_of(move: DrawnMove) -> str:
    """Return the kind of line of a move, which is its CSS class."""
    if not move.improves:
        return "other"
    return "taken" if move.probability else "sanctioned" if move.sanctioned else "improves"


def abbreviated(names: Sequence[str]) -> tuple[str, ...]:
    """Return short names for decision makers.

    All names are abbreviated alike, by the shortest kind of abbreviation that keeps them distinct. If no kind does,
    each gets its shortest abbreviation that no other has. If one of them has none, all are numbered.

    Examples
    --------
    >>> abbreviated(["The street", "President Tokayev", "Russia"])
    ('S', 'P', 'R')
    >>> abbreviated(["Iran", "Iraq"]), abbreviated(["Local government", "Local industry"])
    (('Iran', 'Iraq'), ('LG', 'LI'))
    >>> abbreviated(["United States", "United Kingdom", "Iran", "Iraq", "Party 1", "Party 2"])
    ('US', 'UK', 'Iran', 'Iraq', 'P1', 'P2')
    >>> abbreviated(["Party", "Party"])
    ('1', '2')
    """
    kinds = [*_abbreviations([_words(name) for name in names])]
    for short in [*kinds, _first_unshared(kinds)]:
        if all(short) and len(set(short)) == len(names):
            return tuple(short)
    return tuple(str(k) for k in range(1, len(names) + 1))


def _words(name: str) -> list[str]:
    """Return the words of a name, without an article and without text in brackets."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.partition("(")[0]).split()
    return words[1:] if len(words) > 1 and words[0].lower() in {"the", "a", "an"} else words


def _abbreviations(names: list[list[str]]) -> Iterator[list[str]]:
    """Yield the names abbreviated by each kind, the shortest first; a name that a kind does not suit is empty."""
    whole = [" ".join(words) for words in names]
    if all(len(name) <= ABBREVIATION_LENGTH for name in whole):
        yield whole
    yield [name[:1].upper() for name in whole]
    yield [_initials(words) for words in names]
    yield [name if len(name) <= ABBREVIATION_LENGTH else "" for name in whole]
    yield [name[:2].capitalize() for name in whole]
    yield [name[:3].capitalize() for name in whole]


def _initials(words: list[str]) -> str:
    """Return the initials of the capitalised words, with up to three digits of numbers; empty if unsuitable."""
    counting = [word for word in words if not word[0].islower()]
    if sum(not word.isdigit() for word in counting) < 2:
        counting = words
    initials = "".join(word[:3] if word.isdigit() else word[0].upper() for word in counting)
    return initials if 2 <= len(initials) <= ABBREVIATION_LENGTH else ""


def _first_unshared(kinds: list[list[str]]) -> list[str]:
    """Return, for each name, its first abbreviation that no other name shares."""
    shared = [Counter(short) for short in kinds]
    names = zip(*kinds, strict=True)
    return [next((s for s, n in zip(short, shared, strict=True) if s and n[s] == 1), "") for short in names]
