"""Parts of a conflict in words, by the names that assumptions, uncertainties and remarks on them give in ids.

`old_guard: accept if oust` is 'Nazarbayev and his circle want “Accept the removal” if “Take over the Security
Council”'.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from countermove.model.states import condition
from countermove.report.references import capitalised, name_of, option_titles
from countermove.report.statements import worded
from countermove.report.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from countermove.model.conflict import Conflict
    from countermove.model.provenance import Source
    from countermove.model.records import DecisionMaker

REPEATED = re.compile(r" \(\d+\)$")
"""The number that tells names apart which occur more than once."""


class PartNames:
    """The parts of a conflict in words.

    Parameters
    ----------
    conflict : Conflict
        The conflict.

    Examples
    --------
    >>> from countermove import cases
    >>> names = PartNames(cases.load("kazakhstan-2022"))
    >>> names["old_guard: not purge"], names["in reach: street.revolt"]
    ('Nazarbayev and his circle want no “Turn on Nazarbayev himself”', '“Keep up the revolt” is in reach')
    >>> names["nothing of the kind"]
    'nothing of the kind'
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.words: Mapping[str, str] = {_plain(name): words for name, words in _parts(conflict)}

    def __getitem__(self, name: str) -> str:
        """Return a part in words; the name itself if it is not known."""
        plain = _plain(name)
        known = self.words.get(plain) or self.words.get(REPEATED.sub("", plain)) or self._order(plain)
        return known or tidy(name)

    def alternative(self, uncertainty: str, says: str) -> str:
        """Return an alternative of an uncertainty in words: an order of statements, or what it says itself."""
        if ": order of " not in uncertainty:
            return says
        return ", then ".join(worded(self.conflict, each) for each in says.split(", then "))

    def _order(self, name: str) -> str:
        id_, found, texts = name.partition(": order of ")
        if not found:
            return ""
        listed = " or ".join(worded(self.conflict, each) for each in texts.split(" | "))
        return f"what {name_of(self.conflict, id_)} puts first: {listed}"


def wants(name: str) -> str:
    """Return the verb that follows a name.

    Examples
    --------
    >>> wants("Russia"), wants("the United States and NATO"), wants("the chiefs of the clans")
    ('wants', 'want', 'want')
    """
    return "want" if is_plural(name) else "wants"


BEHIND = re.compile(r"[ ,(]+(?:of|in|from|for|with|at|on|to|under|around|behind|near|by|who|that)\b.*|\s*[,(].*")
"""What may stand behind the noun of a name."""

PLURALS = frozenset({"people", "police", "men", "women", "children", "clergy"})
"""Nouns that are plural without an s at their end."""

SINGULAR = re.compile(r"(?:ss|us|is|ics|news|series|species|headquarters|works)$")
"""How a noun that ends in s may end without being plural."""


def is_plural(name: str) -> bool:
    """Whether a decision maker's name is plural: it joins two, or its noun is an English plural.

    The noun is the last word in front of "of", "in" and their like. A noun with a capital is a proper name, which
    takes a singular verb, as in "the United States".

    Examples
    --------
    >>> [is_plural(each) for each in ("the two chiefs", "Police", "union leaders in the north", "he and his circle")]
    [True, True, True, True]
    >>> [is_plural(each) for each in ("the United States", "the press", "Reuters", "a party of farmers")]
    [False, False, False, False]
    """
    if " and " in name:
        return True
    first, *words = BEHIND.sub("", name.strip()).split() or [""]
    noun = words[-1] if words else first.lower() if first.lower() in PLURALS else first
    if noun in PLURALS:
        return True
    return noun.endswith("s") and noun == noun.lower() and not SINGULAR.search(noun)


def source_name(source: Source) -> str:
    """Return a source in few words: its publisher, or else its title, address or id.

    Examples
    --------
    >>> from countermove import Source
    >>> source_name(Source(id="p", title="It rained", publisher="The Courier"))
    'The Courier'
    """
    return tidy(source.publisher or source.title or source.url) or source.id


def source_names(conflict: Conflict) -> dict[str, str]:
    """Return the names of the sources, by id."""
    return {each.id: source_name(each) for each in conflict.sources}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _parts(conflict: Conflict) -> Iterator[tuple[str, str]]:
    """Yield the name and the words of each part."""
    titles = dict(zip(conflict.options, option_titles(conflict), strict=True))
    for dm in conflict.decision_makers:
        for option in dm.options:
            full = dm.full(option)
            title = titles.get(full) or titles.get(option.id) or f"“{option.id}”"
            yield full, f"the option {title}"
            yield f"in reach: {full}", f"{title} is in reach"
            yield f"irreversible: {full}", f"{title} cannot be undone"
            if option.when:
                name = f"condition: {condition(full, option)}"
                yield name, f"{title} only if {worded(conflict, option.when)}"
        yield from _preferences(conflict, dm)
    for rule in conflict.rules:
        yield f"rule: {rule.holds}", f"the rule: {worded(conflict, rule.holds)}"


def _preferences(conflict: Conflict, dm: DecisionMaker) -> Iterator[tuple[str, str]]:
    name = capitalised(name_of(conflict, dm.id))
    for level in dm.preferences.statements:
        for each in level:
            yield f"{dm.id}: {each.holds}", f"{name} {wants(name)} {worded(conflict, each.holds)}"
    for text, weight in dm.preferences.weights:
        wanted = f"{name} {'weighs' if wants(name) == 'wants' else 'weigh'} {worded(conflict, text)} by {weight:g}"
        yield f"{dm.id}: {text} (weight {weight:g})", wanted
    for part in ("weights", "ranking", "weights and ranking", "weights or ranking"):
        yield f"{dm.id}: {part}", f"the {part} of {name_of(conflict, dm.id)}"
