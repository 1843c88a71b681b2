"""Where a source is from, by which way it has come, and how far it is trusted, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermove.report.words import listed, tidy

if TYPE_CHECKING:
    from countermove.model.provenance import Source

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability unknown",
}
CREDIBILITY = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth unknown",
}
"""The NATO admiralty grades, of a source and of what it says."""


def provenance(source: Source) -> str:
    """Return where a source is from and by which way it has come.

    Examples
    --------
    >>> from countermove.model.provenance import Source
    >>> provenance(Source(id="p", publisher="The Courier", speaker=("Nora Fen",), translated="machine", edited=True))
    'The Courier; Nora Fen speaks; translated: machine; edited'
    """
    edited = "edited" if source.edited is True else f"edited: {source.edited}" if source.edited else ""
    parts = (
        source.publisher,
        f"by {source.author}" if source.author else "",
        f"{listed(source.speaker)} speak{'s'[: 2 - len(source.speaker)]}" if source.speaker else "",
        f"carried by {source.carried_by}" if source.carried_by else "",
        f"in {source.language}" if source.language else "",
        f"translated: {source.translated}" if source.translated else "",
        edited,
        source.date,
        f"text: {source.file}" if source.file else "",
    )
    return "; ".join(tidy(part) for part in parts if part)


def grade_in_words(source: Source) -> str:
    """Return the grades of a source, as letters and in words.

    Examples
    --------
    >>> from countermove.model.provenance import Source
    >>> grade_in_words(Source(id="p", reliability="D", credibility=3))
    'D3: not usually reliable, possibly true'
    """
    words = [RELIABILITY.get(source.reliability, ""), CREDIBILITY.get(source.credibility or 0, "")]
    return f"{source.grade}: {', '.join(word for word in words if word)}" if source.grade else "not graded"
