"""Words by which equal lines of roadmaps are recognised."""

import re

# Said in every other line of such documents, so they tell nothing; stems.
COMMON = re.compile(
    r"""
    наставничес | педагог | работ | образовател | организаци | учрежден | школ[аеоуы]
    | лице[ейяю] | гимнази | систем | целев | модел | реализ | внедрен | проведен | провест
    | издани | издат | разработ | разрабат | формирован | сформиров | подготов | мероприят
    | рамк | участ | дорожн | карт[аеоуы] | уровн | город | регионал | муниципал | развит
    | качеств | возможн | различн | данны | дальнейш
    """,
    re.VERBOSE,
)
MENTEE = re.compile(r"наставляем")
MENTOR = re.compile(r"наставник")
# Lines that differ in one of these are different work, however alike the rest is.
TURN = re.compile(
    r"""
    перв(?:ой|ая|ую|ого|ый) | втор(?:ой|ая|ую|ого) | пробн | промежуточн | заключительн | финальн
    | монитор | контрол | итог | регулярн | повторн | планирован | группов | утвержден | поощрен
    """,
    re.VERBOSE,
)
# «По отдельному плану»: what is spelt out in a document of its own.
OWN_PLAN = re.compile(r"\bотдельн\w*\s+(?:план|график)|\bпо\s+план[уа]м?\b|\bсогласно\s+план")
