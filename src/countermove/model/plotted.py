"""What can be drawn: results and conflicts with a `plot`, and what a picture can do.

Results hold data, and know nothing of figures. The front door leads to the room that draws them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from os import PathLike


class Picture(Protocol):
    """A picture in SVG; notebooks show it."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def svg(self) -> str:
        """The SVG element, without its style sheet."""

    def save(self, path: str | PathLike[str], *, force: bool = False) -> None:
        """Write the picture as an SVG file; `force` overwrites one."""


class Plotted:
    """Something of which `countermove.plot` makes a picture."""

    __slots__ = ()

    def plot(self) -> Picture:
        """Return a picture, which notebooks show; its `save("name.svg")` writes a file.

        Raises
        ------
        TooLarge
            If there are too many states or moves to be searched for it.
        """
        picture: Picture = import_module("countermove").plot(self)
        return picture
