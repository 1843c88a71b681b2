"""One conflict made of several that share decision makers."""

from __future__ import annotations

from countermove.model.joining.joined import join

__all__ = ["join"]
