"""Text and metadata of an HTML page, without navigation, by trafilatura; no network is used."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from countermove.errors import TooLarge
from countermove.io.texts.attributes import too_many_attributes
from countermove.io.texts.normalization import composed
from countermove.io.texts.outline import outlined
from countermove.io.texts.readers import fenced
from countermove.io.texts.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
"""The first tag of a page, after comments; each comment is an atomic group, so that none is read in two ways."""

SUFFIXES = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}
"""Suffixes of files that are pages."""

MAX_MARKUP = 4_000_000
"""Most characters of markup, without embedded data."""

MAX_TAGS = 60_000
"""Most tags; the time that it takes to find the article among them grows with their square."""

_EMBEDDED = re.compile(r"data:[\w.+/-]+;base64,[\w+/=\s]+")
"""Embedded data such as pictures, often most of a saved page."""

KEYS = {"publisher": "sitename"}
"""Keys with another name in trafilatura."""


def is_page(text: str, suffix: str) -> bool:
    """Whether a text is an HTML page, by the suffix of its file or by its first tag."""
    return suffix.lower() in SUFFIXES or _BEGIN.match(text[:4096]) is not None


def text_of_page(markup: str, file: str) -> SourceText:
    """Return the text of a page with the metadata in its markup.

    Parameters
    ----------
    markup : str
        The page in HTML.
    file : str
        Name of its file.

    Returns
    -------
    SourceText
        With an empty text if the page has none.

    Raises
    ------
    TooLarge
        If the markup has more than `MAX_MARKUP` characters or `MAX_TAGS` tags, or tags of very many attributes, which
        would take minutes.
    Undecodable
        If the library that extracts the text fails on it.
    """
    markup = _EMBEDDED.sub("", markup)
    if len(markup) > MAX_MARKUP:
        raise TooLarge(f"{len(markup):,} characters of HTML are too many ({MAX_MARKUP:,} are the most)")
    if (tags := markup.count("<")) > MAX_TAGS:
        raise TooLarge(f"{tags:,} tags of HTML are too many ({MAX_TAGS:,} are the most)")
    if message := too_many_attributes(markup):
        raise TooLarge(message)
    with fenced("this page"):
        found = _extracted(markup)
        metadata = dict(_metadata(found, markup)) if found else {}
    text = composed(str(getattr(found, "text", "") or "")).strip()
    return outlined(text, file, markup=metadata)


def _extracted(markup: str) -> Any:
    _silence_loggers()
    from trafilatura import bare_extraction

    return bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _metadata(found: Any, markup: str) -> Iterator[tuple[str, str]]:
    for key in ("title", "author", "date", "publisher", "url"):
        if value := " ".join(str(getattr(found, KEYS.get(key, key), None) or "").split()):
            yield key, composed(value)
    if language := _language(markup):
        yield "language", language


def _language(markup: str) -> str:
    """Return the language code in the markup of a page, or an empty text."""
    from trafilatura import load_html

    tree = load_html(markup)
    code = (
        "" if tree is None else str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    )
    return code.strip() if re.fullmatch(r"[A-Za-z]{2,3}(-\w{2,8}){0,5}", code.strip()) else ""


def _silence_loggers() -> None:
    """Keep warnings of the libraries about faulty pages from standard error, unless logging is configured."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
