"""An evolution as a notebook shows it: where it ends, how equilibria are attained, and what tells the ends apart."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from countermove.analysis.evolution.answer import Evolution
    from countermove.analysis.evolution.ends import End

SHOWN = 50


def as_html(found: Evolution) -> str:
    """Return tables of the ends, of the equilibria and of the signposts, the first fifty rows of each.

    Examples
    --------
    >>> from countermove import cases
    >>> from countermove.study import evolve
    >>> as_html(evolve(cases.load("elmira")))[:68]
    '<p><b>Elmira groundwater contamination, 1989-91: where it ends (seq)'
    """
    title, moves = found.conflict.title, f"{found.expected_moves:,.2f} moves expected until then"
    tables = [
        (f"{title}: where it ends ({found.concept}), {moves}", _ends(found)),
        (f"{title}: the equilibria and how they are attained", _attained(found)),
    ]
    if found.signposts.signposts:
        tables.append((f"{title}: signposts, the events that tell the ends apart", found.signposts.to_frame()))
    return "".join(_table(*each) for each in tables)


def _table(caption: str, frame: pd.DataFrame) -> str:
    import pandas as pd

    cut = f" (the first {SHOWN} of {len(frame):,})" if len(frame) > SHOWN else ""
    with pd.option_context("display.max_colwidth", None):
        return f"<p><b>{escape(caption + cut)}</b></p>{frame.head(SHOWN).to_html(index=False)}"


def _ends(found: Evolution) -> pd.DataFrame:
    import pandas as pd

    rows = [(each.probability, _where(found, each)) for each in found.ends]
    return pd.DataFrame(rows, columns=["probability", "where it ends"])


def _where(found: Evolution, end: End) -> str:
    if not end.settles:
        return f"never settles: {end}"
    return f"{end.states[0]} ({found.conflict.states[end.states[0] - 1]})"


def _attained(found: Evolution) -> pd.DataFrame:
    """Return the equilibria: first those that improvements attain, then those that other moves do; nearest first."""
    import pandas as pd

    at = np.flatnonzero(found.equilibria)
    ways = {int(k): found.way(int(k) + 1) for k in at}
    far = {
        k: (found.by_improvements if way == "improvements" else found.by_moves).distance[k] for k, way in ways.items()
    }
    order = sorted(ways, key=lambda k: (["improvements", "moves", None].index(ways[k]), far[k], k))
    rows = [
        (k + 1, str(found.conflict.states[k]), ways[k] or "not attained", far[k] if ways[k] else "") for k in order
    ]
    return pd.DataFrame(rows, columns=["state", "what is on", "attained by", "moves"])
