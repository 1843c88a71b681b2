"""The characters of a YAML text that a value takes up, without the comments and blank lines behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import CollectionNode, MappingNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.nodes import Node

    from countermove.errors import DocumentPath
    from countermove.io.yaml.tree import Tree


@dataclass(frozen=True)
class Spans:
    r"""Where the values of a document stand in its text.

    Attributes
    ----------
    text : str
        The text from which the tree was parsed.
    tree : Tree

    Examples
    --------
    >>> from countermove.io.yaml.tree import parse_yaml
    >>> text = "a:\n  - one  # first\n  - two\n# the end\nb: 3\n"
    >>> spans = Spans(text, parse_yaml(text, "a.yaml"))
    >>> text[slice(*spans.value(("a",)))], spans.comments(*spans.value(("a",)))
    ('- one  # first\n  - two', ['# first'])
    """

    text: str
    tree: Tree

    def value(self, path: DocumentPath) -> tuple[int, int]:
        """Return the first character of the value at a path, and the one behind it."""
        node = self.tree.node(path)
        return node.start_mark.index, self._end(node)

    def entry(self, path: DocumentPath) -> tuple[int, int]:
        """Return the first character of the key at a path, and the one behind its value, or its colon without one."""
        key = self.tree.node(path, key=True)
        start, end = self.value(path)
        return key.start_mark.index, end if end > start else self.text.index(":", self._end(key)) + 1

    def in_flow(self, path: DocumentPath) -> bool:
        """Whether the value at a path is written in braces or brackets."""
        node = self.tree.node(path)
        return isinstance(node, CollectionNode) and bool(node.flow_style)

    def column(self, path: DocumentPath) -> int:
        """Return the column, from 0, of the first key or item of the value at a path."""
        node = self.tree.node(path)
        return int(node.start_mark.column)

    def comments(self, start: int, end: int) -> list[str]:
        """Return the comments between two characters."""
        masked = list(self.text[start:end])
        for first, last in self._scalars():
            for k in range(max(first, start), min(last, end)):
                masked[k - start] = "x"
        return [
            self.text[start + found.start(1) : start + found.end(1)].rstrip()
            for found in re.finditer(r"(?:^|(?<=\s))(#[^\n]*)", "".join(masked))
        ]

    def _scalars(self) -> Iterator[tuple[int, int]]:
        for node in self.tree.nodes():
            if isinstance(node, ScalarNode):
                yield node.start_mark.index, self._end(node)

    def _end(self, node: Node) -> int:
        if isinstance(node, CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(node, MappingNode) else last)
        start = int(node.start_mark.index)
        return start + len(self.text[start : node.end_mark.index].rstrip())
