"""Long and hostile texts: read in time that grows with their length, or refused; and what their readers fail on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from countermove import InvalidConflict
from countermove.cli.app import app
from countermove.io.texts import encoding, load, page, search, speakers
from countermove.io.texts.dates import dates
from countermove.io.texts.draft import drafted
from countermove.io.texts.metadata import credits_of
from countermove.io.texts.normalization import composed, fold
from countermove.io.texts.outline import outlined
from countermove.io.texts.person_names import name_runs
from countermove.io.texts.persons import MAX_COMPARED
from countermove.io.texts.search import find, pointer_faults
from countermove.io.yaml.drafts import draft_as_yaml
from countermove.io.yaml.tree import parse_yaml
from countermove.model.provenance import Evidence, Position, Quotation, Quote
from countermove.report.words import listed
from long_runs import Share

PARTS = {
    "verbs of saying": "said ",
    "verbs of saying after commas": "told, ",
    "speakers": "Tom Alder said. ",
    "speakers behind verbs": "said Anna ",
    "words of others": "according to ",
    "words before a verb": "also ",
    "parentheses before a verb": "(a) said ",
    "blanks before a verb": f"x{' ' * 50}said ",
    "quotations": "“Word one two three,” said Nora Fen. ",
    "quotations without a speaker": "“Word one two three four”. ",
    "quotations that are opened": "“abc\n\n",
    "quotations with insertions": "«a b c, — сказал он, — d e f» ",
    "quotation marks": '"',
    "names": "Abcd ",
    "a name with many particles": "de ",
    "lines": "a\n",
    "bylines": "By Ada Brook\n",
    "dates": "7 January 2022\n",
    "words that might be months": "7 council 2022 and ",
    "notes on a translation": "Translated from Russian\n",
    "accents": "\u0301\u0327",
    "zeros": "\u200b ",
    "one word": "A",
    "blanks": " ",
}
"""Of what a text is made, over and over."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def refused(call: str, folder: Path) -> str:
    found = CliRunner().invoke(app, [word.replace("FOLDER", str(folder)) for word in call.split()])
    assert (found.exit_code, found.stdout) == (2, ""), found.output
    return found.stderr


def draft_of(parts: str, length: int, folder: Path) -> str:
    file = folder / "a.txt"
    file.write_text(f"A {PARTS[parts] * (length // len(PARTS[parts]))}"[: length - 2] + " .", "utf-8")
    return draft_as_yaml(drafted(load.load(file)), "a.txt")


@pytest.mark.parametrize("parts", [*PARTS])
def test_a_long_text_is_drafted(parts: str, tmp_path: Path) -> None:
    with within(4):
        draft_of(parts, 60_000, tmp_path)


@pytest.mark.slow
def test_a_million_characters_are_drafted(share: Share, tmp_path: Path) -> None:
    kinds = [*PARTS]
    for kind in share.of(range(len(kinds))):
        with within(30):
            draft_of(kinds[kind], 1_000_000, tmp_path)


# -- regular expressions ---------------------------------------------------------------------------

PATTERNS: dict[str, Callable[[], object]] = {
    "comments before a page": lambda: page.is_page("<!-- a -->" * 400, ".txt"),
    "comments without an end": lambda: page.is_page("<!-- -->" * 300 + "<!-- a " * 200, ".txt"),
    "a declaration and comments": lambda: page.is_page("<?xml version='1.0'?>" + "<!----> " * 400, ".txt"),
    "embedded data": lambda: page._EMBEDDED.sub("", "data:" + "a" * 500_000 + "data:a" * 100_000),
    "headers of an archive": lambda: load.page_in_archive(b"a: b\n c\n" * 1000),
    "a head of blanks": lambda: outlined("A" + " " * 500_000 + "(B", "a.txt"),
    "an origin of blanks": lambda: [
        *credits_of(outlined("T\n\n" + f"Source{' ' * 190}1\n" * 90 + "\nOne. Two.", "a"))
    ],
    "dots of a date": lambda: [*dates("1.1.2022" * 50_000)],
    "particles of a name": lambda: [*name_runs("A " + "de " * 300_000)],
    "accents on a letter": lambda: composed("e" + "\u0301\u0327" * 200_000),
    "white space": lambda: fold(" \u00a0" * 300_000),
    "quotation marks in a name": lambda: listed(["“" * 100_000, "b", "c"]),
}


@pytest.mark.parametrize("pattern", [*PATTERNS])
def test_no_pattern_backtracks(pattern: str) -> None:
    with within(2.5):
        PATTERNS[pattern]()


@given(st.text(alphabet="ab() ", max_size=12))
def test_parentheses_at_the_end(words: str) -> None:
    """As a regular expression says it, which takes time that grows with the square of the length."""
    assert speakers._without_parenthesis(words).rstrip() == re.sub(r"\s*\([^()]*\)\s*$", "", words).rstrip()


@given(st.text(alphabet="ab _", max_size=30), st.text(alphabet="ab _", min_size=1, max_size=5))
def test_words_are_found_as_a_regular_expression_finds_them(text: str, wanted: str) -> None:
    left = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", wanted) else ""
    spans = [found.span() for found in re.finditer(left + re.escape(wanted) + right, text)]
    assert [*search._occurrences(text, wanted, (0, len(text)))] == spans


@given(st.text(alphabet="ab .\u200b", max_size=30), st.data())
def test_words_are_found_within_a_part_as_in_the_whole(words: str, data: st.DataObject) -> None:
    text = outlined(words, "a.txt")
    start = data.draw(st.integers(0, len(words)))
    part = Position(start, data.draw(st.integers(start, len(words))))
    for wanted in ("a", "b.", "a…b", "a b"):
        inside = [each for each in find(text, wanted) if part.start <= each.start and each.end <= part.end]
        assert {*inside} <= {*find(text, wanted, part)}


# -- quotations in a long text ---------------------------------------------------------------------


def test_thousands_of_quotations_are_looked_up_in_a_long_text() -> None:
    text = outlined(
        "\n\n".join(f"Word{k} one two three was said by nobody, and so on." for k in range(15_000)), "a.txt"
    )
    right = [Quotation(by="", paragraph=5 * k + 1, quotation=f"Word{5 * k} one two") for k in range(3000)]
    wrong = [Quotation(by="", paragraph=5 * k + 2, quotation=f"Word{5 * k} one two") for k in range(1000)]
    with within(4):
        assert [fault for each in right for fault in pointer_faults(text, each)] == []
        said = [fault.message for each in wrong for fault in pointer_faults(text, each)]
    assert len(said) == 1000
    assert said[1] == "'Word5 one two' stands in paragraph 6 (a.txt, line 11), not in paragraph 7"


def test_a_quote_that_stands_everywhere_is_to_be_longer() -> None:
    text = outlined("a b " * 50_000, "a.txt")
    with within(2):
        [fault] = pointer_faults(text, Evidence(source="s", quote=Quote(exact="a", prefix="z", suffix="")))
    assert "too often to be told apart; quote more" in fault.message


def test_more_speakers_than_can_be_compared() -> None:
    names = [f"{a}{b}nor {c}{d}ander" for a in "ABCDEFGH" for b in "aeiou" for c in "KLMNPQ" for d in "aeiou"]
    assert len(names) > MAX_COMPARED
    with within(4):
        draft = drafted(outlined("\n\n".join(f"“It rains a lot,” said {name}." for name in names), "a.txt"))
    assert [each.by for each, _ in draft.quotations] == names
    assert f"{len(names):,} names of speakers are too many to compare: each is taken for a person" in draft.remarks


@given(st.text(max_size=20))
def test_any_value_of_a_draft_is_read_again(value: str) -> None:
    text = outlined(f"“{value} and so on and on,” said Nora Fen.", "a.txt")
    draft = drafted(text)
    if "\ud800" <= max(value, default="") <= "\udfff":
        return
    read = parse_yaml(f"sources:\n{draft_as_yaml(draft, 'a.txt')}", "f.yaml").value["sources"][draft.id]
    quoted = [normalize("NFC", each.quotation) for each, _ in draft.quotations]
    assert [each["quotation"] for each in read.get("quoted", [])] == quoted


# -- what readers fail on --------------------------------------------------------------------------

WORDS = (
    b"<html><body><p>"
    + b"The council of the town met in the evening, and it did not agree. " * 4
    + b"</p></body></html>"
)
HEAD = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n"


def archive(kind: bytes, words: bytes = WORDS) -> bytes:
    return HEAD + b"--b0\nContent-Type: " + kind + b"\n\n" + words + b"\n--b0--\n"


def nested(depth: int) -> bytes:
    parts = (b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (k, k + 1) for k in range(depth))
    return HEAD + b"".join(parts) + b"--b%d\nContent-Type: text/html\n\n" % depth + WORDS


@pytest.mark.parametrize("charset", [b'"a\0b"', b"punycode", b"idna", b"rot13", b"zlib", b"undefined", b"x" * 9000])
def test_a_character_set_that_pages_are_not_written_in_is_not_tried(charset: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(archive(b"text/html; charset=" + charset))
    (tmp_path / "a.html").write_bytes(b"<meta charset=" + charset[:30] + b">" + WORDS)
    assert "The council of the town" in load.load(tmp_path / "a.mht").text
    if b"\0" not in charset:
        assert "The council of the town" in load.load(tmp_path / "a.html").text


def test_punycode_is_not_tried_since_it_takes_the_square_of_its_length() -> None:
    with within(3):
        words = load.page_in_archive(archive(b"text/html; charset=punycode", b"x" * 200_000 + b"-" + b"ab" * 200_000))
    assert words.startswith(b"xxx")


def test_character_sets_have_the_names_that_python_gives_them() -> None:
    assert {encoding.known_charset(each) for each in encoding.CHARSETS} == encoding.CHARSETS


@pytest.mark.parametrize("depth", [1_500, 9_000])
def test_parts_within_parts(depth: int, tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(nested(depth))
    said = refused("sources add FOLDER/a.mht", tmp_path)
    assert (
        "a.mht: this is not a text: this web archive cannot be taken apart (RecursionError); save the article" in said
    )


def test_messages_within_messages(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(HEAD + b"--b0\n" + b"Content-Type: message/rfc822\n\n" * 2_000)
    assert "cannot be taken apart" in refused("sources add FOLDER/a.mht", tmp_path)


def test_more_lines_and_tags_than_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(archive(b"text/html", b"\n" * (load.MAX_LINES + 1)))
    assert "a web archive has up to 300,000 lines" in refused("sources add FOLDER/a.mht", tmp_path)
    (tmp_path / "a.html").write_bytes(b"<p>a</p>" * page.MAX_TAGS)
    assert "120,000 tags of HTML are too many" in refused("sources add FOLDER/a.html", tmp_path)


@pytest.mark.parametrize("raised", [AssertionError, RecursionError, KeyError, TypeError, SystemError])
@pytest.mark.parametrize("call", ["sources add FOLDER/a.html", "check FOLDER/x.yaml"])
def test_a_library_that_fails_is_a_complaint_about_the_file(
    call: str, raised: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise raised

    sources = "sources:\n  s:\n    file: a.html\n"
    (tmp_path / "x.yaml").write_text(f"title: t\ndecision_makers: {{a: {{options: [x]}}}}\n{sources}", "utf-8")
    (tmp_path / "a.html").write_bytes(WORDS)
    monkeypatch.setattr("trafilatura.bare_extraction", failing)
    said = refused(call, tmp_path)
    assert f"this page cannot be taken apart ({raised.__name__}); save the article as plain text" in said
    assert "line 5" in said if call.startswith("check") else "a.html: " in said


def test_a_guess_that_fails_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("charset_normalizer.from_bytes", failing)
    (tmp_path / "a.txt").write_bytes("Гроза".encode("cp1251"))
    with pytest.raises(InvalidConflict, match="its encoding cannot be taken apart"):
        load.load(tmp_path / "a.txt")
