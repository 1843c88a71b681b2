"""Parsed YAML with the line and column of every value, and the placement of complaints in it.

The tree is built from the composed nodes of ruamel.yaml, because its loaders stop at the first duplicate key and keep
no place by path. Faults that pydantic and the model find become complaints with line and column.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from countermove.errors import Complaint, DocumentPath, InvalidConflict, Place, did_you_mean
from countermove.io.yaml.composing import compose
from countermove.io.yaml.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable


MAX_VALUES = 80_000
"""Most values in a document, with aliases expanded."""

MAX_CHARACTERS = 1 << 22
"""Most characters of all texts in a document, with aliases expanded."""

UNFOLDED = f"the file unfolds into more than {MAX_VALUES:,} values; put states and moves into CSV tables"
UNFOLDED_TEXT = (
    f"with this text the file unfolds into more than {MAX_CHARACTERS:,} characters, because aliases repeat long "
    "texts; write them once, where they belong"
)

MESSAGES = {
    "missing": "the key {last!r} is missing",
    "string_type": "text is expected here, not {input}",
    "dict_type": "a mapping is expected here, not {input}",
    "list_type": "a list is expected here, not {input}",
    "model_type": "a mapping is expected here, not {input}",
    "model_attributes_type": "a mapping is expected here, not {input}",
    "bool_parsing": "true or false is expected here, not {input}",
    "bool_type": "true or false is expected here, not {input}",
    "float_parsing": "a number is expected here, not {input}",
    "int_parsing": "a whole number is expected here, not {input}",
    "int_type": "a whole number is expected here, not {input}",
    "int_from_float": "a whole number is expected here, not {input}",
    "less_than_equal": "a number up to {le:g} is expected here, not {input}",
    "greater_than": "a number above {gt:g} is expected here, not {input}",
    "greater_than_equal": "a number from {ge:g} is expected here, not {input}",
    "literal_error": "{expected} is expected here, not {input}",
    "too_short": "there is nothing here; leave it out, or say what is meant",
    "float_type": "a number is expected here, not {input}",
}
"""Message for each type of fault of pydantic."""

D = TypeVar("D", bound=BaseModel)

ESSENTIAL_KEYS = ("options", "decision_makers", "sources", "states", "moves", "rankings", "option_order")
"""Keys that the rest of a file refers to; if one of them is wrong, the rest is not checked."""


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
        value = self.value
        for step in path:
            value = value[step]
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
            return scalar(node)
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
            elif key.value in inside:
                first = self._nodes[(*path, key.value)][0].start_mark.line + 1
                self.complain(f"duplicate key {key.value!r}; it stands on line {first} already", key)
            else:
                inside[key.value] = self.enter(value, (*path, key.value), key)
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


def validated(tree: Tree, document: type[D]) -> tuple[D | None, list[Complaint]]:
    """Return the document without its faults, and a complaint for each fault.

    The document is None if the rest depends on a faulty key.
    """
    try:
        return document.model_validate(tree.value), []
    except ValidationError as fault:
        complaints = document_complaints(fault, tree, document)
        rest = without_faults(fault, tree, document)
    try:
        return (None if rest is None else document.model_validate(rest)), complaints
    except ValidationError:
        return None, complaints


def by_line(complaint: Complaint) -> tuple[int, int]:
    """Return the sort key of a complaint: line and column, without a place first."""
    place = complaint.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def place_all(complaints: Iterable[Complaint], tree: Tree) -> list[Complaint]:
    """Return complaints of the model with the place of each path in the document."""
    return [each if each.place else each.at(tree.place(each.path, each.offset)) for each in complaints]


def document_complaints(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> list[Complaint]:
    """Return a complaint for each fault that pydantic found, without duplicates."""
    found = dict.fromkeys(_complaint(dict(error), tree, document) for error in fault.errors(include_url=False))
    return [*found]


def _complaint(error: dict[str, Any], tree: Tree, document: type[BaseModel]) -> Complaint:
    path = tuple(error["loc"])
    if error["type"] == "extra_forbidden":
        known = _keys(document, path[:-1])
        at = tree.key_place(_written_path(tree, path))
        if path[-1] in known:  # a key of another form of this part
            return Complaint(f"the key {path[-1]!r} does not go with the others here", place=at)
        return Complaint(f"unknown key {path[-1]!r}{did_you_mean(str(path[-1]), known)}", place=at)
    words = MESSAGES.get(error["type"], error["msg"][:1].lower() + error["msg"][1:] + ", not {input}")
    context = {"last": path[-1] if path else "", "input": _shown(error.get("input"))}
    message = words.format(**context, **error.get("ctx", {}))
    return Complaint(message, place=tree.place(path))


def without_faults(fault: ValidationError, tree: Tree, document: type[BaseModel]) -> Any:
    """Return the values of a document without faulty keys, or None if the rest depends on one of them."""
    rest = deepcopy(tree.value)
    for error in fault.errors(include_url=False):
        written = _written_path(tree, error["loc"])
        if error["type"] == "missing" or not written or _intended_key(document, written) in ESSENTIAL_KEYS:
            return None
        mapping = reduce(_inside, written[:-1], rest)
        if not isinstance(mapping, dict):
            return None
        mapping.pop(written[-1], None)
    return rest


def _intended_key(document: type[BaseModel], path: DocumentPath) -> str:
    """Return the last key of a path, or the known key that is closest to it."""
    known = _keys(document, path[:-1])
    return next(iter(get_close_matches(str(path[-1]), known, n=1)), str(path[-1]))


def _inside(value: Any, step: Any) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _written_path(tree: Tree, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a path without the steps that short forms in the document leave out."""
    here: tuple[Any, ...] = ()
    for step in path:
        here = (*here, step) if tree.has((*here, step)) else here
    return here


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _keys(document: type[BaseModel], path: tuple[Any, ...]) -> list[str]:
    """Return the keys that a document allows at a path; the schema is loaded for faulty files only."""
    from countermove.io.yaml.schema import keys_at

    return keys_at(document, path)
