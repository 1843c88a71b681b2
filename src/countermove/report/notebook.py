"""HTML of results in notebooks: one renderer for each type of result."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from countermove.report.words import situation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from countermove.analysis.assumptions.result import Assumptions
    from countermove.analysis.coalitions.result import Coalitions
    from countermove.analysis.evolution.absorption import End
    from countermove.analysis.evolution.result import Evolution
    from countermove.analysis.fronts.result import Fronts
    from countermove.analysis.grounds import Grounds
    from countermove.analysis.solution import Solution
    from countermove.report.explanation import Account
    from countermove.simulation.families.result import FamilyForecasts
    from countermove.simulation.forecasts.result import Forecast
    from countermove.simulation.forecasts.scores import Scores
    from countermove.simulation.judgement.result import Judgement
    from countermove.simulation.result import Worlds

SHOWN = 50
"""Maximum rows of a table about an evolution or coalitions."""


def html(answer: object) -> str:
    """Return the HTML of a result.

    Parameters
    ----------
    answer : object
        What `solve`, `explain`, `evolve`, `coalitions` or another question of the front door returns.

    Raises
    ------
    TypeError
        If no renderer has the name of its type.

    Examples
    --------
    >>> from countermove import cases, evolve
    >>> html(evolve(cases.load("elmira")))[:68]
    '<p><b>Elmira groundwater contamination, 1989-91: where it ends (seq)'
    """
    name = type(answer).__name__
    if name not in RENDERERS:
        raise TypeError(f"a notebook does not show {name}; it shows {', '.join(RENDERERS)}")
    remarks = "".join(f"<p>{escape(each)}</p>" for each in getattr(answer, "remarks", ()))
    return remarks + RENDERERS[name](answer)


def account(found: Account) -> str:
    """Return an account in paragraphs, with the reasons indented below each verdict."""
    where = "; ".join(situation(found.conflict, found.explanations[0].state - 1))
    said = [f"<p><b>{escape(found.title())}</b><br>{escape(where)}</p><p>{escape(found.summary())}</p>"]
    for verdict, *points in found.parts():
        indent = "".join(f"<p style='margin-left: 2em'>{escape(point)}</p>" for point in points)
        said.append(f"<p>{escape(verdict)}</p>{indent}")
    return "".join(said)


def assumptions(found: Assumptions) -> str:
    """Return the table of changes, each with the headline after it."""
    return _captioned(f"{found.conflict.title}: what this hinges on: {found.headline}", found.to_frame())


def coalitions(found: Coalitions) -> str:
    """Return tables of agreements, of jumps that no member can make alone, and of surviving equilibria."""
    title, frame = found.conflict.title, found.to_frame()
    tables = [
        (f"{title}: what could be agreed on from the status quo", _agreements(found)),
        (f"{title}: equilibrium jumps", frame[frame["joint only"].astype(bool)].drop(columns="joint only")),
        (f"{title}: what survives", _survivors(found)),
    ]
    return "".join(_table(*each, none="<p>None.</p>") for each in tables)


def evolution(found: Evolution) -> str:
    """Return tables of ends, of equilibria and their attainment, and of signposts."""
    title, moves = found.conflict.title, f"{found.expected_moves:,.2f} moves expected until then"
    tables = [
        (f"{title}: where it ends ({found.concept}), {moves}", _ends(found)),
        (f"{title}: the equilibria and how they are attained", _attainment(found)),
    ]
    if found.signposts.signposts:
        tables.append((f"{title}: signposts, the events that tell the ends apart", found.signposts.to_frame()))
    return "".join(_table(*each) for each in tables)


def family(found: FamilyForecasts) -> str:
    """Return the table of cases, each with its probabilities and answers."""
    return _captioned(found.family.title, found.to_frame())


def forecast(found: Forecast) -> str:
    """Return the table of questions, each with its probability and its answer."""
    return _captioned(found.caption, found.to_frame())


def fronts(found: Fronts) -> str:
    """Return a table of the numbers of equilibria, on each front alone and jointly, by concept."""
    rows = "".join(
        f"<tr><th>{id_}</th>"
        + "".join(f"<td>{int(each.where(id_).sum()):,}</td>" for each in found.alone.values())
        + f"<td>{found.count(id_)}</td><td>{found.linked(id_)}</td></tr>"
        for id_ in found.concepts
    )
    alone = "".join(f"<th>{escape(front)} alone</th>" for front in found.alone)
    head = f"<tr><th></th>{alone}<th>together</th><th>jointly only</th></tr>"
    return f"<p><b>{escape(found.conflict.title)}: equilibria</b></p><table>{head}{rows}</table>"


def grounds(found: Grounds) -> str:
    """Return the table of claims, each with its evidence."""
    return str(found.to_frame().to_html(index=False))


def judgement(found: Judgement) -> str:
    """Return the likelihood, the confidence, and the table of questions and ends."""
    from countermove.report.brief.heading import sentences

    return _captioned(" ".join(sentences(found)), found.to_frame())


def scores(found: Scores) -> str:
    """Return the table of forecasts, each with its scores."""
    return _captioned(str(found), found.to_frame())


def solution(found: Solution) -> str:
    """Return the table of equilibria, with the concepts by which each holds."""
    frame = found.to_frame()
    held = frame[frame[[*found.concepts]].any(axis=1)]
    marks = held.replace({True: "holds", False: ""}).drop(columns="decimal")
    return _captioned(f"{found.conflict.title}: the states that hold", marks)


def worlds(found: Worlds) -> str:
    """Return the table of states that hold in some world, with the shares of worlds."""
    return _captioned(found.caption, found.to_frame())


RENDERERS: Mapping[str, Callable[[Any], str]] = {
    "Account": account,
    "Assumptions": assumptions,
    "Coalitions": coalitions,
    "Evolution": evolution,
    "FamilyForecasts": family,
    "Forecast": forecast,
    "Fronts": fronts,
    "Grounds": grounds,
    "Judgement": judgement,
    "Scores": scores,
    "Solution": solution,
    "Worlds": worlds,
}
"""The renderers, by the name of the result's type. The front door registers these types with IPython."""


def _captioned(caption: str, frame: pd.DataFrame) -> str:
    """Return a whole table below its caption."""
    return f"<p><b>{escape(caption)}</b></p>{frame.to_html()}"


def _table(caption: str, frame: pd.DataFrame, none: str = "") -> str:
    """Return the first rows below a caption, without the index; `none`, if given, replaces an empty table."""
    import pandas as pd

    cut = f" (the first {SHOWN} of {len(frame):,})" if len(frame) > SHOWN else ""
    with pd.option_context("display.max_colwidth", None):
        rows = none if none and frame.empty else frame.head(SHOWN).to_html(index=False)
    return f"<p><b>{escape(caption + cut)}</b></p>{rows}"


def _agreements(found: Coalitions) -> pd.DataFrame:
    import pandas as pd

    states = found.conflict.states
    rows = [(", ".join(each.coalition), each.to, str(states[each.to - 1]), each.kept) for each in found.agreements]
    return pd.DataFrame(rows, columns=["coalition", "to", "what is on there", "kept"])


def _survivors(found: Coalitions) -> pd.DataFrame:
    import pandas as pd

    counts = [(id_, len(found.solution.equilibria(id_)), len(found.overturned(id_))) for id_ in found.concepts]
    rows = [(id_, held, held - fallen) for id_, held, fallen in counts]
    return pd.DataFrame(rows, columns=["concept", "equilibria", "left by no coalition"])


def _ends(found: Evolution) -> pd.DataFrame:
    import pandas as pd

    rows = [(each.probability, _end_in_words(found, each)) for each in found.ends]
    return pd.DataFrame(rows, columns=["probability", "where it ends"])


def _end_in_words(found: Evolution, end: End) -> str:
    if not end.settles:
        return f"never settles: {end}"
    return f"{end.states[0]} ({found.conflict.states[end.states[0] - 1]})"


def _attainment(found: Evolution) -> pd.DataFrame:
    """Return a row for each equilibrium: attained by improvements first, then by other moves; nearest first."""
    import pandas as pd

    at = np.flatnonzero(found.equilibria)
    by = {int(k): found.way(int(k) + 1) for k in at}
    far = {
        k: (found.by_improvements if moves == "improvements" else found.by_moves).distance[k]
        for k, moves in by.items()
    }
    order = sorted(by, key=lambda k: (["improvements", "moves", None].index(by[k]), far[k], k))
    rows = [(k + 1, str(found.conflict.states[k]), by[k] or "not attained", far[k] if by[k] else "") for k in order]
    return pd.DataFrame(rows, columns=["state", "what is on", "attained by", "moves"])
