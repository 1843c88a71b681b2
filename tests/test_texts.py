"""The texts of sources: how they are read, cut into paragraphs, searched, and drafted from."""

from __future__ import annotations

import re
import socket
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermove import InvalidConflict
from countermove.io.texts.dates import dates, is_date
from countermove.io.texts.draft import Draft, drafted
from countermove.io.texts.load import MAX_CHARACTERS, load
from countermove.io.texts.metadata import guess_language, original_language
from countermove.io.texts.normalization import composed
from countermove.io.texts.outline import outlined
from countermove.io.texts.page import text_of_page
from countermove.io.texts.quotations import quotations, quoted_in
from countermove.io.texts.search import find, nearest
from countermove.io.texts.text import SourceText
from countermove.io.texts.verify import look_up
from countermove.io.yaml.drafts import draft_as_yaml
from countermove.io.yaml.reading import read_yaml
from long_runs import examples

TEXTS = Path(__file__).parent / "data" / "texts"
CONFLICT = "title: t\ndecision_makers: {a: {options: [x]}}\nsources:\n"


def text_of(name: str) -> SourceText:
    return load(TEXTS / name)


def begins(text: SourceText) -> list[str]:
    return [" ".join(text.words(where).split()[:3]) for where in text.paragraphs]


def values(draft: Draft) -> dict[str, object]:
    return {each.key: each.value for each in draft.findings}


# -- paragraphs ------------------------------------------------------------------------------------


def test_a_press_item_has_seven_paragraphs() -> None:
    text = text_of("press-item.txt")
    assert text.headline
    assert text.words(text.headline) == "Highfield won't stand for another dry summer on the Linn"
    assert begins(text) == [
        "[Flusspost] That the",
        '"It could be',
        "According to Kalinovskiy,",
        '"On two banks',
        "The old mayor",
        '"Nobody can say',
        "We all remember",
    ]
    assert [text.line_of(where.start) for where in (*text.head, *text.foot)] == [3, 4, 19]


def test_a_page_has_the_paragraphs_of_its_article() -> None:
    text = text_of("article.html")
    assert text.page
    assert begins(text) == [
        "The council of",
        "“We would rather",
        "Highfield’s engineer, Tom-Erik",
        "Both sides are",
    ]
    assert "tracking" not in text.text
    assert "All rights reserved" not in text.text
    assert text.markup == {
        "title": "River talks stall",
        "author": "Ada Brook",
        "date": "2024-05-14",
        "publisher": "The Linn Courier",
        "url": "https://courier.example/2024/river-talks",
        "language": "en-GB",
    }


def test_lines_that_are_broken_to_a_width_are_one_paragraph() -> None:
    text = text_of("minutes.txt")
    assert begins(text) == ["The clerk read", "Councillor Fenwick said", "It was agreed"]
    assert text.place(text.text.index("Okafor")) == "paragraph 2 (minutes.txt, line 9)"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One sentence.", ["One sentence."]),
        ("no full stop", ["no full stop"]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("A headline\nOne.\nTwo.", ["One.", "Two."]),
        ("A headline\n\nOne.\n\nTwo.", ["One.", "Two."]),
        ("Lost in translation: a novel\n\nOne.\n\nTwo.", ["One.", "Two."]),
        ("A headline\n\nBy Ada Brook\n14 May 2024\n\nOne.\n\n© 2024 The Courier", ["One."]),
        ("A headline\n\nTranslated from German by O. Reed.\n\nOne.", ["One."]),
        ("It rained on, and\nthe river rose.\n\nTwo.", ["It rained on, and\nthe river rose.", "Two."]),
        ("One.\n\nTwo.\n\n[Agency] Three.", ["One.", "Two.", "[Agency] Three."]),
        ("LOWBRIDGE (Agency) - One.\n\nTwo.", ["LOWBRIDGE (Agency) - One.", "Two."]),
        ("One.\n\nHe posted by night.\n\nTwo.", ["One.", "He posted by night.", "Two."]),
        ("By Ada Brook", ["By Ada Brook"]),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    found = outlined(text, "a.txt")
    assert [found.words(where) for where in found.paragraphs] == paragraphs


@settings(max_examples=examples(300), deadline=None)
@given(st.text(alphabet='ab.A \n\t[]"“”:1', max_size=80))
def test_every_word_is_in_one_part_of_the_outline(words: str) -> None:
    text = outlined(composed(words), "a.txt")
    parts = [*text.head, *text.paragraphs, *text.foot, *([text.headline] if text.headline else [])]
    parts.sort(key=lambda each: each.start)
    assert "".join("".join(text.words(each).split()) for each in parts) == "".join(text.text.split())
    assert all(one.end <= other.start for one, other in pairwise(parts))


# -- files -----------------------------------------------------------------------------------------

RUSSIAN = (TEXTS / "russian.txt").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(RUSSIAN.encode(encoding))
    text = load(file)
    assert text.text == RUSSIAN
    assert bool(text.remarks) == (encoding == "cp1251")


def test_western_letters_without_a_mark(tmp_path: Path) -> None:
    words = "Le conseil a décidé mardi, après un long débat, de réserver l'argent nécessaire à l'année prochaine."
    file = tmp_path / "a.txt"
    file.write_bytes(words.encode("latin-1"))
    assert load(file).text == words


def test_a_page_that_declares_its_encoding(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN[40:200]}</p></body></html>'
    file = tmp_path / "a.html"
    file.write_bytes(page.encode("cp1251"))
    found = load(file)
    assert " ".join(RUSSIAN[40:200].split()) in " ".join(found.text.split())
    assert found.remarks == ()


def test_a_page_is_known_by_its_words_too(tmp_path: Path) -> None:
    file = tmp_path / "saved"
    file.write_bytes((TEXTS / "article.html").read_bytes())
    assert load(file).page


def test_a_web_archive(tmp_path: Path) -> None:
    head = 'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="x"\n\n'
    part = "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    file = tmp_path / "a.mhtml"
    file.write_text(head + part + (TEXTS / "article.html").read_text("utf-8") + "\n--x--\n", "utf-8")
    assert begins(load(file)) == begins(text_of("article.html"))


def test_pages_are_read_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert values(drafted(text_of("article.html")))["title"] == "River talks stall"


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "a.txt", "the file is empty"),
        (b" \n\t\n", "a.txt", "the file is empty"),
        (b"\xef\xbb\xbf", "a.txt", "the file is empty"),
        (b"a\0b", "a.txt", "this is not a text"),
        (bytes(range(1, 32)) * 40, "a.txt", "full of control characters"),
        (b"%PDF-1.7 ...", "a.txt", "this is a PDF"),
        (b"PK\x03\x04 ...", "a.docx", "a zip archive"),
        (b"", "a.html", "the file is empty"),
        (b"<html><body><script>x()</script></body></html>", "a.html", "no text is found in this page"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n",
            "a.mht",
            "no page in this web",
        ),
        (b"x " * (MAX_CHARACTERS // 2 + 1), "a.txt", "cut out the part that is cited"),
    ],
)
def test_files_that_are_refused(raw: bytes, name: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(InvalidConflict) as fault:
        load(file)
    assert str(fault.value).startswith(f"{file}: ")
    assert said in str(fault.value)


def test_paths_that_are_refused(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "not a file"),
        (tmp_path / "no.txt", "no such file"),
        (Path("/dev/zero"), "not a file"),
    ):
        with pytest.raises(InvalidConflict, match=said):
            load(path)


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    with pytest.raises(InvalidConflict, match="bytes are too many"):
        load(file)


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    for name in ("a.txt", "a.html"):
        file = tmp_path_factory.getbasetemp() / name
        file.write_bytes(raw)
        try:
            drafted(load(file))
        except InvalidConflict as fault:
            assert str(fault)


# -- finding words ---------------------------------------------------------------------------------

ALPHABET = "abé \n\u00a0'\"“’«-–."


def same(words: str) -> str:
    """Return words as they are compared, from the definition: blanks as one, marks as one, dashes as one."""
    words = re.sub("[\"'“”‘’«»]", "'", re.sub("[-–—]", "-", words.replace("...", "…")))
    return " ".join(words.split())


def bare(words: str) -> str:
    return same(words).strip(" '").rstrip(".,").strip(" '")


def standing(text: str, words: str) -> set[tuple[int, int]]:
    """Return where words stand, by trying every stretch of a text: no blanks at its ends, no word cut in two."""
    wanted = bare(words)
    if not re.search(r"\w", wanted):
        return set()
    found = set()
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            inside = text[start:end]
            cut = (text[start - 1 : start] + inside[0]).isalnum() and start > 0
            cut |= (inside[-1] + text[end : end + 1]).isalnum() and end < len(text)
            if same(inside) == wanted and inside == inside.strip() and not cut:
                found.add((start, end))
    return found


@settings(max_examples=examples(400), deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=24), st.data())
def test_words_are_found_where_they_stand(words: str, data: st.DataObject) -> None:
    taken = st.tuples(st.integers(0, 24), st.integers(0, 24)).map(lambda cut: words[min(cut) : max(cut)])
    wanted = data.draw(st.text(alphabet=ALPHABET, max_size=6) | taken)
    text = SourceText(file="a.txt", text=words)
    found = [(where.start, where.end) for where in find(text, wanted)]
    everywhere = standing(words, wanted)
    assert set(found) <= everywhere
    assert bool(found) == bool(everywhere)
    for start, end in everywhere:  # what is not found overlaps with what is
        assert any(one < end and start < other for one, other in found)


def test_three_points_at_the_end_are_found_whole() -> None:
    text = SourceText(file="a.txt", text="It was... so.")
    assert [text.words(where) for where in find(text, "was...")] == ["was..."]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("“It was predictable.”", True),
        ("It was\npredictable", True),
        ("it was predictable", False),
        ("It was predict", False),
        ("It were predictable", False),
        ("It was ... naive", True),
        ("It was […] naive", True),
        ("naive ... It was", False),
        ("the council's 'no'", True),
        ("two-thirds", True),
        ("co-operate", True),
        ("...", False),
    ],
)
def test_what_comparison_looks_past_and_what_not(wanted: str, found: bool) -> None:
    said = (
        "“It was predictable. It would be naïve,\u00a0or naive; the council’s ‘no’ by two–thirds: co‑oper\u00adate.”"
    )
    assert any(find(SourceText(file="a", text=composed(said)), wanted)) is found


def test_accents_are_compared_however_they_are_written() -> None:
    assert any(find(SourceText(file="a", text=composed("cafe\u0301 noir")), "café noir"))
    assert any(find(SourceText(file="a", text=composed("café noir")), "cafe\u0301 noir"))


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        (
            "Nobody should expect the governor to tolerate one more dry summer",
            "Nobody should expect the governor to stand for",
        ),
        ("two fronts it will be hard for him to win", "two banks it will be hard for him to win"),
        ("Wholly unrelated lorem ipsum dolor sit amet", None),
    ],
)
def test_the_nearest_passage(wanted: str, near: str | None) -> None:
    text = text_of("press-item.txt")
    passage = nearest(text, wanted)
    assert (passage is None) == (near is None)
    assert near is None or (passage and near in text.words(passage.where))


def test_looking_for_many_gaps_takes_no_time() -> None:
    text = SourceText(file="a", text="a b " * 200_000)
    start = time.perf_counter()
    assert not any(find(text, "a ... a ... c"))
    assert sum(1 for _ in find(text, "a ... b")) == 200_000
    assert time.perf_counter() - start < 20


# -- dates and languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2022-01-07", "2022-01-07"),
        ("7 January 2022", "2022-01-07"),
        ("January 7, 2022", "2022-01-07"),
        ("Jan. 7, 2022", "2022-01-07"),
        ("7th of January 2022", "2022-01-07"),
        ("7 января 2022 г.", "2022-01-07"),
        ("7 січня 2022", "2022-01-07"),
        ("7. Januar 2022", "2022-01-07"),
        ("7 janvier 2022", "2022-01-07"),
        ("07.01.2022", "2022-01-07"),
        ("31/01/2022", "2022-01-31"),
        ("01/31/2022", "2022-01-31"),
        ("07/01/2022", None),
        ("2022-13-07", None),
        ("31 February 2022", None),
        ("7 council 2022", None),
        ("2022", None),
        ("paragraph 7 of 2022", None),
    ],
)
def test_dates(line: str, day: str | None) -> None:
    assert [*dates(f"so on {line} it was")] == ([day] if day else [])
    assert is_date(f"Friday, {line}, 10:30") == (day is not None)


def test_a_sentence_with_a_date_is_no_date() -> None:
    assert not is_date("The council met on 7 January 2022")


def test_languages() -> None:
    assert guess_language(text_of("press-item.txt").text) == "en"
    assert guess_language(RUSSIAN) == "ru"
    assert guess_language("Too short to tell.") == ""
    assert guess_language("qwx zzk " * 40) == ""
    assert original_language("Translated from the Ukrainian") == "uk"
    assert original_language("Машинный перевод с русского") == "ru"
    assert original_language("translated from memory") == ""


# -- quotations and who says them ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “one” and “two”.", ["one", "two"]),
        ("«Один „два“ три», — сказал он.", ["Один „два“ три"]),
        ("„Eins“, sagte er.", ["Eins"]),
        ('"One.\n\n"Two," he said.', ['One.\n\n"Two,']),
        ('"One.\n\nTwo," he said.', ["One.\n\nTwo,"]),
        ('"One.\n\nTwo.', ["One."]),
        ("“One.\n\nTwo” and “three”.", ["One.\n\nTwo", "three"]),
        ("“One.\n\n“Two” and three.", ["One.\n\n“Two"]),
        ("“One.\n\nSo he said “two”.", ["One.", "two"]),
        ("the council's 'no'", []),
        ('""', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    found = outlined(text, "a.txt")
    assert [found.words(where) for where in quotations(found)] == quoted


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("“It rains a lot,” said Nora Fen.", ["Nora Fen"]),
        ("“It rains a lot,” said the old engineer Nora Fen of Lowbridge.", ["Nora Fen"]),
        ("“It rains a lot,” said the engineer, Nora Fen.", ["Nora Fen"]),
        ("“It rains a lot,” Nora Fen also noted.", ["Nora Fen"]),
        ("“It rains a lot,” the engineer said.", ["the engineer"]),
        ("“It rains a lot,” she said.", [""]),
        ("“It rains a lot.” Nora Fen said nothing.", [""]),
        ("“It rains a lot,” the\nengineer said.\n\nNo.", ["the engineer"]),
        ("“It rains a lot,” said Nora\nFen of the town\n\nNo.", ["Nora Fen"]),
        ("One.\n\n“It rains a lot”\n\nsaid Nora Fen.", [""]),
        ("Nora Fen, the engineer, said: “It rains a lot.”", ["Nora Fen"]),
        ("The engineer, Nora Fen, said “it rains a lot”.", ["Nora Fen"]),
        ("President Nora Fen told the council “it rains a lot”.", ["Nora Fen"]),
        ("According to Dr. N. Fen, “it rains a lot”.", ["N. Fen"]),
        ("The Kremlin said “it rains a lot”.", ["the Kremlin"]),
        ("“It rains a lot,” said Nora Fen. “It always has.”", ["Nora Fen", "Nora Fen"]),
        ("«Идёт сильный дождь», — сказала Нора Фенина.", ["Нора Фенина"]),
        ("Они назвали это «дождём», и всё.", []),
        ("“It rains a lot,” Nora Fen told the paper.", ["Nora Fen"]),
        ("Nora Fen (no relation) told the paper: “It rains a lot.”", ["Nora Fen"]),
        ("As was told the paper: “It rains a lot.”", [""]),
        ("«Идёт дождь, — сказала Нора Фенина. — Никто не рад ему».", ["Нора Фенина", "Нора Фенина"]),
    ],
)
def test_who_says_a_quotation(text: str, by: list[str]) -> None:
    found = quoted_in(outlined(text, "a.txt"))
    assert [each.by for each, _ in found.quotations] == by


def test_what_is_inserted_into_a_quotation_is_no_part_of_it() -> None:
    text = outlined("«Идёт дождь, — сказала Нора Фенина. — Никто — и мы — не рад ему».", "a.txt")
    assert [each.quotation for each, _ in quoted_in(text).quotations] == ["Идёт дождь,", "Никто — и мы — не рад ему"]


def test_names_alike_with_other_given_names_are_two_people() -> None:
    text = outlined("“It rains a lot,” said Paul Weyland.\n\nMaria Weiland was glad. Weylandt was not.", "a.txt")
    [person] = quoted_in(text).persons
    assert person.spellings == (("Weylandt", (2,)),)


# -- drafts ----------------------------------------------------------------------------------------


def test_the_draft_of_a_press_item() -> None:
    draft = drafted(text_of("press-item.txt"))
    assert draft.id == "flusspost"
    assert values(draft) == {
        "title": "Highfield won't stand for another dry summer on the Linn",
        "publisher": "Flusspost",
        "speaker": ("Anna Kalinovsky",),
        "carried_by": "millrace",
        "language": "",
        "translated": "machine (Lingomat)",
        "edited": True,
        "date": "2024-05-17",
    }
    where = {each.key: each.where for each in draft.findings}
    assert "also spelt Kalinovskiy (paragraphs 3, 5)" in where["speaker"]
    assert "does not say from which language; the text at hand is in en" in where["language"]
    assert "line 19" in where["date"]
    assert [(each.by, each.paragraph) for each, _ in draft.quotations] == [
        ("the expert", 2),
        ("the expert", 2),
        ("the scholar", 4),
        ("the scholar", 6),
        ("the scholar", 7),
    ]
    notes = [note for _, note in draft.quotations if note != "it goes on"]
    assert len(notes) == 3
    assert all("the last one named before is" in note for note in notes)
    text = text_of("press-item.txt")
    said = [" ".join(text.words(where).split()) for where in quotations(text)]
    assert " ".join(each.quotation for each, _ in draft.quotations) == " ".join(said)
    assert "not found: author, language" in draft.remarks


def test_the_draft_of_a_page() -> None:
    draft = drafted(text_of("article.html"))
    assert values(draft) == {
        "title": "River talks stall",
        "publisher": "The Linn Courier",
        "author": "Ada Brook",
        "speaker": ("Nora Fen", "Tom-Erik Alder"),
        "language": "en-GB",
        "date": "2024-05-14",
        "url": "https://courier.example/2024/river-talks",
    }
    assert [(each.by, each.paragraph, each.quotation.split()[0]) for each, _ in draft.quotations] == [
        ("Nora Fen", 2, "We"),
        ("Nora Fen", 2, "But"),
        ("Tom-Erik Alder", 3, "a"),
    ]
    assert any("passed over: once" in each for each in draft.remarks)


def test_what_is_not_found_is_left_out() -> None:
    draft = drafted(outlined("it rained on 7 January 2022 and nobody spoke.", "rain.txt"))
    assert (draft.id, draft.findings, draft.quotations) == ("rain", (), ())
    assert "not found: title, publisher, author, speaker, language, date" in draft.remarks
    assert any("2022-01-07 (paragraph 1)" in each for each in draft.remarks)


def test_the_outlet_of_a_tag_comes_before_the_site_that_carries_it() -> None:
    head = "<html><head><meta property='og:site_name' content='Millrace Blog'></head>"
    rain = "It rained in the valley, and it rained on the hills above the valley. " * 6
    page = f"{head}<body><article><p>[Flusspost] {rain}</p></article></body></html>"
    found = values(drafted(text_of_page(page, "a.html")))
    assert (found["publisher"], found["carried_by"]) == ("Flusspost", "Millrace Blog")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Translated from German by O. Reed. Edited.", {"translated": "O. Reed", "edited": True, "language": "de"}),
        ("Translation: O. K. Reed", {"translated": "Translation: O. K. Reed", "language": ""}),
        ("(translated by Olga Reed, edited for length)", {"translated": "Olga Reed", "edited": "for length"}),
        ("Machine translation, edited by Reed", {"translated": "machine", "edited": "by Reed"}),
        ("Translated using DeepL from the Ukrainian", {"translated": "DeepL", "language": "uk"}),
        ("Перевод с русского", {"translated": "Перевод с русского", "language": "ru"}),
        ("Machine translation. Unedited.", {"translated": "machine"}),
    ],
)
def test_notes_on_a_translation(note: str, expected: dict[str, object]) -> None:
    found = values(drafted(outlined(f"A headline\n\n{note}\n\nIt rained.\n\nIt rained on.", "a.txt")))
    assert {key: found.get(key) for key in expected} == expected
    assert ("edited" in found) == ("edited" in expected)


@pytest.mark.parametrize(
    "words", ["x" * 1000, "one two " * 100, "A sentence of six words here. " * 30, "“...”", "a\n\nb", "« a »", " "]
)
def test_long_quotations_come_in_parts_that_leave_nothing_out(words: str) -> None:
    text = outlined(f'One.\n\n"{words}" said Nora Fen.\n\nTwo.', "a.txt")
    found = [each.quotation for each, _ in quoted_in(text).quotations]
    assert all(0 < len(each) <= 300 for each in found)
    kept = "".join("".join(each.split()) for each in found)
    assert kept == ("".join(words.split()) if re.search(r"\w", words) else "")
    assert all(any(find(text, each)) for each in found if not each.startswith("xxx"))


def test_ids_are_free() -> None:
    text = outlined("[The Linn Courier] It rained.", "a.txt")
    assert drafted(text).id == "the_linn_courier"
    assert drafted(text, ["the_linn_courier", "the_linn_courier_2"]).id == "the_linn_courier_3"
    assert drafted(text, ["the_linn_courier"], "mine").id == "mine"


PIECES = [
    *"\"“”«»„'.,:[]()#-&*!|>%@`{}\\\t\n\u2028\x85\x07\u200b",
    *("\n\n", "said ", "Nora Fen ", "the expert ", "According to ", "7 May 2024 ", "Posted by: x ", "[Agency] "),
    *("Translated from Russian by Y. Edited. ", "word ", "Слово ", "yes ", "null ", "1.0 "),
    "a long sentence that goes on and on for quite some time, as they do. " * 3,
]


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_draft_is_a_source_and_everything_in_it_stands_where_it_says(
    tmp_path_factory: pytest.TempPathFactory, words: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "drafted.txt").write_text(words, "utf-8")
    try:
        text = load(folder / "drafted.txt")
    except InvalidConflict:
        return
    draft = drafted(text)
    conflict = read_yaml(CONFLICT + draft_as_yaml(draft, "drafted.txt"), "f.yaml", folder)
    [source] = conflict.sources
    assert source.id == draft.id
    assert len(source.quoted) == len(draft.quotations)
    found = look_up(conflict, folder)
    assert [str(each) for each in found.faults] == []
