"""Tags of very many attributes are counted before a parser is asked, which takes the square of their number."""

from __future__ import annotations

import time
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from countermove.cli.app import app
from countermove.io.texts.attributes import attribute_counts, too_many_attributes

parsed, element = import_module("lxml.html").document_fromstring, import_module("lxml.etree").Element

PARTS = [
    "<p ",
    "<script ",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<!DOCTYPE html>",
    "<",
    "</p>",
    "<br/>",
]
PARTS += [" ", "=", '"', "'", ">", "/", "word", "\n", '="x > <p y"', "='v w'", '="v"', "= v"]


def random_page(rng: Random) -> str:
    """Return a page of tags that are well formed or not, each attribute with a name of its own."""
    names = (f" a{k}" for k in count())
    return "".join(rng.choice(PARTS) if rng.random() < 0.5 else next(names) for _ in range(rng.randrange(40)))


def agreed(rng: Random) -> None:
    """No tag has many more attributes, as the parser reads it, than the widest that is counted.

    What is no attribute of well-formed HTML the parser may take for one, as the `=` that begins no value.
    """
    page = f"<html><body><p>{random_page(rng)}"
    widest = max(len(each.attrib) for each in parsed(page).iter(element))
    assert widest <= 2 * max(attribute_counts(page)) + 3, page


def test_the_parser_finds_hardly_more_attributes_than_are_counted() -> None:
    rng = Random(1)
    for _ in range(2_000):
        agreed(rng)


@pytest.mark.thorough
def test_the_parser_finds_hardly_more_attributes_than_are_counted_in_many_pages() -> None:
    rng = Random(2)
    for _ in range(50_000):
        agreed(rng)


@pytest.mark.parametrize(
    ("page", "counts"),
    [
        ("<p a b=c d = 'e f' g=\"h>i\" j/>k l", [5]),
        ("<p>a b</p><br/><td a/b>c", [0, 0, 2]),
        ("<script a>if (b<c d e)</SCRIPT><p f>", [1, 1]),
        ("<style>a b</style><!-- <p a> --><p a b>", [0, 2]),
        ("<style>a <b c>", [0, 1]),
        ("1 < 2 and <3 <p a='<q b>'>", [1]),
    ],
)
def test_attributes_are_counted(page: str, counts: list[int]) -> None:
    assert [*attribute_counts(page)] == counts


def attributes(form: str, many: int) -> str:
    return "<html><body><p " + "".join(form.format(k=k) for k in range(many)) + ">The council met.</p></body></html>"


@pytest.mark.parametrize("form", ['a{k}="v" ', "a{k} ", "a{k}/", 'a{k}="v"', "a{k}='>' "])
def test_a_tag_of_a_hundred_thousand_attributes_is_refused_at_once(form: str, tmp_path: Path) -> None:
    file = tmp_path / "wide.html"
    file.write_text(attributes(form, 100_000), encoding="utf-8")
    begin = time.process_time()
    result = CliRunner().invoke(app, ["sources", "add", str(file)])
    assert time.process_time() - begin < 3
    assert (result.exit_code, result.stdout) == (2, "")
    said = "the tags of this page have too many attributes, one tag 100,000; save the article as plain text"
    assert result.stderr == f"{file}: {said}\n"


def test_many_tags_of_many_attributes_are_refused_too() -> None:
    assert "one tag 900" in too_many_attributes(attributes("a{k} ", 900) * 60)


SCRIPT = f"<script>{'a<b c ' * 90_000}</script>"


@pytest.mark.parametrize("page", [attributes('a{k}="v" ', 1_000), "<div class='a b' id=c>x</div>" * 30_000, SCRIPT])
def test_pages_of_common_width_are_read(page: str) -> None:
    assert too_many_attributes(page) == ""
