"""Pages saved as web archives (MHTML): a message of several parts, the first page among which is taken."""

from __future__ import annotations

import re

from countermove.io.texts.decoding import Undecodable

_ARCHIVE = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)


def page_in_archive(raw: bytes) -> bytes:
    r"""Return the page in a web archive, in UTF-8; anything else is returned as it is.

    Raises
    ------
    Undecodable
        If there is no page in the archive.

    Examples
    --------
    >>> head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    >>> page_in_archive(head + b"--x\nContent-Type: text/html\n\n<p>Words.</p>\n--x--\n")
    b'<p>Words.</p>'
    """
    if not _ARCHIVE.match(raw[:8192]):
        return raw
    from email import message_from_bytes
    from email.message import Message

    parts = (part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/html")
    page: Message | None = next(parts, None)
    content = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(content, bytes):
        raise Undecodable("there is no page in this web archive")
    return _in_utf8(content, page.get_content_charset())


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    try:
        return content.decode(charset).encode() if charset else content
    except (UnicodeError, LookupError):
        return content
