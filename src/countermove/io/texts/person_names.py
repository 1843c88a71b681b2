"""Recognition of names of people by capital letters, and comparison of their spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator

MIN_SIMILARITY = 85.0
"""Least similarity of two spellings of a family name, in percent (rapidfuzz)."""

MIN_LETTERS, MAX_LETTERS = 4, 40
"""Shorter and longer family names are not compared by similarity."""

TITLES = re.compile(
    r"(?:president|minister|premier|chancellor|mayor|senator|governor|ambassador|secretary|general|colonel|captain"
    r"|councillor|commissioner|deputy|chairman|chairwoman|spokesman|spokeswoman|inspector|chief"
    r"|admiral|judge|professor|doctor|king|queen|prince|princess|sheikh|sir|lord|lady|mrs?|ms|dr|prof|gen"
    r"|президент|министр|премьер|посол|генерал|полковник|профессор|господин|депутат|губернатор|мэр)\.?",
    re.IGNORECASE,
)
"""Titles before a name, which are not part of it."""

NOT_NAMES = re.compile(
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|i|he|she|it|we|they|you|his|her|its|our|their|the|an?|this|that|these|those"
    r"|there|here|but|and|or|nor|so|yet|as|at|by|for|from|in|of|on|to|with|after|before|when|while|if|then|also"
    r"|according|however|meanwhile|moreover|who|what|why|how|not|no|yes|one|another|some|many|most|both|all|each|every"
    r"|others?|earlier|later|now|today|yesterday|asked|once|still"
    r"|он|она|они|это|но|и|а|в|на|по|как|так|же|мы|вы|я|что|кто|его|её|их|также|однако|сам|сама)",
    re.IGNORECASE,
)
"""Words with a capital, at the start of a sentence or always, that are not names."""

PARTICLES = {"de", "del", "della", "di", "da", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la", "le"}
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")


def name_runs(words: str) -> Iterator[tuple[int, int, str]]:
    """Yield the names in a text: start, end, and the capitalised words without titles before them.

    Examples
    --------
    >>> [name for _, _, name in name_runs("the Russian President Ivan van Dam and Professor Lee on Monday")]
    ['Ivan van Dam', 'Lee']
    """
    run: list[tuple[int, int, str]] = []
    for found in _WORD.finditer(words):
        word = found[0].rstrip(".") if len(found[0]) > 2 else found[0]
        gap = words[run[-1][1] : found.start()].strip() if run else ""
        if run and (gap or not _may_follow(word)):
            yield from _name(run)
            run = []
        if _begins_name(word) or (run and word.casefold() in PARTICLES):
            run.append((found.start(), found.start() + len(word), word))
    yield from _name(run)


def name_at_end(words: str) -> tuple[int, str] | None:
    """Return the name that ends a text, as `name_runs` finds it, with its start; None if the text ends otherwise.

    Examples
    --------
    >>> name_at_end("Ada Brook and the engineer Ivan van Dam"), name_at_end("Ada Brook, an engineer")
    ((27, 'Ivan van Dam'), None)
    """
    begin = len(words)
    for found in reversed([*_WORD.finditer(words)]):
        word = found[0].rstrip(".") if len(found[0]) > 2 else found[0]
        if words[found.start() + len(word) : begin].strip() or not _may_follow(word):
            break
        begin = found.start()
    last = [*name_runs(words[begin:])][-1:]
    return next(((begin + start, name) for start, end, name in last if begin + end >= len(words)), None)


def _begins_name(word: str) -> bool:
    return word[:1].isupper() and not NOT_NAMES.fullmatch(word)


def _may_follow(word: str) -> bool:
    return _begins_name(word) or word.casefold() in PARTICLES


def _name(run: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    titled = [k for k, (_, _, word) in enumerate(run) if TITLES.fullmatch(word)]
    kept = run[titled[-1] + 1 :] if titled else run
    end = next((k for k in range(len(kept), 0, -1) if kept[k - 1][2].casefold() not in PARTICLES), 0)
    if kept := kept[:end]:
        name = re.sub(r"[’']s?$", "", " ".join(word for _, _, word in kept))
        yield kept[0][0], kept[-1][1], name


def family_name(name: str) -> str:
    """Return the last word of a name."""
    return name.rsplit(maxsplit=1)[-1]


def same_person(one: str, other: str) -> bool:
    """Whether two names may be of one person: similar family names, and no different initials of given names."""
    *given, family = one.split()
    *others, second = other.split()
    if family.casefold() != second.casefold() and not similar(family, second):
        return False
    return not given or not others or given[0][0].casefold() == others[0][0].casefold()


def similar(one: str, other: str) -> bool:
    """Whether two different words may be spellings of one name.

    Examples
    --------
    >>> similar("Satanovsky", "Satanovskiy"), similar("Fen", "Fan"), similar("Alder", "Alder")
    (True, False, False)
    """
    from rapidfuzz import fuzz

    low, high = one.casefold(), other.casefold()
    lengths = sorted((len(low), len(high)))
    compared = low != high and lengths[0] >= MIN_LETTERS and lengths[1] <= MAX_LETTERS
    return compared and fuzz.ratio(low, high) >= MIN_SIMILARITY
