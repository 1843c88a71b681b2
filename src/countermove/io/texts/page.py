"""A page in HTML: its text without the navigation, and what its markup says of it (trafilatura; no network)."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from countermove.errors import TooLarge
from countermove.io.texts.normalization import composed
from countermove.io.texts.outline import outlined
from countermove.io.texts.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
SUFFIXES = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}


MAX_MARKUP = 4_000_000
_EMBEDDED = re.compile(r"data:[\w.+/-]+;base64,[\w+/=\s]+")
"""Pictures and the like in a saved page, often most of it."""

KEYS = {"publisher": "sitename"}
"""What trafilatura calls otherwise."""


def is_page(text: str, suffix: str) -> bool:
    """Whether a text is a page in HTML, by the name of its file or by how it begins."""
    return suffix.lower() in SUFFIXES or _BEGIN.match(text[:4096]) is not None


def text_of_page(markup: str, file: str) -> SourceText:
    """Return the text of a page and what its markup says of it.

    Parameters
    ----------
    markup : str
        The page.
    file : str
        What to call it.

    Returns
    -------
    SourceText
        Without any text if there is none in the page.

    Raises
    ------
    TooLarge
        If taking it apart would take minutes.
    """
    markup = _EMBEDDED.sub("", markup)
    if len(markup) > MAX_MARKUP:
        raise TooLarge(f"{len(markup):,} characters of HTML are too many ({MAX_MARKUP:,} are the most)")
    _hush()
    from trafilatura import bare_extraction

    found = bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    said = dict(_said(found, markup)) if found else {}
    text = composed(str(getattr(found, "text", "") or "")).strip()
    return outlined(text, file, markup=said)


def _said(found: Any, markup: str) -> Iterator[tuple[str, str]]:
    for key in ("title", "author", "date", "publisher", "url"):
        if value := " ".join(str(getattr(found, KEYS.get(key, key), None) or "").split()):
            yield key, composed(value)
    if language := _language(markup):
        yield "language", language


def _language(markup: str) -> str:
    """Return the language that a page says it is in."""
    from trafilatura import load_html

    tree = load_html(markup)
    said = (
        "" if tree is None else str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    )
    return said.strip() if re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8})*", said.strip()) else ""


def _hush() -> None:
    """Keep what the libraries log about odd pages from standard error, where nobody has asked for it."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
