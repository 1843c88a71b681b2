"""Rankings by preference statements, the most important first.

`holds` has the patterns of the states at which the statement is true. A state's score has a bit
for each statement, the most important the highest, so that the first statement which separates
two states decides.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """A statement in the notation of GMCR+ (`-` not, `&` and), and in ours with options a, b, c."""

    gmcr_plus: str
    ours: str
    holds: str


@dataclass(frozen=True)
class Preference:
    """Statements and the ranking that they give, best first; `scores` where they were printed."""

    id: str
    source: str
    options: int
    statements: tuple[Statement, ...]
    ranking: str
    infeasible: str = ""
    scores: str = ""


EXAMPLE = Preference(
    id="option-prioritization",
    source="ours (computed); the method is that of Hipel, Kilgour, Fang, Peng (1997)",
    options=3,
    statements=(
        Statement("-3", "not c", "--N"),
        Statement("2 IF 3", "b if c", "--N -Y-"),
        Statement("1 IFF -2", "a iff not b", "YN- NY-"),
    ),
    ranking="YNN~NYN > NNN~YYN > NYY > YYY > YNY > NNY",
    scores="YNN 7 NYN 7 NNN 6 YYN 6 NYY 3 YYY 2 YNY 1 NNY 0",
)

DILEMMA_1 = Preference(
    id="prisoners-dilemma DM 1",
    source="example file of GMCR+",
    options=2,
    statements=(Statement("2", "b", "-Y"), Statement("-1", "not a", "N-")),
    ranking="NY > YY > NN > YN",
)

DILEMMA_2 = Preference(
    id="prisoners-dilemma DM 2",
    source="example file of GMCR+",
    options=2,
    statements=(Statement("1", "a", "Y-"), Statement("-2", "not b", "-N")),
    ranking="YN > YY > NN > NY",
)

SYRIA = Preference(
    id="syria-iraq Syria",
    source="example file of GMCR+; gives the published ranking (computed)",
    options=3,
    infeasible="YY-",
    statements=(
        Statement("-1 & -2 & -3", "not a and not b and not c", "NNN"),
        Statement("2", "b", "-Y-"),
        Statement("-3", "not c", "--N"),
        Statement("-1", "not a", "N--"),
    ),
    ranking="NNN > NYN > NYY > YNN > NNY > YNY",
)

IRAQ = Preference(
    id="syria-iraq Iraq",
    source="example file of GMCR+; gives the published ranking (computed)",
    options=3,
    infeasible="YY-",
    statements=(
        Statement("1 & -2 & -3", "a and not b and not c", "YNN"),
        Statement("-1 & -2 & 3", "not a and not b and c", "NNY"),
        Statement("-1 & 2 & 3", "not a and b and c", "NYY"),
        Statement("-1 & -2 & -3", "not a and not b and not c", "NNN"),
        Statement("1 & -2 & 3", "a and not b and c", "YNY"),
    ),
    ranking="YNN > NNY > NYY > NNN > YNY > NYN",
)

PREFERENCES = (EXAMPLE, DILEMMA_1, DILEMMA_2, SYRIA, IRAQ)
