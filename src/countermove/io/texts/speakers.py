"""Attributions in a text: verbs of saying, in English and Russian, with a speaker by name or by role beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from countermove.io.texts.person_names import name_at_end, name_runs
from countermove.model.provenance import Position

if TYPE_CHECKING:
    from countermove.io.texts.text import SourceText


REACH = 90
"""Characters on either side of a verb of saying in which its speaker is searched."""

WINDOW = 5 * REACH
"""Characters before a verb of saying that are looked at: a phrase, an apposition before it, and parentheses."""

MAX_VERBS = 20_000
"""Most verbs of saying whose speakers are looked for; a text of a million characters has some thousands."""

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
"""In Russian, an attribution between two dashes within a quotation in guillemets."""

PHRASE_END = re.compile(r"(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)\.|[,;:!?()\"“”«»„\0]|\s[-–—]+\s")
"""Ends of a phrase beside a verb of saying; the point after an initial or a title is not an end."""

RELATION = re.compile(
    r"\b(?:of|at|in|on|from|for|to|as|who|whom|during|after|before|that|with|and|в|на|во|из|от|для|что)\b",
    re.IGNORECASE,
)
"""Words after which another person may be named."""

FILLER = re.compile(
    r"(?:\s+(?:also|later|then|has|had|have|further|earlier|again|already|too|так|также|ещё|еще))*\s*$"
)
"""Words that may stand between speaker and verb."""

LISTENER_VERB = re.compile("told", re.IGNORECASE)
"""A verb that is followed by the listener, not by the speaker."""

ROLE = re.compile(
    r"(?:the|a|an|his|her|their|our|one|another)(?: [\w’'-]+){1,6}|(?:(?:эксперт|политолог|аналитик|экономист|министр"
    r"|президент|дипломат|чиновник|источник|политик|журналист|собеседник|депутат)\w*)",
    re.IGNORECASE,
)
"""A speaker without a name."""

PRONOUN = re.compile(r"(?:he|she|they|i|we|он|она|они|я|мы)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker, by name, or else by role in the words of the text."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker and the range of the text from the speaker to the verb of saying, or from the verb to the speaker."""

    where: Position
    speaker: Speaker


def attributions(text: SourceText, quoted: Sequence[Position]) -> Iterator[Attribution]:
    """Yield the attributions outside quotations, in the order of the text, of up to `MAX_VERBS` verbs of saying.

    Parameters
    ----------
    text : SourceText
        The text.
    quoted : sequence of Position
        The quotations, in order and disjoint.


    Examples
    --------
    >>> from countermove.io.texts.outline import outlined
    >>> text = outlined("Tom Alder, the engineer, said so. So it is, the mayor added. According to Fen it is.", "a")
    >>> [each.speaker.name or each.speaker.role for each in attributions(text, [])]
    ['Tom Alder', 'the mayor', 'Fen']
    """
    for words, start, verb, says in islice(_verbs(text, quoted), MAX_VERBS):
        if speaker := _beside(words, verb) if says else _behind(words, verb.end()):
            yield Attribution(_verb_phrase(words, verb, start), speaker)


def verbs_passed_over(text: SourceText, quoted: Sequence[Position]) -> int:
    """Return the number of verbs of saying past `MAX_VERBS`, whose speakers are not looked for."""
    return sum(1 for _ in islice(_verbs(text, quoted), MAX_VERBS, None))


def _verbs(text: SourceText, quoted: Sequence[Position]) -> Iterator[tuple[str, int, re.Match[str], bool]]:
    """Yield the verbs of saying in order: paragraph, its start, the verb, whether a person may stand before it."""
    masked = _without_quotations(text, quoted)
    for paragraph in text.paragraphs:
        words = masked[paragraph.start : paragraph.end].replace("\n", " ")
        found = [(verb, False) for verb in ACCORDING.finditer(words)]
        found += [(verb, True) for verb in SAYING.finditer(words)]
        for verb, says in sorted(found, key=lambda each: each[0].start()):
            yield words, paragraph.start, verb, says


def _without_quotations(text: SourceText, quoted: Sequence[Position]) -> str:
    """Return the text with a zero character in place of every quoted one; positions are kept."""
    parts, done = [], 0
    for where in quoted:
        parts += [text.text[done : where.start], "\0" * (where.end - where.start)]
        done = where.end
    return "".join([*parts, text.text[done:]])


def _verb_phrase(words: str, verb: re.Match[str], shift: int) -> Position:
    """Return the position of a verb of saying with the phrases beside it."""
    start, end = verb.start() - len(_left(words, verb.start())), verb.end() + len(_right(words, verb.end()))
    return Position(start + shift, end + shift)


def _left(words: str, at: int) -> str:
    near = words[max(0, at - REACH) : at]
    stops = [*PHRASE_END.finditer(near)]
    return near[stops[-1].end() :] if stops else near


def _right(words: str, at: int) -> str:
    near = words[at : at + REACH]
    stop = PHRASE_END.search(near)
    return near[: stop.start()] if stop else near


def _beside(words: str, verb: re.Match[str]) -> Speaker | None:
    """Return the speaker before a verb, or after it if nothing stands before it."""
    before = _without_parenthesis(words[max(0, verb.start() - WINDOW) : verb.start()])
    left = FILLER.sub("", _left(before, len(before))).strip()
    if not left:
        return _apposition(before.rstrip()) or (
            None if LISTENER_VERB.fullmatch(verb[0]) else _behind(words, verb.end())
        )
    named = _last_name(left)
    if named:
        return named
    if PRONOUN.fullmatch(left):
        return Speaker(role=left)
    if not ROLE.fullmatch(left):
        return None
    return _apposition(f"{before.rstrip()},") or Speaker(role=left)


def _without_parenthesis(words: str) -> str:
    """Return words without parentheses at their end."""
    bare = words.rstrip()
    start = bare.rfind("(")
    if start < 0 or bare.find(")", start) != len(bare) - 1:
        return words
    return bare[:start].rstrip()


def _last_name(words: str) -> Speaker | None:
    """Return the speaker whose name ends the words; a single capitalised word after *the* is a role."""
    last = words.rsplit(" ", maxsplit=1)[-1]
    named = name_at_end(words) if last != last.lower() else None
    if not named:
        return None
    start, name = named
    if " " not in name and re.search(r"\bthe\s*$", words[:start], re.IGNORECASE):
        return Speaker(role=f"the {name}")
    return Speaker(name=name)


def _apposition(before: str) -> Speaker | None:
    """Return the name in an apposition between commas, or the name before a role between commas."""
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
    """Return the speaker after a verb: ``the old engineer Tom Alder``, ``the engineer, Tom Alder``."""
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
    """Return the last name before a preposition, since the first may be an adjective, and the position of its end."""
    name, end = "", 0
    for start, stop, each in name_runs(words):
        if RELATION.search(words[end:start]):
            break
        name, end = each, stop
    return name, end
