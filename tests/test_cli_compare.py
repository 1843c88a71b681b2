"""`countermove compare`: two files, two variations, a file and what git or a forecast kept of it; and refusals."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from unittest.mock import patch

import pytest

import countermove as cm
from command_line import called, refused, run
from countermove.cli.versions import version_named
from countermove.io.revisions import read_revision

FILE = """
title: A river
status_quo: [divert]
decision_makers:
  upper:
    name: The upper state
    options: {divert: Divert the river}
    preferences: [not protest, divert]
  lower:
    name: The lower state
    options: {protest: Protest}
    preferences: [protest if divert, not protest]
questions:
  peace: {asks: Will there be peace?, when: not protest}
variations:
  meek: {drop: {lower: [protest if divert]}}
"""
ONE = FILE.partition("variations:")[0]
EDITED = ONE.replace("[protest if divert, not protest]", "[not protest]").replace("[not protest, divert]", "[divert]")


def git(folder: Path, *words: str) -> None:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *names, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file under git, edited since its first version."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    (tmp_path / "river.yaml").write_text(ONE, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    (tmp_path / "river.yaml").write_text(EDITED, encoding="utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "second")
    (tmp_path / "later.yaml").write_text(EDITED, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("repository")
def test_a_file_is_compared_with_its_earlier_version() -> None:
    said = run("compare", "river.yaml@HEAD~1", "river.yaml", columns=80).stdout
    assert "A  river.yaml@HEAD~1: A river\nB  river.yaml: A river\n" in said
    assert "No longer a wish of the lower state: “Protest” if “Divert the river”" in said
    assert max(map(len, said.splitlines())) <= 80


def test_versions_in_folders_and_of_files_that_are_gone_are_read(repository: Path) -> None:
    folder = repository / "cases"
    folder.mkdir()
    git(repository, "mv", "river.yaml", "cases/river.yaml")
    git(repository, "commit", "-q", "-m", "moved")
    assert read_revision(Path("cases/river.yaml"), "HEAD").title == "A river"
    assert read_revision(Path("river.yaml"), "HEAD~1") == cm.loads(EDITED)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("river.yaml@nosuch", "git knows no revision 'nosuch' here"),
        ("river.yaml@--output=x", "is no revision"),
        ("later.yaml@HEAD", "there is no such file in the revision 'HEAD'"),
        ("elmira@HEAD", "a packaged case has no earlier versions"),
        ("away/river.yaml@HEAD", "there is no folder 'away'"),
        ("river.yaml:nosuch", "has no variation 'nosuch'"),
        ("river.yaml@", "there is no such file"),
        ("river.yaml:", "there is no such file"),
        ("river.forecast.json@HEAD", "a frozen forecast is not read from git"),
        ("nosuch.forecast.json", "nosuch.forecast.json"),
    ],
)
def test_what_names_no_account_is_refused(name: str, said: str) -> None:
    assert said in refused("compare", name, "river.yaml")
    assert said in refused("compare", "river.yaml", name)


def test_a_folder_without_git_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "river.yaml").write_text(FILE, encoding="utf-8")
    assert "not under git" in refused("compare", f"{tmp_path / 'river.yaml'}@HEAD", "elmira")


@pytest.mark.usefixtures("repository")
def test_a_machine_without_git_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in refused("compare", "river.yaml@HEAD", "river.yaml")


def test_a_version_that_was_no_conflict_is_refused_with_its_lines(repository: Path) -> None:
    (repository / "river.yaml").write_text(FILE.replace("divert]", "dam]"), encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "broken")
    assert "river.yaml@HEAD, line " in refused("compare", "river.yaml@HEAD", "later.yaml")


def test_git_runs_nothing_of_the_repository(repository: Path) -> None:
    """A repository may name programs to filter and show files; none of them is called."""
    hostile = f"touch {repository / 'touched'}"
    for key in ("core.fsmonitor", "diff.yaml.textconv", "filter.yaml.smudge", "core.pager", "core.sshCommand"):
        git(repository, "config", key, hostile)
    (repository / ".gitattributes").write_text("*.yaml diff=yaml filter=yaml\n", encoding="utf-8")
    assert read_revision(Path("river.yaml"), "HEAD").title == "A river"
    assert not (repository / "touched").exists()


def test_two_variations_of_one_file_are_compared(repository: Path) -> None:
    (repository / "river.yaml").write_text(FILE, encoding="utf-8")
    document = json.loads(run("compare", "river.yaml", "river.yaml:meek", "--json").stdout)
    assert [(each["how"], each["id"]) for each in document["changes"]] == [("dropped", "protest if divert")]
    assert (document["before"]["variation"], document["after"]["variation"]) == (None, "meek")
    [end] = [each for each in document["answers"] if each["kind"] == "end"]
    assert end["causes"] == [{"undo": [1], "enough": True, "smallest": True}]


def test_a_frozen_forecast_is_compared_with_the_file_as_it_is_now(repository: Path) -> None:
    (repository / "river.yaml").write_text(FILE, encoding="utf-8")
    run("freeze", "river.yaml", "--to", "river.forecast.json")
    (repository / "river.yaml").write_text(EDITED, encoding="utf-8")
    assert "What changed in the model" in run("compare", "river.forecast.json", "river.yaml").stdout


def test_shares_are_those_of_the_judgement_to_the_last_digit() -> None:
    first, second = (cm.brief(cm.cases.load("kazakhstan-2022"), variation=name) for name in (None, "elites-split"))
    document = json.loads(run("compare", "kazakhstan-2022", "kazakhstan-2022:elites-split", "--json").stdout)
    for judged, side in ((first.to_dict(), "before"), (second.to_dict(), "after")):
        shares = {each["id"]: each["chance"]["share"] for each in judged["ends"]}
        assert {each["id"]: each[side] for each in document["ends"]} == shares
        asked = {each["id"]: each["chance"]["share"] for each in judged["questions"]}
        assert {each["id"]: each[side] for each in document["questions"]} == asked
    [end] = [each for each in document["answers"] if each["kind"] == "end"]
    assert (end["before"], end["after"], end["causes"][0]["undo"]) == ("handover", "force_stays", [1])


def test_lines_fit_80_columns_where_options_differ(tmp_path: Path) -> None:
    file = tmp_path / "wider.yaml"
    file.write_text(EDITED.replace("{protest: Protest}", "{protest: Protest, sue: Go to court}"), encoding="utf-8")
    said = run("compare", str(file), str(file), "--all", columns=80).stdout
    (tmp_path / "river.yaml").write_text(ONE, encoding="utf-8")
    said += run("compare", str(tmp_path / "river.yaml"), str(file), "--all", columns=80).stdout
    assert "(by the 2 options of both)" in said
    names = [line for line in said.splitlines() if str(tmp_path) not in line]
    assert max(map(len, names)) <= 80


def test_a_lead_within_the_error_of_the_sample_is_told() -> None:
    words = " ".join(run("compare", "kazakhstan-2022", "kazakhstan-2022:none+no-appeal").stdout.split())
    assert "In B the two likeliest ends are nearer to each other than the sample can tell" in words


def test_an_account_beside_itself_has_not_changed() -> None:
    assert run("compare", "elmira", "elmira").stdout.startswith("Nothing changed: neither the model nor an answer.")


@pytest.mark.usefixtures("repository")
def test_ctrl_c_shows_what_was_found_and_exits_with_130() -> None:
    with patch("countermove.simulation.comparison.shares.likeliest_answers", side_effect=KeyboardInterrupt):
        stopped = called("compare", "river.yaml@HEAD~1", "river.yaml")
        quiet = called("compare", "river.yaml@HEAD~1", "river.yaml", "--json")
    assert (stopped.exit_code, quiet.exit_code, quiet.stdout) == (130, 130, "")
    assert "What changed in the model" in stopped.stdout
    assert "interrupted" in stopped.stderr


@pytest.mark.usefixtures("repository")
def test_a_report_has_a_section_on_what_stands_beside() -> None:
    page = run("report", "river.yaml", "--beside", "river.yaml@HEAD~1", "--format", "md").stdout
    assert "## Beside another account" in page
    assert "New wish of the lower state: “Protest” if “Divert the river”" in page
    assert "## Beside another account" not in run("report", "river.yaml", "--format", "md").stdout
    html = run("report", "river.yaml", "--beside", "later.yaml").stdout
    assert "Nothing changed: neither the model nor an answer." in html
    assert "nosuch" in refused("report", "river.yaml", "--beside", "nosuch.yaml")
    assert "--brief writes none" in refused("report", "river.yaml", "--brief", "--beside", "later.yaml")


def test_names_of_accounts_have_three_parts() -> None:
    assert version_named("a/b.yaml@main@{1}:none+x").revision == "main@{1}"
    assert version_named("b.yml:x.y").variation == "x.y"
    assert version_named("kazakhstan-2022").file == "kazakhstan-2022"
    drive = version_named("C:\\cases\\b.gmcr:x")
    assert (drive.file, drive.variation) == ("C:\\cases\\b.gmcr", "x")


def test_tables_have_a_row_for_each_answer_and_each_change() -> None:
    river = cm.loads(ONE)
    found = cm.compare(river, river.with_(rules=["not protest"]))
    frame, changes = found.to_frame(), found.changes_frame()
    assert len(frame) == len(found.answers)
    assert [*changes.id] == ["not protest"]
    assert {*frame["because of changes"]} == {"1"}
