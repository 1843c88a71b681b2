"""The joining of several fronts, which share decision makers, into one conflict."""

from __future__ import annotations

from countermove.model.joining.join import join

__all__ = ["join"]
