"""The statement language: its grammar and its parser.

Connectives, from the loosest to the tightest: ``iff``; ``implies``, ``if`` and ``unless``; ``xor``; ``or``; ``and``;
``not``. ``a if b`` means ``b implies a``: the statement holds if the condition fails, as in GMCR II and GMCR+. ``a
unless b`` means ``a if not b``. Behind an ``if`` or ``unless``, another one or ``implies`` needs parentheses.
``at least two of (a, b, c)``, ``at most`` and ``exactly`` count, with numbers in words or digits. A number in digits
before a part is its multiplicity: ``at most 3 of (2 a, 2 b, c)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from itertools import repeat
from typing import TYPE_CHECKING, Any

from countermove.errors import StatementError
from countermove.model.letters import ID, LETTER, composed

if TYPE_CHECKING:
    from lark import Lark, Token

MAX_LENGTH = 10_000
"""Characters of a statement."""

MAX_DEPTH = 100
"""Nested levels of a statement."""

MAX_COUNTED = 10_000
"""Operands of a count, with their multiplicities."""

MAX_SIZE = 30_000
"""Parts of a statement, those of a counted operand as many times as it counts."""

MOST_KEPT = 1 << 16
"""Statements whose trees are kept: more than a conflict file holds, so that a long file is parsed once."""

RESERVED = frozenset(
    [
        "and",
        "or",
        "not",
        "implies",
        "iff",
        "xor",
        "if",
        "unless",
        "at",
        "least",
        "most",
        "exactly",
        "of",
        "true",
        "false",
    ]
)

_END = r"\b(?![\u0300-\u036f])"
"""The end of a word of the language; an accent behind it would make it another word, which `re` does not see."""

GRAMMAR = rf"""
?start: equivalence
?equivalence: conditional | equivalence _IFF conditional -> iff
?conditional: exclusive | exclusive _IMPLIES conditional -> implies | exclusive _IF exclusive -> if_
    | exclusive _UNLESS exclusive -> unless
?exclusive: disjunction | exclusive _XOR disjunction -> xor
?disjunction: conjunction | conjunction (_OR conjunction)+ -> or_
?conjunction: negation | negation (_AND negation)+ -> and_
?negation: atom | _NOT negation -> not_
?atom: NAME -> name | _TRUE -> true | _FALSE -> false | "(" equivalence ")"
     | KIND INTEGER _OF "(" counted ("," counted)* ")" -> count
?counted: equivalence | TIMES equivalence -> times
TIMES: /\d+/
KIND.3: /(at\s+least|at\s+most|exactly){_END}/i
INTEGER.3: /(\d+|zero|one|two|three|four|five|six|seven|eight|nine|ten){_END}/i
_IFF.2: /iff{_END}/i
_IMPLIES.2: /implies{_END}/i
_IF.2: /if{_END}/i
_UNLESS.2: /unless{_END}/i
_XOR.2: /xor{_END}/i
_OR.2: /or{_END}/i
_AND.2: /and{_END}/i
_NOT.2: /not{_END}/i
_TRUE.2: /true{_END}/i
_FALSE.2: /false{_END}/i
_OF.2: /of{_END}/i
NAME: /{ID}(\.{ID}){{0,3}}/
%ignore /\s+/
"""


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a statement's tree.

    Attributes
    ----------
    kind : str
        ``name``, ``true``, ``false``, ``not``, ``and``, ``or``, ``xor``, ``implies``, ``iff``, ``at least``,
        ``at most`` or ``exactly``.
    parts : tuple of Node
        The operands as they are written; for ``implies`` the condition first.
    text : str
        The option's name, for ``name``.
    number : int
        The count, for ``at least``, ``at most`` and ``exactly``; the column from 1, for ``name``.
    times : tuple of int
        The multiplicity of each operand of a count; empty if each counts once.
    depth : int
        The number of nested levels.
    size : int
        The number of nodes in the tree, repeated operands as many times as they count.
    """

    kind: str
    parts: tuple[Node, ...] = ()
    text: str = ""
    number: int = 0
    times: tuple[int, ...] = ()
    depth: int = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + max((part.depth for part in self.parts), default=0))
        object.__setattr__(self, "size", 1 + sum(times * part.size for part, times in self.counted()))

    def counted(self) -> Iterator[tuple[Node, int]]:
        """Return the operands, each with its multiplicity."""
        return zip(self.parts, self.times or repeat(1), strict=False)  # without multiplicities each counts once

    def names(self) -> Iterator[Node]:
        """Yield the nodes that name an option, left to right."""
        if self.kind == "name":
            yield self
        for part in self.parts:
            yield from part.names()


@cache
def _parser() -> Lark:
    from lark import Lark, Transformer, Tree, v_args

    @v_args(inline=True)
    class ToTree(Transformer[Any, Node]):
        def name(self, token: Token) -> Node:
            return Node("name", text=str(token), number=_column(token))

        def count(self, kind: Token, number: Token, *counted: Node | tuple[int, Node]) -> Node:
            required = _number(number)
            repeated = [each if isinstance(each, tuple) else (1, each) for each in counted]
            _refuse_count(f"{kind} {number}", required, repeated, _column(number))
            times = tuple(times for times, _ in repeated)
            parts = tuple(part for _, part in repeated)
            return Node(" ".join(kind.lower().split()), parts, number=required, times=times)

        def times(self, number: Token, part: Node) -> tuple[int, Node]:
            return _number(number), part

        def if_(self, then: Node, condition: Node) -> Node:
            return Node("implies", (condition, then))

        def unless(self, then: Node, exception: Node) -> Node:
            return Node("implies", (Node("not", (exception,)), then))

        def __default__(self, data: Token, children: list[Any], meta: object) -> Any:
            if data.startswith("__"):  # lark's own rules for repetition, which lark unfolds
                return Tree(data, children)
            return Node(str(data).rstrip("_"), tuple(children))

    return Lark(GRAMMAR, parser="lalr", transformer=ToTree(), lexer_callbacks={"NAME": _no_reserved_word})


def _refuse_count(words: str, required: int, repeated: list[tuple[int, Node]], column: int) -> None:
    """Raise StatementError if a count has too few operands, too many, or too many parts in them."""
    counted = sum(times for times, _ in repeated)
    if not required <= counted <= MAX_COUNTED:
        most = f"only {counted:,}" if required > counted else f"{counted:,}, and {MAX_COUNTED:,} are the most,"
        raise StatementError(f"{words} of {counted:,}: there are {most} to count", column)
    _refuse_size(sum(times * part.size for times, part in repeated), column)


def _refuse_size(parts: int, column: int) -> None:
    if parts > MAX_SIZE:
        message = (
            f"the statement unfolds into {parts:,} parts, and {MAX_SIZE:,} are the most: multiplicities inside one "
            "another multiply; give an option its multiplicity once, or use several statements"
        )
        raise StatementError(message, column)


def _column(token: Token) -> int:
    """Return the first character of a token, from 1, counted across line breaks."""
    return (token.start_pos or 0) + 1


def _no_reserved_word(token: Token) -> Token:
    """Return a name token, or raise StatementError if it is a reserved word."""
    if token.lower() in RESERVED:
        raise _unexpected_word(str(token), _column(token), text="")
    return token


NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(text: str) -> int:
    """Return a number in words or digits; far beyond every bound, any larger number."""
    if text.lower() in NUMBERS:
        return NUMBERS.index(text.lower())
    return reduce(lambda number, digit: min(10 * number + int(digit), 10**18), text, 0)


@lru_cache(maxsize=MOST_KEPT)
def parse(text: str) -> Node:
    """Parse a statement.

    Parameters
    ----------
    text : str
        The statement, such as ``"csto implies appeal"``.

    Returns
    -------
    Node
        Its tree; the names in it need not exist.

    Raises
    ------
    StatementError
        If the text is not a statement, or is too long or too deeply nested; ``column`` is the place of the fault.

    Examples
    --------
    >>> [name.text for name in parse("csto implies at least 1 of (appeal, russia.stay)").names()]
    ['csto', 'appeal', 'russia.stay']
    """
    from lark.exceptions import UnexpectedCharacters, UnexpectedInput

    text = composed(text)
    if len(text) > MAX_LENGTH:
        raise StatementError(too_long(len(text)), MAX_LENGTH)
    try:
        tree: Node = _parser().parse(text)  # type: ignore[assignment]  # the parser makes the tree
    except UnexpectedCharacters as fault:
        at = (fault.pos_in_stream or 0) + 1
        raise StatementError(_odd_character(text, at), at) from None
    except UnexpectedInput as fault:
        raise _unexpected(text, getattr(fault, "token", None)) from None
    if tree.depth > MAX_DEPTH:
        raise StatementError(f"the statement is nested {tree.depth} deep; {MAX_DEPTH} is the most", 1)
    _refuse_size(tree.size, 1)
    return tree


COMPARISONS = frozenset("<>≤≥≺≻≼≽≾≿")
"""Characters by which some write that one statement is preferred to another."""


SYMBOLS = dict.fromkeys("&∧", "and") | dict.fromkeys("|∨", "or") | dict.fromkeys("!-~¬", "not") | {"=": "iff"}
"""The word for each symbol by which some write a connective."""


def too_long(length: int) -> str:
    """Return the message for a statement of too many characters."""
    return f"a statement of {length:,} characters; {MAX_LENGTH:,} is the most"


def _odd_character(text: str, column: int) -> str:
    found = text[column - 1 : column] or text[:1]
    if (arrow := re.match(r"<?[-=]+>|==|[→⇒↔⇔]", text[column - 1 :])) is not None:
        two_ways = arrow[0][0] in "<↔⇔"
        words = "'iff'" if two_ways else "'implies', or 'iff' for both ways"
        return f"{arrow[0]!r} does not belong in a statement; write {words}"
    instead = SYMBOLS.get(found)
    if found in COMPARISONS:
        parts = re.split(r"[<>≤≥≺≻≼≽≾≿=]+", text)
        return _no_comparison(found, parts[::-1] if found in "<≤≺≼≾" else parts)
    hint = f"; write {instead!r}" if instead else "; a name is made of letters, digits and _"
    return f"{found!r} does not belong in a statement{hint}"


def _no_comparison(word: str, parts: list[str]) -> str:
    """Return the message for a comparison of statements, best first; short ones are written as they should be."""
    listed = ", ".join(part.strip() for part in parts)
    listed = re.sub(r"^prefer\w*\s+", "", listed, flags=re.IGNORECASE)
    example = listed if len(parts) > 1 and len(listed) <= 60 and "(" not in listed else "a, b"
    return (
        f"{word!r} does not belong in a statement, which is true or false of a state and compares nothing; "
        f"what is wanted is a list of statements, the most important first: [{example}]"
    )


def _unexpected(text: str, token: Token | None) -> StatementError:
    if token is None or token.type == "$END":
        return StatementError("the statement breaks off; something is missing at its end", len(text) + 1)
    return _unexpected_word(str(token), _column(token), text)


CONDITIONALS = frozenset(["if", "unless", "implies"])
"""Connectives that cannot follow an `if` or `unless` without parentheses."""


def _unexpected_word(word: str, column: int, text: str) -> StatementError:
    hint = "a connective (and, or, implies, ...) is missing before it, or parentheses are"
    before = text[: column - 1].lower().split()
    if word.lower() in CONDITIONALS and (begun := _chained(text[: column - 1])):
        hint = (
            f"after {begun!r} it could be read in two ways; put parentheses, as in 'a {begun} (b implies c)' or "
            f"'(a {begun} b) if c'"
        )
    elif word.lower() == "if":
        hint = "write 'b if a' or 'a implies b' for 'if a then b'"
    elif before[:1] in (["prefer"], ["prefers"], ["preferring"]):
        return StatementError(_no_comparison(text.split(maxsplit=1)[0], re.split(r"\b(?:to|over)\b", text)), 1)
    elif before[-1:] and before[-1] in {"least", "most", "exactly"}:
        hint = "write a count in digits, or in words up to ten, as in 'at most 2 of (a, b, c)'"
    elif word.lower() in RESERVED:
        hint = "an option or a statement is missing before it"
    elif before[-2:-1] and before[-2] in {"least", "most", "exactly"}:
        hint = "write 'of' before the parentheses, as in 'at least 2 of (a, b, c)'"
    return StatementError(f"{word!r} is not expected here: {hint}", column)


def _chained(before: str) -> str:
    """Return the `if` or `unless` on the level of a whole part that ends the text; empty if there is none."""
    depth, words = 0, [found[0].lower() for found in re.finditer(rf"(?:{LETTER}|\.)+|[(),]", before)]
    if not words or words[-1] in {"(", ","} or words[-1] in RESERVED - {"true", "false"}:
        return ""
    for word in reversed(words):
        if depth == 0 and word in {"(", ",", "iff", "if", "unless"}:
            return word if word in {"if", "unless"} else ""
        depth += {")": 1, "(": -1}.get(word, 0)
    return ""
