"""Replies to questions: typed at a terminal, or one a line from standard input, which is then printed as well."""

from __future__ import annotations

import sys

from countermove.cli.errors import say
from countermove.errors import InvalidRequest

LONGEST = 1000
"""Characters of a line that are read."""

WORDS = {
    "first": ("1",),
    "second": ("2",),
    "same": ("s", "same", "="),
    "unknown": ("d", "don't know", "dont know", "?"),
    "undo": ("u", "undo"),
    "why": ("w", "why"),
    "stop": ("q", "quit", "stop"),
}
"""What each reply may be written as."""

MEANINGS = {word: reply for reply, words in WORDS.items() for word in words}

DECISIONS = {"y": "y", "yes": "y", "n": "n", "no": "n", "q": "n", "quit": "n", "stop": "n", "u": "u", "undo": "u"}
"""What the reply to a last question may be written as, and the letter that it means."""


class Replies:
    """Replies from standard input.

    Attributes
    ----------
    typed : bool
        Whether somebody types them at a terminal.
    line : int
        The number of the line that was read last.
    """

    def __init__(self) -> None:
        self.typed, self.line = sys.stdin.isatty(), 0

    def next(self, prompt: str) -> str:
        """Print a prompt, and return the next line that is not empty; ``q`` at the end of the input.

        Raises
        ------
        InvalidRequest
            If the input is no text.
        """
        while True:
            say(prompt, end="")
            sys.stdout.flush()
            line = self._read()
            if not line:
                say("")
                return "q"
            if not self.typed:
                say(line.rstrip("\n"))
            if line.strip():
                return line.strip()

    def _read(self) -> str:
        self.line += 1
        try:
            return sys.stdin.readline(LONGEST)
        except UnicodeDecodeError:
            raise InvalidRequest(f"standard input, line {self.line}: this is not a text in UTF-8") from None

    def meaning(self, line: str, keys: str) -> str:
        """Return the reply that a line means; empty if it means none and can be typed again.

        Raises
        ------
        InvalidRequest
            If it means none and nobody types.
        """
        found = MEANINGS.get(line.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), "")
        if found or self.typed:
            return found
        raise InvalidRequest(f"standard input, line {self.line}: {line[:40]!r} is no reply; there are: {keys}")

    def wanted(self, question: str) -> str:
        """Ask until the reply is y, n, or u to undo; return that letter, n at the end of the input."""
        prompt = f"\n{question} y, n, or u to undo > "
        while (reply := self.next(prompt).lower()) not in DECISIONS:
            prompt = "y, n or u > "
        return DECISIONS[reply]
