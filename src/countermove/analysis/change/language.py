"""The language of goals: its grammar and its parser, which knows no conflict.

A goal is ``STATE holds``, ``STATE falls``, ``always CONDITION``, ``never CONDITION``, ``likeliest END``,
``END >= SHARE`` or ``QUESTION yes >= SHARE``; ``holds`` and ``falls`` may be followed by ``by CONCEPT``. Goals are
joined by ``and``. Outside parentheses and quotation marks an ``and`` belongs to the condition of ``always`` or
``never`` before it, unless a whole goal follows; in any other goal what contains an ``and`` takes parentheses. So
``never leak and purge and calm holds`` is two goals, ``never (leak and purge)`` and ``calm holds``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from countermove.errors import InvalidRequest, did_you_mean
from countermove.model.language import MAX_LENGTH
from countermove.model.letters import composed

if TYPE_CHECKING:
    from lark import Lark, Token

GRAMMAR = r"""
start: segment (_AND segment)*
segment: KEYWORD? part+ ending?
ending: STANDS (_BY CONCEPT)? -> stands | YES? _AT_LEAST SHARE -> reaches
?part: WORD | QUOTED | group
group: OPEN (WORD | QUOTED | group | inner)* CLOSE
inner: _AND | STANDS | YES | _AT_LEAST
KEYWORD.3: /(always|never|likeliest)(?![^\s()])/i
STANDS.3: /(holds|falls)(?=\s*$|\s+by\s|\s+and\s)/i
YES.3: /yes(?=\s*(>=|≥))/i
_AND.3: /and(?![^\s(])/i
_BY: /by(?=\s)/i
CONCEPT: /[^\s()]+/
_AT_LEAST: />=|≥/
SHARE: /(\d+(\.\d*)?|\.\d+)(\s*%)?/
WORD: /[^\s()"“”>≥]+/
QUOTED: /"[^"]*"|“[^”]*”/
OPEN: "("
CLOSE: ")"
%ignore /\s+/
"""

FORMS = (
    "STATE holds, STATE falls, always CONDITION, never CONDITION, likeliest END, END >= SHARE or "
    "QUESTION yes >= SHARE"
)
"""What a goal may be, for messages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One goal as it is written.

    Attributes
    ----------
    kind : str
        ``holds``, ``falls``, ``always``, ``never``, ``likeliest``, ``at least`` or ``yes``.
    text : str
        The goal.
    subject : str
        The state, the condition, the end or the question.
    column : int
        The column of the subject, from 1.
    concept : str
        The concept behind ``by``; empty if there is none.
    share : float
        The share behind ``>=``.
    """

    kind: str
    text: str
    subject: str
    column: int
    concept: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class _Segment:
    """What stands between two ``and``: its keyword, its place in the text, and its ending."""

    keyword: str
    at: tuple[int, int]
    ending: tuple[str, str] | None
    stop: int

    @property
    def bare(self) -> bool:
        return not self.keyword and self.ending is None


def goals_in(text: str) -> tuple[Asked, ...]:
    """Return the goals of a text, in their order.

    Raises
    ------
    InvalidRequest
        If the text is no goal; the message has the column, the words and what would be right.

    Examples
    --------
    >>> [(each.kind, each.subject, each.concept) for each in goals_in("never a and b and 2, 3 holds by nash")]
    [('never', 'a and b', ''), ('holds', '2, 3', 'nash')]
    >>> goals_in("quiet >= 50 %")[0].share
    0.5
    """
    text = composed(" ".join(text.split()))
    if not text:
        raise InvalidRequest(f"a goal is missing; it is one of {FORMS}")
    if len(text) > MAX_LENGTH:
        raise InvalidRequest(f"a goal of {len(text):,} characters; {MAX_LENGTH:,} is the most")
    return tuple(_asked(text, each) for each in _joined(text, _segments(text)))


def _segments(text: str) -> list[_Segment]:
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput

    try:
        found: list[_Segment] = _parser().parse(text)  # type: ignore[assignment]  # the parser makes them
    except UnexpectedCharacters as fault:
        raise _odd(text, fault.pos_in_stream or 0) from None
    except UnexpectedInput as fault:
        raise _unexpected(text, getattr(fault, "token", None)) from None
    return found


@cache
def _parser() -> Lark:
    from lark import Lark, Transformer, v_args

    @v_args(inline=True)
    class ToSegments(Transformer[Any, list[_Segment]]):
        def start(self, *segments: _Segment) -> list[_Segment]:
            return [*segments]

        def segment(self, *parts: Any) -> _Segment:
            keyword = str(parts[0]).lower() if getattr(parts[0], "type", "") == "KEYWORD" else ""
            named = [each for each in parts if isinstance(each, tuple) and isinstance(each[0], int)]
            named += [_extent(each) for each in parts if getattr(each, "type", "KEYWORD") != "KEYWORD"]
            ending = next((each for each in parts if isinstance(each, tuple) and isinstance(each[0], str)), None)
            at = min(each[0] for each in named), max(each[1] for each in named)
            return _Segment(keyword, at, ending and ending[:2], ending[2] if ending else at[1])

        def group(self, first: Token, *rest: Any) -> tuple[int, int]:
            return _extent(first)[0], _extent(rest[-1])[1]

        def inner(self, *_: Token) -> None:
            return None

        def stands(self, kind: Token, concept: Token | None = None) -> tuple[str, str, int]:
            return kind.lower(), str(concept or ""), _extent(concept or kind)[1]

        def reaches(self, *given: Token) -> tuple[str, str, int]:
            return "yes" if len(given) > 1 else "at least", str(given[-1]), _extent(given[-1])[1]

    return Lark(GRAMMAR, parser="lalr", transformer=ToSegments(), maybe_placeholders=False)


def _extent(token: Token) -> tuple[int, int]:
    """Return the places at which a token begins and ends."""
    return token.start_pos or 0, token.end_pos or 0


def _joined(text: str, segments: list[_Segment]) -> list[_Segment]:
    """Return the segments that are goals, each with the bare ones behind it that belong to its condition."""
    found: list[_Segment] = []
    for each in segments:
        last = found[-1] if found else None
        if not each.bare:
            found.append(each)
        elif last is not None and last.keyword in {"always", "never"}:
            found[-1] = _Segment(last.keyword, (last.at[0], each.at[1]), None, each.stop)
        else:
            raise _unfinished(text, each, several=len(segments) > 1)
    return found


def _asked(text: str, segment: _Segment) -> Asked:
    begin, stop = segment.at
    start = text.lower().rindex(segment.keyword, 0, begin) if segment.keyword else begin
    whole, subject, column = text[start : segment.stop], _unquoted(text[begin:stop]), begin + 1
    if segment.keyword and segment.ending:
        word = segment.ending[0] if segment.ending[0] in {"holds", "falls"} else ">="
        raise _fault(text, stop + 1, f"{word!r} cannot follow {segment.keyword!r}: a goal is one of {FORMS}")
    if segment.keyword:
        return Asked(segment.keyword, whole, subject, column)
    kind, given = segment.ending or ("", "")
    if kind in {"holds", "falls"}:
        return Asked(kind, whole, subject, column, concept=given)
    return Asked(kind, whole, subject, column, share=_share(text, given, segment.stop - len(given)))


def _unquoted(text: str) -> str:
    """Return a subject without quotation marks around the whole of it."""
    return text[1:-1].strip() if re.fullmatch(r'"[^"]*"|“[^”]*”', text) else text


def _share(text: str, given: str, at: int) -> float:
    number = float(given.rstrip("% "))
    share = number / 100 if given.endswith("%") else number
    if not 0 < share <= 1:
        meant = f"; write {given.strip()} % for per cent" if 1 < number <= 100 else ""
        raise _fault(text, at + 1, f"{given!r} is no share: it is above 0 and at most 1, or 100 %{meant}")
    return share


def _fault(text: str, column: int, message: str) -> InvalidRequest:
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return InvalidRequest(f"the goal {shown!r}, column {column}: {message}")


def _unfinished(text: str, segment: _Segment, *, several: bool) -> InvalidRequest:
    """Return the complaint about words of which is not said what is to become of them."""
    begin, stop = segment.at
    words = text[begin:stop]
    if found := re.search(r"\s(holds|falls)\s+", f"{words} "):
        behind = words[found.end() :] or found[1]
        follows = f"behind {found[1]!r} comes 'by CONCEPT', 'and' and another goal, or nothing"
        return _fault(text, begin + words.rindex(behind) + 1, f"{behind!r} is not expected here: {follows}")
    first, last = words.split()[0], words.split()[-1]
    for word, known in ((last, ["holds", "falls"]), (first, ["always", "never", "likeliest"])):
        hint = did_you_mean(word.lower(), known)
        if len(words.split()) > 1 and hint.startswith("; did"):
            at = begin + (words.rindex(word) if word == last else 0) + 1
            return _fault(text, at, f"{word!r} is not expected here{hint}")
    group = "; what contains 'and' takes parentheses, as in '(a and b) holds'" if several else ""
    return _fault(text, begin + 1, f"what is to become of {words!r} is missing: a goal is one of {FORMS}{group}")


HINTS = {
    ">": "write '>=' and a share, as in 'calm >= 50 %'",
    '"': "a second quotation mark is missing",
    "“": "a second quotation mark is missing",
    ")": "there is no parenthesis that it closes",
}
"""What would be right instead of a sign."""


def _odd(text: str, at: int) -> InvalidRequest:
    letter = text[at : at + 1]
    return _fault(text, at + 1, f"{letter!r} does not belong here; {HINTS.get(letter, f'a goal is one of {FORMS}')}")


def _unexpected(text: str, token: Token | None) -> InvalidRequest:
    if token is None or token.type == "$END":
        closing = text.count("(") - text.count(")")
        missing = "a closing parenthesis is missing" if closing > 0 else f"a goal is one of {FORMS}"
        return _fault(text, len(text) + 1, f"the goal breaks off; {missing}")
    hint = HINTS.get(str(token)[:1], f"a goal is one of {FORMS}")
    return _fault(text, (token.start_pos or 0) + 1, f"{str(token)!r} is not expected here; {hint}")
