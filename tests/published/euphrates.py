"""C3 Syria and Iraq on the Euphrates, 1975, without a third party."""

from __future__ import annotations

from published.case import Case, Option, in_options
from published.notation import numbered

EUPHRATES = Case(
    id="syria-iraq",
    source="Hipel, Kilgour, Kinsara (2014), Strategic investigations of water conflicts in the Middle East, "
    "Group Decision and Negotiation 23(3), 355-376; as printed in the GMCR+ guide (Kinsara 2014, tables 1-3)",
    provenance="computed; equilibria by nash, gmr, smr, seq and sim equal to the solution file of GMCR+",
    status_quo="1",
    setting=in_options(
        options=(Option("Syria", "release water"), Option("Syria", "escalate"), Option("Iraq", "attack")),
        infeasible="YY-",
        names=numbered("""
            1 NNN 0
            2 YNN 1
            3 NYN 2
            4 NNY 4
            5 YNY 5
            6 NYY 6
        """),
        rankings={"Syria": "1 > 3 > 6 > 2 > 4 > 5", "Iraq": "2 > 4 > 6 > 1 > 5 > 3"},
    ),
    equilibria={"nash smr seq sseq sim": "6", "gmr": "1 6"},
    unstable={
        "nash": {"Syria": "2 3 4 5", "Iraq": "1 3 5"},
        "gmr": {"Syria": "2 4 5", "Iraq": "3"},
        "smr sseq": {"Syria": "2 4 5", "Iraq": "1 3 5"},
        "seq sim": {"Syria": "2 4 5", "Iraq": "1 3"},
    },
    further={
        "l_1 l_2 l_5 l_6 stackelberg-1 stackelberg-2 cnash": "6",
        "l_3 nm": "",
        "l_4": "1 6",
        "cnash-of-all": "1 2 6",
    },
)
