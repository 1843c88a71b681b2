"""What is wrong with a family file whatever its cases: facts, template, rules; and pointers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from countermove.errors import Complaint, did_you_mean
from countermove.io.yaml.family.rows import questions_of
from countermove.io.yaml.family.template import facts_in, template_complaints
from countermove.model.family import Fact, declaration_complaints, fact_complaints, names_in

if TYPE_CHECKING:
    from countermove.io.yaml.family.document import FamilyDocument

AT_THE_TOP = ("title", "about", "citation", "sources", "notes", "published")


def declared_complaints(document: FamilyDocument, facts: Mapping[str, Fact]) -> Iterator[Complaint]:
    """Yield what is wrong with the facts, the template and the rules, each with its path in the family file."""
    yield from declaration_complaints(facts.values())
    questions = questions_of(document)
    for id_, each in document.facts.items():
        if id_ in questions:
            yield Complaint(f"{id_!r} is the name of a fact and of a question; give one another", ("facts", id_))
        if each.one_of and each.number:
            yield Complaint(f"the fact {id_!r} is either one of several values or a number", ("facts", id_))
        if each.after and each.after not in questions:
            hint = did_you_mean(each.after, questions)
            yield Complaint(f"unknown question {each.after!r}{hint}", ("facts", id_, "after"))
    for key in (key for key in AT_THE_TOP if key in document.template):
        message = f"{key!r} does not belong in the template; what is true of all cases stands at the top of the file"
        yield Complaint(message, ("template", key))
    wrong = [*template_complaints(document.template, facts, ("template",))]
    yield from wrong or _too_early(document, facts)
    yield from _rule_complaints(document, facts, questions)


def _too_early(document: FamilyDocument, facts: Mapping[str, Fact]) -> Iterator[Complaint]:
    """Yield parts of the template, outside its variations, that use what is known only after a question."""
    for key, part in document.template.items():
        for name in dict.fromkeys(facts_in(part)) if key != "variations" else ():
            if facts[name].after:
                message = f"the fact {name!r} is known only after {facts[name].after!r}; only a variation may use it"
                yield Complaint(message, ("template", key))


def _rule_complaints(
    document: FamilyDocument, facts: Mapping[str, Fact], questions: list[str]
) -> Iterator[Complaint]:
    for id_, rule in document.rules.items():
        path = ("rules", id_, "says")
        wrong = [*fact_complaints(rule.says, facts, path, f"in the rule {id_}")]
        yield from wrong
        asked = rule.of or next(iter(questions), "")
        for name in () if wrong else names_in(rule.says):
            if asked and facts[name].after == asked:
                message = f"the rule {id_} answers {asked!r} by the fact {name!r}, which is known only after it"
                yield Complaint(message, path)
        if asked not in questions:
            hint = did_you_mean(asked, questions) or "; the template asks none"
            yield Complaint(f"unknown question {asked!r}{hint}", ("rules", id_, "of"))
