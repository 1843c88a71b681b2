"""Small families to test with: one whose conflicts are written out by hand, one whose forecasts are plain numbers."""

from __future__ import annotations

from pathlib import Path

FAMILY = """\
family: 1
title: Guards
citation: Made up
facts:
  armed: Whether the thief is armed
  hour: {one_of: [day, dusk, night], means: When it happens}
  trust: {number: [0, 1], means: How well the guard is trusted}
  called: {one_of: [nobody, police], after: fled}
template:
  status_quo: {by: hour, night: [hide], else: []}
  decision_makers:
    thief:
      options:
        flee: Run away
        hide: {name: Hide, when: not flee, if_fact: not hour.day}
      preferences:
        - {holds: not shout, if_fact: armed and not hour.day, because: noise}
        - [flee, {holds: hide, if_fact: not hour.day}]
        - {holds: flee if shout, confidence: {by: trust}}
        - not flee
    guard:
      options: [shout]
      preferences:
        - {holds: shout, confidence: {by: hour, day: 0.9, else: 0.2}, evidence: log}
        - not shout
  feasible:
    - {holds: not (shout and flee), if_fact: hour.night, confidence: 0.5}
  irreversible: {flee: on}
  questions:
    fled: {asks: Does the thief flee?, when: flee}
  variations:
    loud: {status_quo: {by: called, police: [shout], nobody: []}}
cases:
  bank:
    name: The bank
    date: 2001-02-03
    facts: {armed: yes, hour: night, trust: 0.3, called: police}
    answers: {fled: no}
    evidence:
      hour: [{source: log, says: after midnight}]
      fled: {source: paper, disputed: true}
  shop:
    date: 2002
    facts: {armed: "false", hour: day, trust: 1, called: nobody}
    answers: {fled: yes}
  barn: {facts: {armed: yes, hour: dusk, trust: 0, called: nobody}}
rules:
  always-no: "false"
  by-day: {says: hour.day and not armed, because: light}
sources:
  log: {title: The log}
  paper: {title: The paper, url: "https://example.org"}
  unused: {title: Another}
notes: [Nobody was hurt.]
"""

BANK = """\
title: The bank
about: "A case of the family 'Guards'. The facts are those of 2001-02-03."
citation: Made up
status_quo: [hide]
sources:
  log: {title: The log}
  paper: {title: The paper, url: "https://example.org"}
decision_makers:
  thief:
    options:
      flee: Run away
      hide: {name: Hide, when: not flee, evidence: [{source: log, says: after midnight}]}
    preferences:
      - {holds: not shout, because: noise, evidence: [{source: log, says: after midnight}]}
      - [flee, {holds: hide, evidence: [{source: log, says: after midnight}]}]
      - {holds: flee if shout, confidence: 0.3}
      - not flee
  guard:
    options: [shout]
    preferences:
      - {holds: shout, confidence: 0.2, evidence: [log, {source: log, says: after midnight}]}
      - not shout
feasible:
  - {holds: not (shout and flee), confidence: 0.5, evidence: [{source: log, says: after midnight}]}
irreversible: {flee: on}
questions:
  fled:
    asks: Does the thief flee?
    when: flee
    asked: 2001-02-03
    answer: {value: false, evidence: [{source: paper, disputed: true}]}
variations:
  loud: {status_quo: [shout]}
notes: ["The facts. armed: yes; hour: night (log); trust: 0.3; called: police."]
"""

SHOP = """\
title: shop
about: "A case of the family 'Guards'. The facts are those of 2002."
citation: Made up
status_quo: []
sources:
  log: {title: The log}
decision_makers:
  thief:
    options:
      flee: Run away
    preferences:
      - flee
      - {holds: flee if shout, confidence: 1}
      - not flee
  guard:
    options: [shout]
    preferences:
      - {holds: shout, confidence: 0.9, evidence: log}
      - not shout
irreversible: {flee: on}
questions:
  fled: {asks: Does the thief flee?, when: flee, answer: {value: true}}
variations:
  loud: {status_quo: []}
notes: ["The facts. armed: no; hour: day; trust: 1; called: nobody."]
"""

PLAIN = """\
family: 1
title: Plain numbers
facts:
  chance: {number: [0, 1]}
  cold: Whether it is cold
  wet: Whether it rains
template:
  status_quo: []
  decision_makers:
    one:
      options: [go]
      preferences:
        - {holds: go, confidence: {by: chance}}
        - not go
  questions:
    goes: {asks: Does it go?, when: go}
cases: plain.csv
rules:
  cold: cold
  never: "false"
"""

PLAIN_TABLE = """\
id,name,chance,cold,wet,goes
a,Case A,0.9,yes,no,yes
b,Case B,0.6,yes,yes,no
c,Case C,0.2,no,no,no
d,Case D,0.2,no,yes,yes
e,Case E,0.5,yes,yes,
"""


def plain(folder: Path) -> Path:
    """Write the family of plain numbers, and return its file."""
    (folder / "plain.csv").write_text(PLAIN_TABLE, encoding="utf-8")
    file = folder / "plain.family.yaml"
    file.write_text(PLAIN, encoding="utf-8")
    return file
