"""C5 Elmira groundwater contamination: in 12 states, and in 9 once the plant's end is one state."""

from __future__ import annotations

from dataclasses import replace

from published.case import Case, Option, Setting, coalesced, in_options

SOURCE = (
    "Hipel, Fang, Kilgour, Haight (1993) (model, recalled); Kilgour, Hipel, Fang, Peng (2001), Coalition "
    "analysis in group decision support, Group Decision and Negotiation 10, 159-175 (recalled); options, "
    "directions and infeasible patterns as in the example file of GMCR+"
)

RECALLED = "1 > 4 > 8 > 5 > 9 > 3 > 7 > 2 > 6"
IN_GMCR_PLUS = "1 > 4 > 8 > 5 > 9 > 2 > 3 > 7 > 6"
"""Two versions of Uniroyal's ranking; no answer below depends on which."""


def _elmira(uniroyal: str) -> Setting:
    return in_options(
        options=(
            Option("MoE", "modify the control order", "on"),
            Option("UR", "delay", "off"),
            Option("UR", "accept"),
            Option("UR", "abandon", "on"),
            Option("LG", "insist on the original order"),
        ),
        infeasible="-YY-- -Y-Y- --YY- -NNN-",
        names={
            "1": "NYNNN",
            "2": "YYNNN",
            "3": "NNYNN",
            "4": "YNYNN",
            "5": "NYNNY",
            "6": "YYNNY",
            "7": "NNYNY",
            "8": "YNYNY",
            "9": "---Y-",
        },
        rankings={
            "MoE": "7 > 3 > 4 > 8 > 5 > 1 > 2 > 6 > 9",
            "UR": uniroyal,
            "LG": "7 > 3 > 5 > 1 > 8 > 6 > 4 > 2 > 9",
        },
    )


ELMIRA_12 = Case(
    id="elmira-12",
    source=SOURCE,
    provenance="computed; the same as in nine states, and sim as seq",
    status_quo="1",
    setting=_elmira(RECALLED),
    equilibria={"nash seq sseq sim": "5 8 9", "gmr smr": "1 4 5 8 9"},
    unstable={
        "nash": {"MoE": "", "UR": "2 3 6 7", "LG": "1 2 3 4"},
        "gmr smr": {"MoE": "", "UR": "2 3 6 7", "LG": ""},
        "seq sseq sim": {"MoE": "", "UR": "2 3 6 7", "LG": "1 4"},
    },
)

ELMIRA = Case(
    id="elmira",
    source=SOURCE,
    provenance="computed; 5, 8, 9, and 1, 4 by gmr and smr, agree with what is recalled as published",
    status_quo="1",
    setting=coalesced(ELMIRA_12.setting),
    equilibria={"nash seq sseq": "5 8 9", "gmr smr": "1 4 5 8 9"},
    unstable={
        "nash": {"MoE": "", "UR": "2 3 6 7", "LG": "1 2 3 4"},
        "gmr smr": {"MoE": "", "UR": "2 3 6 7", "LG": ""},
        "seq sseq": {"MoE": "", "UR": "2 3 6 7", "LG": "1 4"},
    },
    further={"cnash cseq": "8 9", "cgmr csmr": "1 4 8 9"},
)

ELMIRA_12_FILE = replace(ELMIRA_12, id="elmira-12-gmcr-plus", setting=_elmira(IN_GMCR_PLUS))
ELMIRA_FILE = replace(ELMIRA, id="elmira-gmcr-plus", setting=coalesced(ELMIRA_12_FILE.setting))

MOVES = {
    "MoE": "1>2 3>4 5>6 7>8",
    "UR": "1>3 2>4 5>7 6>8 1>9 2>9 3>9 4>9 5>9 6>9 7>9 8>9",
    "LG": "1>5 5>1 2>6 6>2 3>7 7>3 4>8 8>4",
}
"""All moves between the nine states; coalescing the twelve must give these and no others."""

GMCR_PLUS_NUMBERS = {
    "1": "1", "2": "2", "3": "3", "4": "4", "5": "7", "6": "8", "7": "9", "8": "10", "9": "5 6 11 12",
}  # fmt: skip
"""The numbers of the 12 states by ascending decimal form, under each of the nine."""

JOINT_IMPROVEMENTS = {
    "MoE UR": "2>4 5>8 6>8",
    "MoE LG": "1>5 3>7",
    "UR LG": "2>4 2>8 6>8",
    "MoE UR LG": "2>4 2>8 6>8",
}
"""What a coalition can reach together and all its members prefer, in nine states (computed)."""

EQUILIBRIUM_JUMPS = {"MoE UR": "5>8"}
"""Published in the 2001 paper (recalled), and in the guide of GMCR+ by its own numbers, 7 to 10."""
