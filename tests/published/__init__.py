"""Conflicts of the literature and of our own making, with the answers to test against.

Every answer says where it comes from: printed in a paper, found in a solution file of GMCR+, or
computed by brute force from the definitions. "Recalled" is from memory, the page not seen.
"""

from __future__ import annotations

from published.case import Case, Option, Setting, Verdict
from published.cuban import CUBAN_A, CUBAN_B
from published.elmira import ELMIRA, ELMIRA_12, ELMIRA_12_FILE, ELMIRA_FILE
from published.euphrates import EUPHRATES
from published.fronts import TWO_FRONTS
from published.garrison import GARRISON
from published.hypergame import PERCEIVED, TRUE
from published.in_options_only import MUTUAL_EXCLUSION, SEVERAL_IMPROVEMENTS
from published.legal_sequences import BOUNCE, ONE_MOVE_ONLY, RETURN, THREE
from published.two_by_two import CHICKEN, PRISONERS_DILEMMA
from published.wrong_tools import wrong_tools

__all__ = ["CASES", "Case", "Option", "Setting", "Verdict"]

CASES = {
    case.id: case
    for case in (
        PRISONERS_DILEMMA,
        CHICKEN,
        EUPHRATES,
        CUBAN_A,
        CUBAN_B,
        ELMIRA,
        ELMIRA_FILE,
        ELMIRA_12,
        ELMIRA_12_FILE,
        GARRISON,
        THREE,
        ONE_MOVE_ONLY,
        BOUNCE,
        RETURN,
        SEVERAL_IMPROVEMENTS,
        PERCEIVED,
        TRUE,
        TWO_FRONTS,
        MUTUAL_EXCLUSION,
        *wrong_tools(),
    )
}
"""All of them, by id."""
