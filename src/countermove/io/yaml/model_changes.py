"""What changed between two conflict files, in words: each key with what it said and says; prose is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from countermove.io.yaml.tree import parse_yaml
from countermove.io.yaml.writing import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from countermove.model.conflict import Conflict

PROSE = frozenset(
    {
        "title",
        "about",
        "citation",
        "sources",
        "published",
        "notes",
        "came_about",
        "because",
        "evidence",
        "note",
        "short",
    }
)
"""Keys that no question about preferences depends on, at the top and further in."""


def model_text(conflict: Conflict) -> str:
    """Return all that a conflict says as one YAML text, whatever files it was read from."""
    return write_yaml(conflict)


def model_changes(before: str, after: str) -> list[str]:
    r"""Return what two texts of conflicts say differently, without prose, one line for each key or item.

    Parameters
    ----------
    before, after : str
        Texts of conflicts in YAML.

    Examples
    --------
    >>> model_changes("status_quo: [a]\nfeasible: [b, c]\n", "title: t\nstatus_quo: [d]\nfeasible: [c]\n")
    ['status_quo: was a, is d', "feasible: 'b' is gone"]
    """
    return [*_changes("", parse_yaml(before, "before").value, parse_yaml(after, "after").value)]


def _changes(at: str, before: Any, after: Any) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _in_mapping(at, before, after)
    elif before != after:
        if isinstance(before, list) and isinstance(after, list) and len({len(before), len(after)}) > 1:
            yield from _in_list(at, before, after)
        else:
            yield f"{at}: was {_said(before)}, is {_said(after)}"


def _in_mapping(at: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        if key in PROSE:
            continue
        name = f"{at}.{key}" if at else key
        if key not in after:
            yield f"{name} is gone (it was {_said(before[key])})"
        elif key not in before:
            yield f"{name} is new: {_said(after[key])}"
        else:
            yield from _changes(name, before[key], after[key])


def _in_list(at: str, before: list[Any], after: list[Any]) -> Iterator[str]:
    yield from (f"{at}: {_said(each)!r} is gone" for each in before if each not in after)
    yield from (f"{at}: {_said(each)!r} is new" for each in after if each not in before)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        parts = (f"{key}: {_said(each)}" for key, each in value.items() if key not in PROSE)
        text = ", ".join(parts)
    elif isinstance(value, list):
        text = ", ".join(f"[{_said(each)}]" if isinstance(each, list) else _said(each) for each in value) or "nothing"
    else:
        text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
