"""A conflict of the literature with its known answers, and how a table becomes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from oracle import GraphModel, OptionForm, coalesce
from published.notation import Names, States, answers, feasible, fits, named, patterns, ranks


@dataclass(frozen=True)
class Option:
    """An option, whose it is and what may happen to it: 'both', 'on' (N to Y only) or 'off'."""

    dm: str
    label: str
    direction: str = "both"


@dataclass(frozen=True)
class Setting:
    """A conflict together with the words of its source; `names` has a name for every state."""

    dms: tuple[str, ...]
    conflict: OptionForm | GraphModel
    names: Names
    options: tuple[Option, ...] = ()

    @property
    def graph(self) -> GraphModel:
        """The conflict in graph form."""
        return self.conflict.graph() if isinstance(self.conflict, OptionForm) else self.conflict

    @property
    def form(self) -> OptionForm:
        """The conflict in option form, for what is not defined in graph form."""
        if isinstance(self.conflict, OptionForm):
            return self.conflict
        raise TypeError("given in graph form")


@dataclass(frozen=True)
class Verdict:
    """Whether one state is stable for one decision maker under one concept."""

    concept: str
    dm: str
    state: str
    holds: bool


@dataclass(frozen=True)
class Case:
    """A conflict, where it comes from, and what is known of it, as it was printed.

    Attributes
    ----------
    provenance : str
        Where the answers come from; "computed" is by brute force from the definitions.
    equilibria : mapping from concepts to names of states
    stable, unstable : mapping from concepts to decision maker to names of states
        Either will do; a decision maker left out is not known.
    further : mapping from a question to names of states
        Answers to questions that the oracle is not asked: limited-move and non-myopic equilibria
        (l_h, nm), Stackelberg by number of the leader, metarational trees (mr_h, cmr_h), and
        coalition stability for every coalition (cnash, cgmr, csmr, cseq).
    """

    id: str
    source: str
    provenance: str
    setting: Setting
    status_quo: str | None = None
    equilibria: Mapping[str, str] = field(default_factory=dict)
    stable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unstable: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    further: Mapping[str, str] = field(default_factory=dict)

    def known_equilibria(self) -> dict[str, States]:
        """Return the equilibria known, by concept."""
        return answers(self.equilibria, self.setting.names)

    def known_stable(self) -> dict[tuple[str, str], States]:
        """Return the stable states known, by concept and decision maker."""
        names, states = self.setting.names, frozenset(self.setting.graph.states)
        known = {pair: named(text, names) for pair, text in _pairs(self.stable)}
        return known | {pair: states - named(text, names) for pair, text in _pairs(self.unstable)}


def _pairs(table: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[str, str], str]]:
    for concepts, row in table.items():
        yield from (((concept, dm), text) for concept in concepts.split() for dm, text in row.items())


def in_options(
    options: Sequence[Option],
    rankings: Mapping[str, str],
    infeasible: str = "",
    names: Mapping[str, str] | None = None,
) -> Setting:
    """Return a setting in option form; decision makers are in the order of their rankings.

    Without `names` every state is called by its own pattern.
    """
    dms = tuple(rankings)
    states = feasible(len(options), infeasible)
    named_as = names or {pattern: pattern for pattern in patterns(len(options))}
    known = {name: frozenset(s for s in states if fits(pattern, s)) for name, pattern in named_as.items()}
    owner = tuple(dms.index(option.dm) for option in options)
    direction = tuple(option.direction for option in options)
    rank = tuple(ranks(ranking, known) for ranking in rankings.values())
    return Setting(dms, OptionForm(owner, direction, states, rank, len(dms)), known, tuple(options))


def in_graph(states: str, moves: Mapping[str, str], rankings: Mapping[str, str]) -> Setting:
    """Return a setting in graph form from moves written `"s>a a>b"`; states are numbered as named."""
    names = {name: frozenset({number}) for number, name in enumerate(states.split())}
    arcs = tuple(_arcs(moves[dm], names) for dm in rankings)
    rank = tuple(ranks(ranking, names) for ranking in rankings.values())
    return Setting(tuple(rankings), GraphModel(tuple(range(len(names))), arcs, rank), names)


def _arcs(text: str, names: Names) -> dict[int, frozenset[int]]:
    pairs = [arc.split(">") for arc in text.split()]
    return {
        state: frozenset[int]().union(*(names[end] for start, end in pairs if names[start] == {state}))
        for state in range(len(names))
    }


def coalesced(setting: Setting) -> Setting:
    """Return the setting with all states of one name made one."""
    classes = [states for states in setting.names.values() if len(states) > 1]
    names = {name: frozenset({max(states)}) for name, states in setting.names.items()}
    return Setting(setting.dms, coalesce(setting.form, classes), names, setting.options)
