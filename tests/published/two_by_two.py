"""C1 Prisoner's dilemma and C2 Chicken: two decision makers, one option each."""

from __future__ import annotations

from published.case import Case, Option, in_options

SOURCE = "one of the two standard conflicts of two by two"

PRISONERS_DILEMMA = Case(
    id="prisoners-dilemma",
    source=SOURCE,
    provenance="computed; equilibria by nash, gmr, smr, seq and sim equal to the solution file of GMCR+",
    setting=in_options(
        options=(Option("DM 1", "cooperate"), Option("DM 2", "cooperate")),
        rankings={"DM 1": "NY > YY > NN > YN", "DM 2": "YN > YY > NN > NY"},
    ),
    equilibria={"nash": "NN", "gmr smr seq sseq sim": "NN YY"},
    stable={
        "nash": {"DM 1": "NN NY", "DM 2": "NN YN"},
        "gmr smr seq sseq sim": {"DM 1": "NN NY YY", "DM 2": "NN YN YY"},
    },
    further={
        "l_1 stackelberg-1 stackelberg-2 mr_1 cmr_1": "NN",
        "l_2 l_3 l_4 l_5 l_6 nm mr_2 mr_3 mr_4 mr_5 cmr_2 cmr_3 cmr_4 cmr_5": "NN YY",
        "cnash": "",
        "cgmr csmr cseq": "YY",
    },
)

CHICKEN = Case(
    id="chicken",
    source=SOURCE,
    provenance="computed",
    setting=in_options(
        options=(Option("DM 1", "swerve"), Option("DM 2", "swerve")),
        rankings={"DM 1": "NY > YY > YN > NN", "DM 2": "YN > YY > NY > NN"},
    ),
    equilibria={"nash seq sseq": "YN NY", "gmr smr sim": "YN NY YY"},
    stable={
        "nash seq sseq": {"DM 1": "YN NY", "DM 2": "YN NY"},
        "gmr smr sim": {"DM 1": "YN NY YY", "DM 2": "YN NY YY"},
    },
    further={
        "l_1 mr_1 cmr_1 cmr_2 cmr_3 cmr_4 cmr_5 cnash cseq": "YN NY",
        "l_2": "",
        "l_3 l_4 l_5 l_6 nm": "YY",
        "mr_2 mr_3 mr_4 mr_5 cgmr csmr": "YN NY YY",
        "stackelberg-1": "NY",
        "stackelberg-2": "YN",
    },
)
