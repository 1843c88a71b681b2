"""Words by which a text says that somebody says something, in English and Russian."""

from __future__ import annotations

import re

_VERBS = (
    "said|says|noted|notes|added|adds|stressed|stresses|explained|explains|told|wrote|writes|argued|argues|stated"
    "|states|believes|claimed|claims|declared|declares|warned|warns|insisted|insists|recalled|recalls|concluded"
    "|concludes|summed up|sums up|pointed out|points out|emphasi[sz]ed|emphasi[sz]es|remarked|predicted|predicts"
    "|replied|answered|admitted|acknowledged|suggested|suggests|announced|announces|commented|comments|went on"
    "|(?:is|was) (?:convinced|sure|certain|confident)"
    "|сказала?|заявила?|отметила?|отмечает|считает|подчеркнула?|добавила?|пояснила?|рассказала?|сообщила?"
    "|написала?|говорит|уверена?|убежд[её]на?|подытожила?|резюмировала?"
)
SAYING = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
ACCORDING = re.compile(r"\b(?:according to|in the words of|по словам|по мнению|за словами|на думку)\b", re.IGNORECASE)
INSERTED = re.compile(rf"(?<=[,.!?…])\s*[—–-]\s+(?:{_VERBS})\b[^«»\n]{{0,90}}?[.,]\s*[—–-]\s+", re.IGNORECASE)
"""Between two dashes within guillemets, in Russian: who says what stands around it, and no part of it."""

STOP = re.compile(r"(?<!\b[^\W\d_])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)\.|[,;:!?()\"“”«»„\0]|\s[-–—]+\s")
"""Where what stands beside a verb of saying ends; the point behind an initial or a title is none."""

RELATION = re.compile(
    r"\b(?:of|at|in|on|from|for|to|as|who|whom|during|after|before|that|with|and|в|на|во|из|от|для|что)\b",
    re.IGNORECASE,
)
"""Words behind which somebody else may be named."""

BETWEEN = re.compile(
    r"(?:\s+(?:also|later|then|has|had|have|further|earlier|again|already|too|так|также|ещё|еще))*\s*$"
)
"""What may stand between somebody and the verb."""

ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
"""What may stand in brackets between somebody and the verb."""

TOLD = re.compile("told", re.IGNORECASE)
"""A verb behind which stands who listens, not who speaks."""

ROLE = re.compile(
    r"(?:the|a|an|his|her|their|our|one|another)(?: [\w’'-]+){1,6}|(?:(?:эксперт|политолог|аналитик|экономист|министр"
    r"|президент|дипломат|чиновник|источник|политик|журналист|собеседник|депутат)\w*)",
    re.IGNORECASE,
)
"""Somebody who is not named."""

PRONOUN = re.compile(r"(?:he|she|they|i|we|он|она|они|я|мы)", re.IGNORECASE)
