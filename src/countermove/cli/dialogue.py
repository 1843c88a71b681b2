"""The dialogue of `countermove elicit`: one question after the other, each answer kept at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from countermove.cli.errors import say
from countermove.cli.progress import progress_bar
from countermove.errors import Contradiction, CountermoveError, InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from countermove.analysis.elicitation.question import PairAnswer, PairQuestion, Reply
    from countermove.analysis.elicitation.result import Elicitation
    from countermove.cli.replies import Replies

PROMPT = "> "

ANSWERS: dict[str, Reply] = {"first": "first", "second": "second", "same": "same", "unknown": "unknown"}
"""The replies that answer a question."""

COMPARISON = re.compile(r"(\d{1,9})\s*([<>=])\s*(\d{1,9})")
"""Two state numbers compared, without being asked."""

SIGNS: dict[str, Reply] = {">": "first", "<": "second", "=": "same"}


@dataclass
class Dialogue:
    """One sitting of a respondent.

    Attributes
    ----------
    by, on : str
        Who answers, and the day.
    keep : callable
        What is called after each change of the answers.
    replies : Replies
        Where replies come from.
    controls : int
        How many questions are asked, once nothing is open, whose answers follow from the others.
    """

    by: str
    on: str
    keep: Callable[[Elicitation], None]
    replies: Replies
    controls: int = 0

    def held(self, asked: Elicitation) -> tuple[Elicitation, bool]:
        """Ask question after question; return the elicitation after the last answer, and whether it was stopped.

        Parameters
        ----------
        asked : Elicitation
            With the answers that were given before.
        """
        from countermove.report.console import show
        from countermove.report.elicitation.question import opening

        if (question := self._question(asked)) is not None:
            show(*opening(asked, self.by))
        while question is not None:
            reply = self._reply(asked, question)
            if reply == "stop":
                return asked, True
            self.controls -= not asked.progress.open
            asked = self._after(asked, question, reply)
            self.keep(asked)
            question = self._question(asked)
        return asked, False

    def _question(self, asked: Elicitation) -> PairQuestion | None:
        """Return the next question; what takes long shows that it goes on."""
        with progress_bar("the next question"):
            return asked.question or (asked.control if self.controls > 0 and not asked.progress.open else None)

    def _reply(self, asked: Elicitation, question: PairQuestion) -> str | PairAnswer:
        """Return the reply to a question: an answer, an answer to another one, or to undo or stop."""
        from countermove.report.console import show
        from countermove.report.elicitation.question import KEYS, question_parts, why_parts

        say("")
        show(*question_parts(asked, question))
        while True:
            line = self.replies.next(PROMPT)
            if COMPARISON.fullmatch(line) and question.about == "situations":
                if (told := self._told(asked, question.dm, line)) is not None:
                    return told
                continue
            reply = self.replies.meaning(line, KEYS)
            if not reply:
                say(KEYS)
            elif reply == "why":
                show(*why_parts(asked, _ways(asked)))
            elif reply == "undo" and not asked.answers:
                say("Nothing was answered yet, so there is nothing to undo.")
            else:
                return reply

    def _told(self, asked: Elicitation, dm: str, line: str) -> PairAnswer | None:
        """Return a comparison that was not asked for; None if it names no states and can be typed again."""
        from countermove.analysis.elicitation.question import PairAnswer, PairQuestion

        first, sign, second = re.split("([<>=])", line)
        try:
            pair = asked.pair(PairQuestion(dm, asked.about, int(first), int(second)))
        except CountermoveError as fault:
            if not self.replies.typed:
                raise InvalidRequest(f"standard input, line {self.replies.line}: {fault}") from None
            say(str(fault))
            return None
        return PairAnswer(asked.ask(*pair), SIGNS[sign], self.by, self.on)

    def _after(self, asked: Elicitation, question: PairQuestion, reply: str | PairAnswer) -> Elicitation:
        """Return the elicitation after a reply; where it contradicts others, one of these is asked again."""
        from countermove.analysis.elicitation.question import PairAnswer

        if reply == "undo":
            return asked.undone()
        answer = PairAnswer(question, ANSWERS[reply], self.by, self.on) if isinstance(reply, str) else reply
        try:
            return asked.with_answer(answer)
        except Contradiction as fault:
            return self._reconciled(asked, answer, fault.cycle)

    def _reconciled(self, asked: Elicitation, last: PairAnswer, cycle: tuple[PairAnswer, ...]) -> Elicitation:
        """Ask the answers again that the last one contradicts, one by one, until they go together.

        If all of them stay as they are, or the respondent stops, the last one is left out.
        """
        from countermove.analysis.elicitation.question import PairAnswer

        for earlier in cycle[:-1]:
            reply = self._reply(asked, replace(earlier.question, cycle=cycle))
            if reply == "stop":
                break
            again = PairAnswer(earlier.question, ANSWERS.get(str(reply), earlier.reply), self.by, self.on)
            others = [each for each in asked.answers if each.question.pair != earlier.question.pair]
            new = [again] if earlier.question.pair == last.question.pair else [again, last]
            try:
                return asked.with_answers([*others, *new])
            except Contradiction as fault:
                cycle = fault.cycle
        say("The last answer is left out, for the others stay as they are.")
        return asked


def _ways(asked: Elicitation) -> list[tuple[str, Elicitation]]:
    """Return the replies that say something, as they are typed, with the elicitation after each."""
    found = []
    if asked.question is None:
        return []
    for typed, reply in (("1", "first"), ("2", "second"), ("s", "same")):
        try:
            found.append((typed, asked.answered(ANSWERS[reply])))
        except Contradiction:
            continue
    return found
