"""Who says something in a text: by name, or as ``the expert``, beside verbs of saying.

Words by which a text says that somebody says something, in English and Russian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.io.texts.names import name_runs
from countermove.model.provenance import Position

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText


REACH = 90
"""Characters on either side of a verb of saying in which its speaker is looked for."""

_VERBS = (
    "said|says|noted|notes|added|adds|stressed|stresses|explained|explains|told|wrote|writes|argued|argues|stated"
    "|states|believes|claimed|claims|declared|declares|warned|warns|insisted|insists|recalled|recalls|concluded"
    "|concludes|summed up|sums up|pointed out|points out|emphasi[sz]ed|emphasi[sz]es|remarked|predicted|predicts"
    "|replied|answered|admitted|acknowledged|suggested|suggests|announced|announces|commented|comments|went on"
    "|(?:is|was) (?:convinced|sure|certain|confident)"
    "|сказала?|заявила?|отметила?|отмечает|считает|подчеркнула?|добавила?|пояснила?|рассказала?|сообщила?"
    "|написала?|говорит|уверена?|убежд[её]на?|подытожила?|резюмировала?"
)

SAYING = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)

ACCORDING = re.compile(r"\b(?:according to|in the words of|по словам|по мнению|за словами|на думку)\b", re.IGNORECASE)

INSERTED = re.compile(rf"(?<=[,.!?…])\s*[—–-]\s+(?:{_VERBS})\b[^«»\n]{{0,90}}?[.,]\s*[—–-]\s+", re.IGNORECASE)
"""Between two dashes within guillemets, in Russian: who says what stands around it, and no part of it."""

STOP = re.compile(r"(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)\.|[,;:!?()\"“”«»„\0]|\s[-–—]+\s")
"""Where what stands beside a verb of saying ends; the point behind an initial or a title is none."""

RELATION = re.compile(
    r"\b(?:of|at|in|on|from|for|to|as|who|whom|during|after|before|that|with|and|в|на|во|из|от|для|что)\b",
    re.IGNORECASE,
)
"""Words behind which somebody else may be named."""

BETWEEN = re.compile(
    r"(?:\s+(?:also|later|then|has|had|have|further|earlier|again|already|too|так|также|ещё|еще))*\s*$"
)
"""What may stand between somebody and the verb."""

ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
"""What may stand in brackets between somebody and the verb."""

TOLD = re.compile("told", re.IGNORECASE)
"""A verb behind which stands who listens, not who speaks."""

ROLE = re.compile(
    r"(?:the|a|an|his|her|their|our|one|another)(?: [\w’'-]+){1,6}|(?:(?:эксперт|политолог|аналитик|экономист|министр"
    r"|президент|дипломат|чиновник|источник|политик|журналист|собеседник|депутат)\w*)",
    re.IGNORECASE,
)
"""Somebody who is not named."""

PRONOUN = re.compile(r"(?:he|she|they|i|we|он|она|они|я|мы)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something: by name, or else in the words that stand there."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A place where somebody is said to say something: from the speaker to the verb, or the other way round."""

    where: Position
    speaker: Speaker


def attributions(text: SourceText, quoted: Sequence[Position]) -> Iterator[Attribution]:
    """Yield where somebody is said to say something, outside of what is quoted, in the order of the text.

    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Tom Alder, the engineer, said so. So it is, the mayor added. According to Fen it is.", "a")
    >>> [each.speaker.name or each.speaker.role for each in attributions(text, [])]
    ['Tom Alder', 'the mayor', 'Fen']
    """
    masked = _masked(text, quoted)
    for paragraph in text.paragraphs:
        words = masked[paragraph.start : paragraph.end].replace("\n", " ")
        found = [(verb, _behind(words, verb.end())) for verb in ACCORDING.finditer(words)]
        found += [(verb, _beside(words, verb)) for verb in SAYING.finditer(words)]
        for verb, speaker in sorted(found, key=lambda each: each[0].start()):
            if speaker:
                yield Attribution(_stretch(words, verb, paragraph.start), speaker)


def _masked(text: SourceText, quoted: Sequence[Position]) -> str:
    """Return the text with a zero in place of every character that is quoted."""
    parts, done = [], 0
    for where in quoted:
        parts += [text.text[done : where.start], "\0" * (where.end - where.start)]
        done = where.end
    return "".join([*parts, text.text[done:]])


def _stretch(words: str, verb: re.Match[str], shift: int) -> Position:
    """Return a verb of saying with what stands beside it."""
    start, end = verb.start() - len(_left(words, verb.start())), verb.end() + len(_right(words, verb.end()))
    return Position(start + shift, end + shift)


def _left(words: str, at: int) -> str:
    near = words[max(0, at - REACH) : at]
    stops = [*STOP.finditer(near)]
    return near[stops[-1].end() :] if stops else near


def _right(words: str, at: int) -> str:
    near = words[at : at + REACH]
    stop = STOP.search(near)
    return near[: stop.start()] if stop else near


def _beside(words: str, verb: re.Match[str]) -> Speaker | None:
    """Return who says something: before the verb, or behind it where the verb comes first."""
    before = ASIDE.sub("", words[: verb.start()])
    left = BETWEEN.sub("", _left(before, len(before))).strip()
    if not left:
        return _apposed(before.rstrip()) or (None if TOLD.fullmatch(verb[0]) else _behind(words, verb.end()))
    named = _last_name(left)
    if named:
        return named
    if PRONOUN.fullmatch(left):
        return Speaker(role=left)
    if not ROLE.fullmatch(left):
        return None
    return _apposed(f"{before.rstrip()},") or Speaker(role=left)


def _last_name(words: str) -> Speaker | None:
    """Return the name that some words end with; a single word behind *the* is a role rather than a name."""
    named = [run for run in name_runs(words) if run[1] >= len(words)]
    if not named:
        return None
    start, _, name = named[-1]
    if " " not in name and re.search(r"\bthe\s*$", words[:start], re.IGNORECASE):
        return Speaker(role=f"the {name}")
    return Speaker(name=name)


def _apposed(before: str) -> Speaker | None:
    """Return who is named between commas, or before a role that stands between them."""
    if not before.endswith(","):
        return None
    last = _left(before, len(before) - 1)
    rest = before[: len(before) - 1 - len(last)]
    if not rest.endswith(","):
        return None
    named = _last_name(last.strip())
    if named and " " in named.name and named.name == last.strip():
        return named
    return _last_name(_left(rest, len(rest) - 1).strip()) if ROLE.fullmatch(last.strip()) else None


def _behind(words: str, at: int) -> Speaker | None:
    """Return who stands behind a verb of saying: ``the old engineer Tom Alder``, ``the engineer, Tom Alder``."""
    near = _right(words, at)
    name, end = _first_name(near)
    if name:
        return _last_name(near[:end])
    role = RELATION.split(near)[0].strip()
    if not ROLE.fullmatch(role):
        return Speaker(role=role) if PRONOUN.fullmatch(role) else None
    apposed = _right(words, at + len(near) + 1) if words[at + len(near) :][:1] == "," else ""
    name, end = _first_name(apposed)
    return Speaker(name=name) if name and apposed.strip() == name else Speaker(role=role)


def _first_name(words: str) -> tuple[str, int]:
    """Return the first name, passing over an adjective before it, and where it ends."""
    name, end = "", 0
    for start, stop, each in name_runs(words):
        if RELATION.search(words[end:start]):
            break
        name, end = each, stop
    return name, end
