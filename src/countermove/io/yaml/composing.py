"""YAML text composed to nodes, within bounds that hold before anything is built of the nodes.

Reading takes about 100 microseconds a node, so their number is bounded while the text is composed. Letters in halves
and endless numbers are found here, where each has one place, however often an alias repeats it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from countermove.errors import Complaint, InvalidConflict, Place
from countermove.io.text_files import half_letter

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node, ScalarNode

MAX_NODES = 60_000
"""Most keys, values, lists and mappings as they are written, without what aliases repeat."""

SECONDS = 1e-4
"""Time to read and check what one node says; half of it is composing."""

MAX_DIGITS = 300
"""Most digits of a whole number; more do not fit a number with a point."""


class _TooManyNodes(Exception):
    """The text has more than `MAX_NODES` nodes; `nodes` is the estimated number of all."""

    def __init__(self, nodes: float) -> None:
        self.nodes = nodes
        super().__init__()


class BoundedComposer(Composer):
    """A composer that stops at `MAX_NODES`, and complains about scalars that no program can hold.

    Attributes
    ----------
    faulty : list of (str, Node)
        A message for each such scalar, and its node.
    """

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.count = 0
        self.faulty: list[tuple[str, Node]] = []

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose the next node of the text.

        Raises
        ------
        _TooManyNodes
            If there are too many.
        """
        self.count += 1
        if self.count > MAX_NODES:
            read = self.parser.peek_event().start_mark.index
            raise _TooManyNodes(self.count * len(self.loader.reader.buffer) / max(read, 1))
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor: Any) -> Any:
        """Compose a scalar; two escapes for the halves of a letter, as JSON writes them, are joined."""
        node = super().compose_scalar_node(anchor)
        node.value = joined_letters(node.value)
        self.faulty += [(message, node) for message in _faults(node)]
        return node


def joined_letters(text: str) -> str:
    r"""Return a text in which two surrogates that make one letter, as JSON escapes it, are that letter.

    Examples
    --------
    >>> joined_letters("\ud83d\ude00!"), joined_letters("\ud83d!") == "\ud83d!"
    ('😀!', True)
    """
    if text.isascii() or not re.search("[\ud800-\udbff][\udc00-\udfff]", text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _faults(node: ScalarNode) -> list[str]:
    """Return what is wrong with one scalar."""
    text: str = node.value
    if message := half_letter(text):
        return [message]
    whole = len(text) > MAX_DIGITS and str(node.tag).endswith(":int")
    digits = sum(map(str.isdecimal, text)) if whole else 0
    if digits > MAX_DIGITS:
        return [f"a whole number of {digits:,} digits, and {MAX_DIGITS} are the most; write a smaller number"]
    return []


@lru_cache(maxsize=1)
def compose(text: str, file: str) -> tuple[Node | None, tuple[tuple[str, Node], ...]]:
    """Return the root node of a YAML text, None if it is empty, and the faults of scalars with their nodes.

    The last text is kept, because commands that place warnings ask for it again.

    Raises
    ------
    InvalidConflict
        If the text is not YAML, is nested too deeply, or has too many nodes.

    Examples
    --------
    >>> root, faulty = compose("title: A dispute", "dispute.yaml")
    >>> root.value[0][1].value, faulty
    ('A dispute', ())
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = BoundedComposer
    try:
        node: Node | None = yaml.compose(text)
    except _TooManyNodes as fault:
        raise InvalidConflict([Complaint(_too_many(fault.nodes), place=Place(file))]) from None
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        words = " ".join(str(part) for part in (fault.problem, fault.context and f"({fault.context})") if part)
        hint = "; put text that holds a colon in quotes" if "mapping values" in words else ""
        raise InvalidConflict([Complaint(f"this is not YAML: {words}{hint}", place=place)]) from None
    except RecursionError:
        raise InvalidConflict([Complaint("the file is nested too deeply", place=Place(file))]) from None
    except (YAMLError, ValueError) as fault:
        first = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        raise InvalidConflict([Complaint(f"this is not YAML: {first}", place=Place(file))]) from None
    return node, tuple(yaml.composer.faulty)


def _too_many(nodes: float) -> str:
    return (
        f"the file has about {nodes:,.0f} keys and values, which would take {nodes * SECONDS:,.0f} seconds and more; "
        f"{MAX_NODES:,} are the most: leave out what nothing refers to, or put states and moves into CSV tables"
    )
