"""C4 The Cuban missile crisis, with all moves reversible and with an air strike that is not."""

from __future__ import annotations

from published.case import Case, Option, Setting, in_options
from published.notation import numbered

SOURCE = (
    "Fraser, Hipel (1984), Conflict Analysis: Models and Resolutions (recalled; both rankings agree with "
    "those that the example file of GMCR+ generates)"
)

STATES = numbered("""
    0  NNNN 0
    1  YNNN 1
    2  NYNN 2
    3  YYNN 3
    4  NNYN 4
    5  YNYN 5
    6  NYYN 6
    7  YYYN 7
    8  NNNY 8
    9  YNNY 9
    10 NYNY 10
    11 YYNY 11
""")


def _crisis(air_strike: str) -> Setting:
    return in_options(
        options=(
            Option("US", "air strike", air_strike),
            Option("US", "blockade"),
            Option("USSR", "withdraw"),
            Option("USSR", "escalate"),
        ),
        infeasible="--YY",
        names=STATES,
        rankings={
            "US": "4 > 6 > 5 > 7 > 2 > 1 > 3 > 0 > 11 > 9 > 10 > 8",
            "USSR": "0 > 4 > 6 > 2 > 5 > 1 > 7 > 3 > 11 > 9 > 10 > 8",
        },
    )


CUBAN_A = Case(
    id="cuban-a",
    source=SOURCE,
    provenance="computed; the equilibria 4 and 6 are those recalled from the book",
    status_quo="0",
    setting=_crisis(air_strike="both"),
    equilibria={"nash sim": "", "gmr smr": "0 1 2 4 5 6 7", "seq sseq": "4 6"},
    further={
        "l_2": "4 6",
        "l_3 l_4 l_5 l_6 nm stackelberg-2 cseq": "4",
        "stackelberg-1": "6",
        "cnash": "",
        "cgmr csmr": "0 4",
    },
)

CUBAN_B = Case(
    id="cuban-b",
    source=SOURCE + "; with the direction of the air strike in that file",
    provenance="computed; not the equilibria recalled from the book",
    status_quo="0",
    setting=_crisis(air_strike="on"),
    equilibria={"nash sim": "5", "gmr smr": "0 1 2 4 5 6 7", "seq sseq": "4 5 6"},
)

UI_DISTANCE_A = {1: "1 2 3", 2: "5 6 7", 3: "4"}
"""Variant A: how many improvements away from 0 a state is (computed)."""
