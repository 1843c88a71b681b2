"""A figure by itself: shown in a notebook, or saved as an SVG file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from countermove.errors import InvalidRequest
from countermove.io.text_files import write_text

if TYPE_CHECKING:
    from os import PathLike

PREFIX = "cm-figure"
"""The prefix of ids in an element that becomes a `Figure`."""


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes
    ----------
    title : str
        What it shows.
    svg : str
        The SVG element; its ids begin with a prefix that follows from what it shows.
    css : str
        Its style sheet.
    """

    title: str
    svg: str = field(repr=False)
    css: str = field(repr=False)

    def __post_init__(self) -> None:
        own = f"{PREFIX}-{crc32(self.svg.encode()):08x}"
        object.__setattr__(self, "svg", self.svg.replace(PREFIX, own))

    @property
    def height(self) -> float:
        """The height of the figure in pixels, where it has its natural width."""
        found = re.search(r'height="([0-9.]+)"', self.svg)
        return float(found[1]) if found else 0.0

    def _repr_html_(self) -> str:
        return f'<style>{self.css}</style>\n<div class="cm-scroll">{self.svg}</div>'

    def _repr_svg_(self) -> str:
        """Return the element with its style sheet inside."""
        return self.svg.replace(">", f"><style>{self.css}</style>", 1)

    def save(self, path: str | PathLike[str], *, force: bool = False) -> None:
        """Write the figure as an SVG file.

        Parameters
        ----------
        path : str or path
            The target, which ends in ``.svg``.
        force : bool
            Whether to overwrite a file that is there.

        Raises
        ------
        InvalidRequest
            If the name does not end in ``.svg``, or there is such a file already.
        InvalidConflict
            If the file cannot be written.
        """
        file = Path(path)
        if file.suffix != ".svg":
            raise InvalidRequest(f"{file}: the figure is SVG, so the name ends in .svg")
        if file.exists() and not force:
            raise InvalidRequest(f"{file}: there is such a file already; force=True overwrites it")
        write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{self._repr_svg_()}\n', file)
