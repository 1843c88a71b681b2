"""C6 The Garrison Diversion Unit: the case in which the length of a response decides."""

from __future__ import annotations

from published.case import Case, Option, in_options
from published.notation import numbered

SUPPORT, OPPOSITION, CANADA, COMMISSION = "US Support", "US Opposition", "Canadian Opposition", "IJC"

STATES = numbered("""
    1  NYNNNYNNN 34
    2  NNYNNYNNN 36
    3  YNNYNYNNN 41
    4  NYNYNYNNN 42
    5  NYNNYYNNN 50
    6  NNYNYYNNN 52
    7  YNNYYYNNN 57
    8  NYNYYYNNN 58
    9  NYNNNNYNN 66
    10 NNYNNNYNN 68
    11 NYNYNNYNN 74
    12 NYNNYNYNN 82
    13 NNYNYNYNN 84
    14 YNNYYNYNN 89
    15 NYNYYNYNN 90
    16 NYNNYNNYN 146
    17 NNYNYNNYN 148
    18 YNNYYNNYN 153
    19 NYNYYNNYN 154
    20 NYNNYNNNY 274
    21 NNYNYNNNY 276
    22 YNNYYNNNY 281
    23 NYNYYNNNY 282
""")

EXACTLY_ONE_PROJECT = "YY------- Y-Y------ -YY------ NNN------"
EXACTLY_ONE_REPORT = "-----YY-- -----Y-Y- -----Y--Y ------YY- ------Y-Y -------YY -----NNNN"
DEPENDENT = "Y--N----- --YY----- Y---NN--- -Y--N--Y- -Y--N---Y --Y-N--Y- --Y-N---Y"

GARRISON = Case(
    id="garrison",
    source="Hipel, Fraser (1980), Metagame analysis of the Garrison conflict, Water Resources Research "
    "16(4), 629-637 (cited in the GMCR+ guide, which also has the 23 states); data from the example file of "
    "GMCR+",
    provenance="computed; equilibria by nash, seq and sim equal to the solution file of GMCR+",
    setting=in_options(
        options=(
            Option(SUPPORT, "proceed with the full project"),
            Option(SUPPORT, "proceed with a reduced project"),
            Option(SUPPORT, "proceed with a project that appeases the US environmentalists"),
            Option(OPPOSITION, "legal action"),
            Option(CANADA, "treaty challenge"),
            Option(COMMISSION, "support the full project"),
            Option(COMMISSION, "support the reduced project"),
            Option(COMMISSION, "support suspension except Lonetree"),
            Option(COMMISSION, "support suspension"),
        ),
        infeasible=f"{EXACTLY_ONE_PROJECT} {EXACTLY_ONE_REPORT} {DEPENDENT}",
        names=STATES,
        rankings={
            SUPPORT: "3 > 7 > 1~2 > 4 > 5~6 > 8 > 9 > 12 > 11 > 15 > 10 > 13 > 14 > 17 > 16 > 18 > 19 "
            "> 21 > 20 > 22 > 23",
            OPPOSITION: "2~6~10~13~17~21 > 19~23 > 15 > 11 > 8 > 4 > 22 > 18 > 14 > 7 > 3 > 20 > 16 > 12 > 9 > 5 > 1",
            CANADA: "23 > 20~21 > 19 > 16~17 > 11 > 9~10 > 15 > 12~13 > 2 > 4 > 1 > 8 > 5~6 > 22 > 18 > 14 > 3 > 7",
            COMMISSION: "~".join(STATES),
        },
    ),
    equilibria={
        "nash seq sseq sim": "2 3 11 17 18 21 22",
        "gmr smr": "2 3 4 6 8 10 11 13 14 15 17 18 19 21 22",
    },
    unstable={
        "nash": {CANADA: "5 6 7 8 12 13 15"},
        "seq sseq": {CANADA: "6 7 12 13 15"},
        "sim": {CANADA: "5 6 7 12 13 15"},
        "nash seq sseq sim": {SUPPORT: "4 8 10 13 14 16 19 20 23"},
        "gmr smr": {SUPPORT: "20 23", CANADA: "7"},
        "nash gmr smr seq sseq sim": {OPPOSITION: "1 5 9 12 16 20", COMMISSION: ""},
    },
)

OTHER_GMR_EQUILIBRIA = {
    "one move of one opponent": "2 3 8 11 13 14 15 17 18 19 21 22",
    "each opponent at most once": "2 3 4 8 10 11 13 14 15 17 18 19 21 22",
}
"""Wrong by the definition: what gmr becomes under two shorter readings of "response".

The first is the solution file of GMCR+, the second what its later code returns. State 6 needs US
Support to move twice: after Canada's 6 to 2 come 1 (Support), 4 (Opposition) and 3 (Support).
"""
