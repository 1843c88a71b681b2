"""One conflict made of several that share decision makers."""

from __future__ import annotations

from countermove.model.joining.join import join

__all__ = ["join"]
