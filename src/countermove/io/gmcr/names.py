"""Ids for names: what the statement language can read, unique, and as near to the name as can be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from countermove.errors import StatementError
from countermove.model.language import RESERVED, parse

MAX_LENGTH = 40


def slug(name: str, otherwise: str) -> str:
    """Return an id for a name, or another one if the name gives none.

    Examples
    --------
    >>> slug("Cooperate with 2", "opt1"), slug("2nd front", "opt2"), slug("Not", "opt3")
    ('cooperate_with_2', 'opt2', 'opt3')
    """
    text = re.sub(r"[\W_]+", "_", name.casefold()).strip("_")
    if len(text) > MAX_LENGTH:
        text = text[: MAX_LENGTH + 1].rpartition("_")[0] or text[:MAX_LENGTH]
    return text if _is_name(text) else otherwise


def _is_name(text: str) -> bool:
    try:
        return parse(text).kind == "name" and text not in RESERVED
    except StatementError:
        return False


def distinct(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, with a number after those that have occurred before.

    Examples
    --------
    >>> distinct(["full", "full", "full_2"])
    ('full', 'full_2', 'full_2_2')
    """
    used: dict[str, int] = {}
    for each in ids:
        new, times = each, used.get(each, 1)
        while new in used:
            times += 1
            new = f"{each}_{times}"
        used[each] = times
        used[new] = used.get(new, 1)
    return tuple(used)


def dm_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Return an id for each decision maker's name."""
    return distinct(slug(name, f"dm{k}") for k, name in enumerate(names, start=1))


def option_ids(names: Sequence[str], owners: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each option, with the owner in front where two decision makers use the same name.

    Examples
    --------
    >>> option_ids(["Full", "Full", "Wait"], ["us", "ijc", "ijc"])
    ('us_full', 'ijc_full', 'wait')
    """
    plain = [slug(name, f"opt{k}") for k, name in enumerate(names, start=1)]
    owned_by = defaultdict(set)
    for text, owner in zip(plain, owners, strict=True):
        owned_by[text].add(owner)
    return distinct(
        f"{owner}_{text}" if len(owned_by[text]) > 1 else text for text, owner in zip(plain, owners, strict=True)
    )
