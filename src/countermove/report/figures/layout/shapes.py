"""What a layout consists of once it is worked out: rectangles, and lines between them."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an arrow: a straight line, or a curve that leaves and arrives vertically."""

    start: Point
    end: Point
    curved: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything is; boxes, labels and arrows in the order in which they were given."""

    width: float
    height: float
    boxes: tuple[Place, ...]
    labels: tuple[Place, ...]
    arrows: tuple[tuple[Piece, ...], ...]
