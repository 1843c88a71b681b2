"""The documentation does what it says: every block of code in it is run, every link followed.

Behind the fence of a block stands what it is:

- ``python``: run, as a doctest where it has prompts; the blocks of a page share one namespace.
- ``console``: what follows ``$ `` is run, and prints what stands below it; ``...`` stands for anything. With
  ``exit=N`` the last command exits with N, and all others with 0. A plain call of countermove is run in this process,
  and what takes a shell in a process of its own.
- ``yaml``: a whole conflict file or family file, which is valid. With ``title=FILE`` it is written for the blocks
  after it; with ``append=FILE`` it is added to the end of that file; with ``within=FILE`` it is a part, put in place
  of the same part of that file. With ``broken`` it is refused.
- ``csv``, ``json``, ``text``: with ``title=FILE`` written for the blocks after it.

A page has a folder of its own. Anything else behind a fence fails: no block is skipped.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.core import TyperGroup
from typer.main import get_command

import countermove
from command_line import call, is_plain_call
from countermove import InvalidConflict
from countermove.cli.app import app
from countermove.io.yaml.family.document import FamilyDocument
from countermove.io.yaml.family.reading import family_in
from countermove.io.yaml.reading import read_yaml
from countermove.io.yaml.schema import schema
from countermove.io.yaml.tree import parse_yaml
from countermove.model.concepts import CONCEPTS
from countermove.model.evaluation import evaluate
from countermove.model.language import parse

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")), *sorted(DOCS.glob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}

every_page = pytest.mark.parametrize("page", TEXTS)

ALLOWED = {
    "python": set[str](),
    "console": {"exit"},
    "yaml": {"title", "append", "within", "broken"},
    "csv": {"title"},
    "json": {"title"},
    "text": {"title"},
}
"""What may stand behind a fence, by kind of block."""

FENCED = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IN_CODE = re.compile(r"`[^`\n]+`")
ACTIVATION = re.compile(r"(source|\.) \.venv/bin/activate")
NOT_HOUSE_WORDS = re.compile(
    r"\b(players?|agents?|actors?|payoffs?|outcomes?|scenarios?|nodes?|strateg(y|ies)|actions?)\b", re.IGNORECASE
)


SURROUNDINGS = {"COLUMNS": "100", "NO_COLOR": "1"}
"""The environment of the commands: as wide as the pages say, and without colours."""


# -- blocks --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A block of code on a page."""

    page: str
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}, line {self.line}"

    @property
    def kind(self) -> str:
        return self.info.split()[0] if self.info.split() else ""

    @property
    def options(self) -> dict[str, str]:
        words = (word.partition("=") for word in self.info.split()[1:])
        return {key: value for key, _, value in words}


def blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the blocks of a page, in order."""
    for found in FENCED.finditer(text):
        yield Block(page, text.count("\n", 0, found.start()) + 1, found[1].strip(), found[2])


@dataclass
class Workshop:
    """Where the blocks of one page are carried out, one after the other."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    def carry_out(self, block: Block) -> None:
        assert block.kind in ALLOWED, f"{block}: no such kind of block, {block.info!r}"
        unknown = block.options.keys() - ALLOWED[block.kind]
        assert not unknown, f"{block}: {block.kind!r} does not take {sorted(unknown)}"
        getattr(self, f"_{block.kind}")(block)

    def _python(self, block: Block) -> None:
        if ">>>" not in block.text:
            exec(compile(block.text, str(block), "exec"), self.names)  # noqa: S102  (that is the point)
            return
        test = doctest.DocTestParser().get_doctest(block.text, self.names, str(block), block.page, block.line)
        said: list[str] = []
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False).run(
            test, out=said.append, clear_globs=False
        )
        self.names |= test.globs
        assert not said, "".join(said)

    def _console(self, block: Block) -> None:
        said = [*transcript(block)]
        last = int(block.options.get("exit", "0"))
        for k, (command, printed) in enumerate(said):
            self._command(block, command, printed, last if k == len(said) - 1 else 0)

    def _command(self, block: Block, command: str, printed: list[str], code: int) -> None:
        if command.startswith("make ") or ACTIVATION.fullmatch(command):
            assert not printed, f"{block}: what {command!r} prints is not looked at"
            assert command in {f"make {target}" for target in make_targets()} or ACTIVATION.fullmatch(command)
            return
        found, exited = self._run(command)
        expected = "\n".join(printed).rstrip()
        message = f"{block}: $ {command}\n--- it says\n{expected}\n--- it prints\n{found}"
        assert pattern_of(expected).fullmatch(found), message
        assert exited == code, f"{block}: $ {command} exits with {exited}"

    def _run(self, command: str) -> tuple[str, int]:
        """Return what a command prints, on either stream, and how it exits."""
        said, code = (call if is_plain_call(command) else in_a_shell)(command, self.folder, SURROUNDINGS)
        return "\n".join(line.rstrip() for line in said.splitlines()).rstrip(), code

    def _yaml(self, block: Block) -> None:
        options = block.options
        text, name = block.text, options.get("title", "conflict.yaml")
        if "append" in options:
            name = options["append"]
            text = (self.folder / name).read_text("utf-8") + text
        if "within" in options:
            name = options["within"]
            text = put_into((self.folder / name).read_text("utf-8"), text)
        if options.keys() & {"title", "append"}:
            (self.folder / name).write_text(text, "utf-8")
        try:
            self._read(text, str(block))
        except InvalidConflict:
            if "broken" not in options:
                raise
        else:
            assert "broken" not in options, f"{block}: this is valid, and said to be broken"

    def _read(self, text: str, name: str) -> None:
        if text.startswith("family:"):
            family_in(parse_yaml(text, name), (self.folder,))
        else:
            read_yaml(text, name, self.folder)

    def _csv(self, block: Block) -> None:
        (self.folder / block.options["title"]).write_text(block.text, "utf-8")

    def _text(self, block: Block) -> None:
        (self.folder / block.options["title"]).write_text(block.text, "utf-8")

    def _json(self, block: Block) -> None:
        json.loads(block.text)
        if "title" in block.options:
            (self.folder / block.options["title"]).write_text(block.text, "utf-8")


def in_a_shell(command: str, folder: Path, environment: Mapping[str, str]) -> tuple[str, int]:
    """Carry out what is more than a plain call, the installed command in a process of its own."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command.replace(".venv/bin/", "")],
        cwd=folder,
        env={**os.environ, **environment, "PATH": path, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.stdout, done.returncode


def transcript(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield the commands of a console block, each with the lines printed below it."""
    lines = block.text.splitlines()
    begin = [k for k, line in enumerate(lines) if line.startswith("$ ")]
    assert begin[:1] == [0], f"{block}: a console block begins with a command"
    for start, end in zip(begin, [*begin[1:], len(lines)], strict=True):
        yield lines[start].removeprefix("$ "), lines[start + 1 : end]


def pattern_of(expected: str) -> re.Pattern[str]:
    """Return what matches a text in which ``...`` stands for anything, and for any lines on a line of its own."""
    lines = [re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + "\n" for line in expected.splitlines()]
    text = "".join("(?:.*\n)*?" if line == ".*\n" else line for line in lines)
    return re.compile(text.removesuffix("\n") if not text.endswith("*?") else text + ".*")


def put_into(whole: str, part: str) -> str:
    """Return a conflict file, as JSON (which is YAML), with some of its parts replaced."""
    return json.dumps(_merged(parse_yaml(whole, "whole").value, parse_yaml(part, "part").value))


def _merged(whole: Any, part: Any) -> Any:
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return part
    return whole | {key: _merged(whole.get(key), value) for key, value in part.items()}


def make_targets() -> set[str]:
    return {*re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)}


@pytest.mark.thorough
@every_page
def test_every_block_does_what_it_says(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    workshop = Workshop(tmp_path)
    for block in blocks(page, TEXTS[page]):
        workshop.carry_out(block)


@every_page
def test_no_block_is_overlooked(page: str) -> None:
    fences = re.findall(r"^\s*(?:```|~~~)", TEXTS[page], re.MULTILINE)
    assert len(fences) == 2 * len([*blocks(page, TEXTS[page])])
    assert not re.search(r"\n\n {4,}\S", FENCED.sub("", TEXTS[page])), "a block set in by four blanks"


@pytest.mark.parametrize(
    "text",
    [
        "```\nwhat is this?\n```\n",
        "```rust\nfn main() {}\n```\n",
        "```yaml tilte=a.yaml\ntitle: t\n```\n",
        "```yaml\ntitle: t\n```\n",
        "```yaml broken\ntitle: t\ndecision_makers: {a: {options: [x]}}\n```\n",
        "```console\n$ echo one\ntwo\n```\n",
        "```console\n$ false\n```\n",
        "```console\n$ make haste\n```\n",
        "```console exit=2\n$ true\n```\n",
        "```python\n>>> 1 + 1\n3\n```\n",
        "```python\nassert 1 + 1 == 3\n```\n",
    ],
)
def test_a_block_that_is_wrong_fails(text: str, tmp_path: Path) -> None:
    [block] = blocks("page", text)
    with pytest.raises((AssertionError, InvalidConflict)):
        Workshop(tmp_path).carry_out(block)


@pytest.mark.parametrize(
    ("expected", "found", "alike"),
    [
        ("a\n...\nd", "a\nb\nc\nd", True),
        ("a\n...\nd", "a\nd", True),
        ("a\n...", "a\nb\nc", True),
        ("...\nc", "a\nb\nc", True),
        ("a ... c", "a b c", True),
        ("a ... c", "a b\nc", False),
        ("a\n...\nd", "a\nb", False),
        ("a.c", "abc", False),
        ("", "a", False),
    ],
)
def test_an_ellipsis_stands_for_anything(expected: str, found: str, alike: bool) -> None:
    assert bool(pattern_of(expected).fullmatch(found)) is alike


# -- what has to have a place --------------------------------------------------------------------


def sections(text: str) -> dict[str, str]:
    """Return what stands below each heading, down to the next one."""
    parts = re.split(r"^#+ (.+)$", FENCED.sub(lambda found: found[0].replace("\n#", "\n "), text), flags=re.MULTILINE)
    return {title.replace("`", ""): body for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield a command and those below it, by what one types."""
    yield name, command
    for below, each in command.commands.items() if isinstance(command, TyperGroup) else ():
        yield from commands(each, f"{name} {below}")


@pytest.mark.parametrize(("name", "command"), [*commands(get_command(app), "countermove")])
def test_every_command_has_its_place(name: str, command: Any) -> None:
    place = sections(TEXTS["docs/command.md"])
    assert name in place
    assert f"$ {name}" in place[name]
    for option in (each for each in command.params if each.param_type_name == "option"):
        assert any(f"`{spelt}" in place[name] for spelt in option.opts), option.opts


@pytest.mark.parametrize("concept", [*CONCEPTS.values()], ids=[*CONCEPTS])
def test_every_concept_has_its_place(concept: Any) -> None:
    text = TEXTS["docs/concepts.md"]
    assert concept.name in sections(text) or f"{concept.name} ({concept.id})" in sections(text)
    assert concept.source in text
    [row] = re.findall(rf"^\| `{concept.id}` \| (.*) \|$", text, re.MULTILINE)
    assert re.findall(r"`(\w+)`", row) == [*concept.implies]


def test_every_key_of_the_conflict_file_has_its_place() -> None:
    text, whole = TEXTS["docs/format.md"], schema()
    tops = {key for name in ("ConflictDocument", "JointDocument") for key in whole["$defs"][name]["properties"]}
    assert [key for key in sorted(tops) if f"| `{key}` |" not in text] == []
    inner = {key for each in whole["$defs"].values() for key in each.get("properties", ())}
    assert [key for key in sorted(inner) if f"`{key}`" not in text] == []


def test_every_key_of_the_family_file_has_its_place() -> None:
    text, whole = TEXTS["docs/families.md"], FamilyDocument.model_json_schema()
    own = ("FactDocument", "CaseDocument", "SimpleRuleDocument")
    keys = {*whole["properties"], *(key for name in own for key in whole["$defs"][name]["properties"])}
    assert [key for key in sorted(keys) if f"`{key}`" not in text] == []


def test_every_name_of_the_front_door_has_its_place() -> None:
    text = TEXTS["docs/library.md"]
    assert [name for name in countermove.ROOMS if not re.search(rf"\bcm\.{name}\b|`{name}`", text)] == []


def test_every_room_has_its_place() -> None:
    house = ROOT / "src" / "countermove"
    rooms = [each.name for each in house.iterdir() if (each / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}`" not in TEXTS["CONTRIBUTING.md"]] == []


def test_the_import_law_is_the_one_that_is_held() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    [layers] = (contract["layers"] for contract in contracts if "layers" in contract)
    assert f"`{' -> '.join(layers)}`" in TEXTS["CONTRIBUTING.md"]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_make_target_has_its_place() -> None:
    assert [each for each in make_targets() if f"make {each}" not in TEXTS["CONTRIBUTING.md"]] == []


def test_the_version_has_its_place() -> None:
    version = project()["project"]["version"]
    assert f"\n## [{version}] - " in TEXTS["CHANGELOG.md"]


def test_statements_are_read_as_the_table_says() -> None:
    body = sections(TEXTS["docs/format.md"])["The statement language"]
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", body, re.MULTILINE)
    assert len(rows) > 8
    assert [row for row in rows if not np.array_equal(*map(truth, row))] == []


def truth(statement: str) -> Any:
    """Return where a statement about a, b, c and d holds, all off first."""
    masks = np.arange(16)
    held = evaluate(parse(statement), lambda name: (masks >> "abcd".index(name) & 1).astype(np.bool_))
    return np.broadcast_to(held, masks.shape)


# -- links and words -----------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in sections(text)}


@every_page
def test_links_lead_somewhere(page: str) -> None:
    text = IN_CODE.sub("", FENCED.sub("", TEXTS[page]))
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("https://")]
    for path, _, anchor in (link.partition("#") for link in links):
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text("utf-8")), f"{path}#{anchor}"


def test_the_index_leads_to_every_page() -> None:
    linked = {*re.findall(r"\]\(([^)#\s]+)", TEXTS["docs/index.md"])}
    assert {page.name for page in DOCS.glob("*.md")} - {"index.md"} <= linked


@every_page
def test_paths_in_the_text_are_there(page: str) -> None:
    for path in re.findall(r"`((?:src|tests|docs|benchmarks)/[\w./-]+)`", FENCED.sub("", TEXTS[page])):
        assert (ROOT / path).exists(), path


@every_page
def test_house_words_are_used(page: str) -> None:
    prose = IN_CODE.sub("", FENCED.sub("", TEXTS[page]))
    assert NOT_HOUSE_WORDS.findall(prose) == []


@every_page
def test_no_page_knows_the_machine_it_was_written_on(page: str) -> None:
    assert re.findall(r"(?:/work|/home|/root|/tmp|/Users)\b", TEXTS[page]) == []
