"""S1 to S4: small conflicts that separate readings of "response" and of "sanction"."""

from __future__ import annotations

from published.case import Case, Option, Verdict, in_graph, in_options

THREE = Case(
    id="s1-three-decision-makers",
    source="ours",
    provenance="computed",
    setting=in_options(
        options=(Option("B", "option 1"), Option("A", "option 2"), Option("C", "option 3")),
        rankings={
            "A": "YNY > NYY > YYY > YNN > YYN > NNN > NYN > NNY",
            "B": "NYN > YYY > NYY > NNY > YNN > YNY > NNN > YYN",
            "C": "YYN > YNY > YNN > NYY > NYN > NNN > NNY > YYY",
        },
    ),
    equilibria={
        "nash": "",
        "gmr": "NNN YNN NYN YNY NYY",
        "smr sseq": "YNN NYY",
        "seq": "YNN NYN YNY NYY",
        "sim": "NYN",
    },
    verdicts=(Verdict("seq", "A", "NYN", holds=True),),
)
"""At NYN the improvement of A to NNN is sanctioned only by B, C and B again."""

THREE_CREDIBLE = {"YNN": "B", "YNY": "C", "NNY": "B", "NNN": "C"}
"""What B and C can reach by improvements from NNN, and who moves last."""

ONE_MOVE_ONLY = Case(
    id="s2-intransitive",
    source="ours; DM 2 was given no ranking, and here likes each of its moves",
    provenance="computed; with a closure of the moves of DM 2 s would be gmr stable",
    setting=in_graph(
        "s a b c",
        moves={"DM 1": "s>a", "DM 2": "a>b b>c"},
        rankings={"DM 1": "a > b > s > c", "DM 2": "c > b > a > s"},
    ),
    verdicts=tuple(Verdict(concept, "DM 1", "s", holds=False) for concept in ("nash", "gmr", "smr", "seq", "sseq")),
)

BOUNCE = Case(
    id="s3-intransitive-bounce",
    source="ours; DM 2 and DM 3 were given no ranking, and here like each of their moves",
    provenance="computed",
    setting=in_graph(
        "s a b d c",
        moves={"DM 1": "s>a", "DM 2": "a>b d>c", "DM 3": "b>d"},
        rankings={"DM 1": "a > b~d > s > c", "DM 2": "c > d > b > a > s", "DM 3": "d > c > b > a > s"},
    ),
    verdicts=(Verdict("gmr", "DM 1", "s", holds=True), Verdict("nash", "DM 1", "s", holds=False)),
)

BOUNCE_REACH = "b d c"
"""What DM 2 and DM 3 can reach from a."""

RETURN = Case(
    id="s4-return-to-the-start",
    source="ours",
    provenance="computed",
    setting=in_graph("a b", moves={"DM 1": "a>b", "DM 2": "b>a"}, rankings={"DM 1": "b > a", "DM 2": "a > b"}),
    verdicts=(
        Verdict("gmr", "DM 1", "a", holds=True),
        Verdict("seq", "DM 1", "a", holds=True),
        Verdict("smr", "DM 1", "a", holds=False),
        Verdict("nash", "DM 1", "a", holds=False),
    ),
)
"""The sanction is no worse than the start, for it is the start."""
