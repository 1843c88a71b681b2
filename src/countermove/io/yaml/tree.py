"""Parsed YAML with the line and column of every value, and the placement of complaints in it.

The tree is built from the composed nodes of ruamel.yaml, because its loaders stop at the first duplicate key and keep
no place by path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place
from countermove.io.yaml.composing import compose
from countermove.io.yaml.scalars import scalar
from countermove.model.letters import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


MAX_VALUES = 60_000
"""Most values in a document, with aliases expanded."""

_SPELLED = {(key,) for key in ("file", "conflict", "states", "moves", "rankings", "cases", "evidence", "url")}
"""Keys of names of files and addresses, in which the form of accents matters."""

MAX_CHARACTERS = 1 << 22
"""Most characters of all texts in a document, with aliases expanded."""

UNFOLDED = f"the file unfolds into more than {MAX_VALUES:,} values; put states and moves into CSV tables"
UNFOLDED_TEXT = (
    f"with this text the file unfolds into more than {MAX_CHARACTERS:,} characters, because aliases repeat long "
    "texts; write them once, where they belong"
)


@dataclass
class Tree:
    """A YAML document as plain values, with the place of each.

    Attributes
    ----------
    file : str
        Name of the document, for complaints.
    value : Any
        Mappings with text keys, lists and scalars; dates stay text.
    complaints : list of Complaint
        Faults of the YAML itself, such as duplicate keys.
    characters : int
        The characters of all values so far, with aliases expanded.
    """

    file: str
    value: Any = None
    complaints: list[Complaint] = field(default_factory=list)
    characters: int = 0
    _nodes: dict[DocumentPath, tuple[Node, Node]] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)

    def place(self, path: DocumentPath, offset: int = 0) -> Place:
        """Return the place of a path (list positions from 0), plus an offset in characters inside a scalar.

        Steps that the document lacks, because of short or long forms, are skipped.
        """
        here: DocumentPath = ()
        for step in path:
            candidates = ((*here, step), (*here, "statements", step))
            here = next((path for path in candidates if path in self._nodes), here)
        if here not in self._nodes:
            return Place(self.file)
        key, node = self._nodes[here]
        mark = node.start_mark if isinstance(node, ScalarNode) else key.start_mark
        column = mark.column + 1
        if isinstance(node, ScalarNode) and not _folded(node):
            column += offset + (1 if node.style in {"'", '"'} else 0)
        return Place(self.file, mark.line + 1, column)

    def has(self, path: DocumentPath) -> bool:
        """Whether the document has a value at a path."""
        return path in self._nodes

    def node(self, path: DocumentPath, *, key: bool = False) -> Node:
        """Return the node of the value at a path, or of its key; an item of a list is its own key.

        Raises
        ------
        KeyError
            If the document has no value at the path.
        """
        return self._nodes[path][0 if key else 1]

    def value_at(self, path: DocumentPath) -> Any:
        """Return the value at a path.

        Raises
        ------
        KeyError or IndexError
            If the document has no value at the path.
        """
        value = self.value
        for step in path:
            value = value[step]
        return value

    def nodes(self) -> Iterator[Node]:
        """Return the nodes of all values, and of all keys."""
        return (node for pair in self._nodes.values() for node in pair)

    def key_place(self, path: DocumentPath) -> Place:
        """Return the place of the last key of a path."""
        mark = self._nodes[path][0].start_mark if path in self._nodes else None
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else self.place(path)

    def rebuilt(self, value: Any, origin: dict[DocumentPath, DocumentPath]) -> Tree:
        """Return another document made of parts of this one; `origin` maps its paths to paths in this one."""
        nodes = {path: self._nodes[at] for path, at in origin.items() if at in self._nodes}
        return Tree(self.file, value, _nodes=nodes)

    def part(self, path: DocumentPath) -> Tree:
        """Return the value at a path as a document of its own.

        Raises
        ------
        KeyError
            If the document has no value at the path.
        """
        value = self.value_at(path)
        inside = {at[len(path) :]: at for at in self._nodes if at[: len(path)] == path}
        return self.rebuilt(value, inside)

    def complain(self, message: str, node: Node) -> None:
        """Add a complaint at the place of a node."""
        place = Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)
        self.complaints.append(Complaint(message, place=place))

    def enter(self, node: Node, path: DocumentPath, key: Node) -> Any:
        """Return the plain value of a node, and record the place of every value in it."""
        self._nodes[path] = (key, node)
        self.characters += len(node.value) if isinstance(node, ScalarNode) else 0
        self._refuse_unfolding(node)
        if isinstance(node, ScalarNode):
            return scalar(node, spelled=path[-1:] in _SPELLED)
        if id(node) in self._open:
            self.complain("this part contains itself (by an alias)", node)
            return None
        self._open.append(id(node))
        inside = self._mapping(node, path) if isinstance(node, MappingNode) else self._sequence(node, path)
        self._open.pop()
        return inside

    def _refuse_unfolding(self, node: Node) -> None:
        """Raise InvalidConflict if aliases repeat too much."""
        if len(self._nodes) > MAX_VALUES or self.characters > MAX_CHARACTERS:
            many = len(self._nodes) > MAX_VALUES
            self.complain(UNFOLDED if many else UNFOLDED_TEXT, node)
            raise InvalidConflict(self.complaints)

    def _sequence(self, node: Node, path: DocumentPath) -> list[Any]:
        return [self.enter(item, (*path, k), item) for k, item in enumerate(node.value)]

    def _mapping(self, node: MappingNode, path: DocumentPath) -> dict[str, Any]:
        inside: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.complain("a key has to be plain text", key)
                continue
            name = composed(key.value)
            if name in inside:
                first = self._nodes[(*path, name)][0].start_mark.line + 1
                self.complain(f"duplicate key {name!r}; it stands on line {first} already", key)
            else:
                inside[name] = self.enter(value, (*path, name), key)
        return inside


def _folded(node: ScalarNode) -> bool:
    return node.style in {"|", ">"} or node.start_mark.line != node.end_mark.line


def parse_yaml(text: str, file: str) -> Tree:
    r"""Parse a YAML document that holds one mapping.

    Raises
    ------
    InvalidConflict
        If the text is empty, not YAML or not a mapping, or has more than `MAX_VALUES` values. Duplicate keys do not
        raise; they are among the complaints of the tree.

    Examples
    --------
    >>> tree = parse_yaml("title: A dispute\nstatus_quo: [strike]\n", "dispute.yaml")
    >>> tree.value["status_quo"], str(tree.place(("status_quo", 0)))
    (['strike'], 'dispute.yaml, line 2, column 14')
    """
    tree = Tree(file)
    root, faulty = compose(text, file)
    if root is None:
        raise InvalidConflict(
            [Complaint("the file is empty; 'countermove new' writes one to start from", place=Place(file))]
        )
    if not isinstance(root, MappingNode):
        message = "a conflict file is a mapping ('title: ...' and so on), and this is not one"
        raise InvalidConflict([Complaint(message, place=Place(file, root.start_mark.line + 1, 1))])
    for message, node in faulty:
        tree.complain(message, node)
    if faulty:
        raise InvalidConflict(tree.complaints)
    try:
        tree.value = tree.enter(root, (), root)
    except RecursionError:
        raise InvalidConflict([Complaint(UNFOLDED, place=Place(file))]) from None
    return tree


def by_line(complaint: Complaint) -> tuple[int, int]:
    """Return the sort key of a complaint: line and column, without a place first."""
    place = complaint.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def place_all(complaints: Iterable[Complaint], tree: Tree) -> list[Complaint]:
    """Return complaints of the model with the place of each path in the document."""
    return [each if each.place else each.at(tree.place(each.path, each.offset)) for each in complaints]
