"""`countermove explain`: why a state is or is not stable, with sanctions and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.inputs import All, File, VariationName, read_from
from countermove.cli.next_command import following
from countermove.cli.progress import progress_bar
from countermove.model.concepts import ids_of

if TYPE_CHECKING:
    from countermove.report.explanation import Account

MOST_TO_COUNT = 1 << 16
"""States of a conflict at most, for which those that hold as well are counted."""


def _explained() -> tuple[str, ...]:
    return ids_of(lambda concept: concept.sanctions is not None)


def complete_concept(incomplete: str) -> list[str]:
    """Return the explained concepts whose id has this beginning."""
    return [id_ for id_ in _explained() if id_.startswith(incomplete)]


State = Annotated[
    str,
    typer.Option(
        metavar="STATE",
        help="status-quo, a number, the options that are on with commas between them, a pattern such as Y-N, or a "
        "condition that holds in one state.",
    ),
]
Dm = Annotated[str | None, typer.Option(metavar="DM", help="One decision maker, by id or name; otherwise all.")]
OneConcept = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"One of {', '.join(_explained())}; by default the file's reading, or seq.",
        autocompletion=complete_concept,
    ),
]

Budget = Annotated[
    int | None,
    typer.Option(
        metavar="STATES",
        help="Above 24 options: how many states may be looked at for each decision maker.  [default: 4000000]",
    ),
]


def explain(  # noqa: PLR0913  (each is an option of the command)
    file: File,
    *,
    state: State = "status-quo",
    dm: Dm = None,
    concept: OneConcept = None,
    every: All = False,
    json: Annotated[bool, typer.Option("--json", help="As JSON with certificates, and nothing else.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Have the independent checker verify the certificate of each verdict.")
    ] = False,
    variation: VariationName = None,
    budget: Budget = None,
) -> None:
    """Explain why a state holds, or does not.

    For each decision maker: what it could gain by, who would punish that and how, and what it would lose.
    """
    from countermove.analysis.explanation.verification import refuse_untaught, verified
    from countermove.report import console, explanation
    from countermove.report.console import print_json

    conflict = read_from(file, variation)
    if check:
        refuse_untaught(conflict, concept)
    with progress_bar("explanations"):
        account = explanation.explain(conflict, state, dm, concept, budget=budget)
        found = verified(account.explanations) if check else None
    if json:
        checked = {} if found is None else {"checked": found.to_dict()}
        print_json(account.to_dict() | checked)
    else:
        last = [] if found is None else [explanation.verification(found)]
        parts = explanation.account_parts(account, None if every else explanation.SHOWN, _alike(account, concept))
        console.show_answer(account, [*parts, *last], following("evolve"))


def _alike(account: Account, concept: str | None) -> tuple[int, int] | None:
    """Return how many states hold by the concept, and of how many; None if this one does not, or there are many."""
    from countermove.analysis.solve import solve
    from countermove.model.reading import reading_of
    from countermove.model.states import is_listed

    conflict = account.conflict
    if not (account.holds and is_listed(conflict) and len(conflict.states) <= MOST_TO_COUNT):
        return None
    by = concept or reading_of(conflict).id
    return len(solve(conflict, [by]).equilibria(by)), len(conflict.states)
