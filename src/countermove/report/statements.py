"""Preference statements in words: 'leak iff purge' as '“Leak” exactly when “Purge”'.

Statements with different meanings have different wordings. The wording follows the syntax tree of the statement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from countermove.model.language import parse
from countermove.report.references import option_titles
from countermove.report.words import in_words, listed, tidy

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict
    from countermove.model.language import Node


def worded(conflict: Conflict, text: str) -> str:
    """Return a statement in words.

    Examples
    --------
    >>> from countermove import cases
    >>> crisis = cases.load("kazakhstan-2022")
    >>> worded(crisis, "leak iff purge")
    '“Leak on the president” exactly when “Turn on Nazarbayev himself”'
    >>> worded(crisis, "thank if (csto and not revolt and not rally)")
    '“Ask the force to leave” if “Send a CSTO force” but neither “Keep up the revolt” nor “Mobilise loyalists”'
    >>> worded(crisis, "not (revolt and not (csto or alone))")
    'no “Keep up the revolt” without “Send a CSTO force” or “Send a force alone”'
    """
    titles = option_titles(conflict)
    called = {name: titles[bit] for name, bit in conflict.bits.items()}
    called |= {each.id: f"“{tidy(each.name) or each.id}”" for each in conflict.definitions}
    return _Wording(called).of(parse(text))


@dataclass(frozen=True, slots=True)
class _Wording:
    """Wording of syntax trees, given the titles of options by name."""

    called: dict[str, str]

    def of(self, node: Node) -> str:
        """Return a whole tree in words, without parentheses around it."""
        return WORDINGS.get(node.kind, _Wording.count)(self, node)

    def name(self, node: Node) -> str:
        """Return an option's name."""
        return self.called[node.text]

    def either(self, node: Node) -> str:
        """Return 'a or b'."""
        return listed(map(self._within, _names_first(node)), "or")

    def one(self, node: Node) -> str:
        """Return 'either a or b but not both'."""
        return f"either {' or '.join(map(self._within, _names_first(node)))} but not both"

    def conditional(self, node: Node) -> str:
        """Return 'a if b', or 'a unless b' if the condition is that options are off."""
        left = self._left(node.parts[1])
        if lacks := _lacking(node.parts[0]):
            return f"{left} unless {listed((self.called[name.text] for name in lacks), 'or')}"
        return f"{left} if {self._right(node.parts[0])}"

    def equivalence(self, node: Node) -> str:
        """Return 'a exactly when b'."""
        return f"{self._left(node.parts[0])} exactly when {self._right(node.parts[1])}"

    def count(self, node: Node) -> str:
        """Return 'at least two of a, b and c'."""
        return f"{node.kind} {in_words(node.number)} of {self._listed(node)}"

    def _listed(self, node: Node) -> str:
        times: Counter[Node] = Counter()
        for part, many in node.counted():
            times[part] += many
        return listed(self._within(part) + _multiplicity(times[part]) for part in dict.fromkeys(_names_first(node)))

    def _within(self, node: Node) -> str:
        """Return a part of a larger tree, in parentheses unless it is an option or its negation."""
        return self.of(node) if _is_plain(node) else f"({self.of(node)})"

    def _left(self, node: Node) -> str:
        """Return the consequent of a condition, which begins the sentence."""
        return (
            self._within(node)
            if node.kind in {"implies", "iff", "or", "xor"}
            else _before_condition(node, self.of(node))
        )

    def _right(self, node: Node) -> str:
        """Return a condition, which ends the sentence."""
        return self._within(node) if node.kind in {"implies", "iff"} else self.of(node)

    def both(self, node: Node) -> str:
        """Return a conjunction: first what is on, then what is off."""
        parts = [*_flat(node)]
        present = listed(self._within(part) for part in parts if not _lacking(part))
        lacking = [name for part in parts for name in _lacking(part)]
        if not lacking:
            return present
        return f"{present} but {self._lack(lacking)}" if present else self._lack(lacking)

    def _lack(self, names: list[Node]) -> str:
        words = [self.called[name.text] for name in names]
        if len(words) > 2:
            return f"none of {listed(words)}"
        return f"neither {words[0]} nor {words[1]}" if len(words) == 2 else f"no {words[0]}"

    def denied(self, node: Node) -> str:
        """Return a negation: 'no a', 'neither a nor b', 'no a without b', or 'not (...)'."""
        [part] = node.parts
        if lacks := _lacking(node):
            return self._lack(lacks)
        if (parts := _without(part)) is not None:
            return f"no {self.called[parts[0].text]} without {self._right(parts[1])}"
        if part.kind == "and" and _names_only(part):
            return f"not {'both' if len(part.parts) == 2 else 'all of'} {self._listed(part)}"
        return self.of(part.parts[0]) if part.kind == "not" else f"not ({self.of(part)})"


WORDINGS: dict[str, Callable[[_Wording, Node], str]] = {
    "name": _Wording.name,
    "not": _Wording.denied,
    "and": _Wording.both,
    "or": _Wording.either,
    "xor": _Wording.one,
    "implies": _Wording.conditional,
    "iff": _Wording.equivalence,
    "true": lambda *_: "what is always true",
    "false": lambda *_: "what is never true",
}


def _is_plain(node: Node) -> bool:
    return node.kind == "name" or (node.kind == "not" and node.parts[0].kind == "name")


def _multiplicity(times: int) -> str:
    """Return the multiplicity of a part, if it is above one."""
    return "" if times == 1 else f" (counting {in_words(times)})"


def _before_condition(node: Node, words: str) -> str:
    return words if _is_plain(node) else f"{words},"


def _names_first(node: Node) -> list[Node]:
    """Return the parts, options first, so that a 'no' is not taken to govern the parts behind it."""
    return sorted(node.parts, key=lambda part: part.kind != "name")


def _flat(node: Node) -> Iterator[Node]:
    for part in node.parts:
        yield from _flat(part) if part.kind == "and" else [part]


def _lacking(node: Node) -> list[Node]:
    """Return the options that a tree requires to be off; empty if it requires anything else."""
    if node.kind != "not":
        return []
    [part] = node.parts
    return (
        [*(part.parts if part.kind == "or" else (part,))] if part.kind in {"name", "or"} and _names_only(part) else []
    )


def _without(node: Node) -> tuple[Node, Node] | None:
    """Return a and b of the tree 'a and not b', or None for another tree."""
    if node.kind != "and" or len(node.parts) != 2:
        return None
    first, second = sorted(node.parts, key=lambda part: part.kind == "not")
    if first.kind == "name" and second.kind == "not" and _names_only(second.parts[0]):
        return first, second.parts[0]
    return None


def _names_only(node: Node) -> bool:
    return node.kind == "name" or (node.kind in {"and", "or"} and all(part.kind == "name" for part in node.parts))
