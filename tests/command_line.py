"""Calls of countermove, most of them carried out in this process: starting one takes longer than most answers."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner, Result

from countermove.cli.app import app

PLAIN_CALL = re.compile(r'countermove(?: (?:[\w.,/-]+|"[\w.,/ -]*"))*(?: > [\w./-]+)?')
"""A call that means the same to every shell: words, some of them in quotation marks, and perhaps a file to write."""


def called(*arguments: str, **env: str) -> Result:
    """Call the command, whatever it exits with."""
    return CliRunner().invoke(app, [*arguments], env=env, prog_name="countermove")


def run(*arguments: str, columns: int = 120) -> Result:
    """Call the command, which has to succeed."""
    result = called(*arguments, COLUMNS=str(columns))
    assert result.exit_code == 0, result.output
    return result


def refused(*arguments: str) -> str:
    """Call the command, which has to refuse the call or the file; return what it says on standard error."""
    result = called(*arguments, COLUMNS="120")
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    assert "its own fault" not in result.stderr
    return result.stderr


def process(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Call the command in a process of its own."""
    words = [sys.executable, "-m", "countermove", *arguments]
    known = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=known | env, check=False)


def written(file: Path, text: str) -> str:
    """Write a file, and return its name as a word of a call."""
    file.write_text(text, encoding="utf-8")
    return str(file)


def is_plain_call(line: str) -> bool:
    """Whether a line is one call of countermove, without anything that it takes a shell to understand."""
    return bool(PLAIN_CALL.fullmatch(line))


def call(line: str, folder: Path, environment: Mapping[str, str]) -> tuple[str, int]:
    """Carry out a plain call in a folder, as a shell would.

    Afterwards the working folder, the environment and both streams are what they were before.

    Returns
    -------
    tuple of str and int
        What is printed on either stream, in order, and the exit code. What goes to a file is not printed.
    """
    words = shlex.split(line)[1:]
    target = words[-1] if words[-2:-1] == [">"] else None
    printed = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with ExitStack() as around:
        around.enter_context(chdir(folder))
        around.enter_context(patch.dict(os.environ, environment))
        written = around.enter_context(Path(target).open("w", encoding="utf-8")) if target else printed
        around.enter_context(redirect_stdout(written))
        around.enter_context(redirect_stderr(printed))
        code = exit_code(words[:-2] if target else words)
    printed.seek(0)
    return printed.read(), code


def exit_code(arguments: list[str]) -> int:
    """Run the command with these arguments, and return what a process would exit with."""
    try:
        app(arguments, prog_name="countermove")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0
