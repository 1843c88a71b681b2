"""The two accounts of a comparison as they are named: ``FILE``, ``FILE@REVISION``, ``FILE:VARIATION``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from countermove.cli.errors import naming
from countermove.cli.inputs import complete_file, read, refusal

if TYPE_CHECKING:
    from countermove.model.conflict import Conflict

NAMED = re.compile(r"(?P<file>.+?\.(?:ya?ml|gmcr)|[^@:]+)(?:@(?P<revision>.+?))?(?::(?P<variation>[\w.+-]+))?")
"""A file, behind an @ a revision of git, and behind a colon a variation."""

HELP = "A file or case, FILE@REVISION as git has it, or a frozen forecast; behind it :VARIATION."

FROZEN = ".forecast.json"
"""How the name of a frozen forecast ends."""


def version_argument(name: str) -> object:
    """Return the argument of a command that names an account."""
    return typer.Argument(metavar=name, help=HELP, autocompletion=complete_file, show_default=False)


Before = Annotated[str, version_argument("A")]
After = Annotated[str, version_argument("B")]


@dataclass(frozen=True, slots=True)
class Version:
    """An account by its file, a revision of git, and a variation; revision and variation are empty if not named."""

    name: str
    file: str
    revision: str = ""
    variation: str = ""

    @property
    def frozen(self) -> bool:
        """Whether the file is a frozen forecast."""
        return self.file.endswith(FROZEN)


def version_named(name: str) -> Version:
    """Return the parts of the name of an account; the name of a file that is there has no parts.

    Examples
    --------
    >>> version_named("mine.yaml@HEAD~1:calm")
    Version(name='mine.yaml@HEAD~1:calm', file='mine.yaml', revision='HEAD~1', variation='calm')
    >>> version_named("elmira").file, version_named("kazakhstan-2022:none+no-appeal").variation
    ('elmira', 'none+no-appeal')
    """
    found = NAMED.fullmatch(name)
    if found is None or Path(name).exists():
        return Version(name, name)
    return Version(name, found["file"], found["revision"] or "", found["variation"] or "")


def read_version(version: Version) -> Conflict:
    """Return the conflict of an account, without its variation laid on it.

    Raises
    ------
    InvalidConflict
        If it cannot be read, or is not valid.
    InvalidForecast
        If it is a frozen forecast that was altered.
    """
    with naming(version.name):
        if version.frozen:
            return _frozen(version)
        if not version.revision:
            return read(version.file)
        from countermove import cases
        from countermove.io.revisions import read_revision

        if version.file in cases.names():
            message = f"a packaged case has no earlier versions; countermove cases copy {version.file} makes a file"
            raise refusal(version.name, message)
        return read_revision(Path(version.file), version.revision)


def _frozen(version: Version) -> Conflict:
    if version.revision:
        raise refusal(version.name, "a frozen forecast is not read from git: name the file")
    from countermove.io.yaml.reading import read_yaml
    from countermove.simulation.forecasts.frozen import thaw

    return read_yaml(thaw(version.file).document.model, version.file)
