"""Words by which a responsible entry is recognised. Nothing here is shown to anybody."""

import re

from domain.roles import Role

_SCHOOLS = r"(?:оу|оо|доу|учреждений|организаций|школ\w*|лице\w*|гимнази\w*)"
_PLACE = (
    r"(?:\s+(?:в\s+)?(?:оу|оо|школ\w+|лице\w+|гимнази\w+|образовательн\w+\s+"
    r"(?:учреждени\w+|организаци\w+)))?"
)

# Entry (casefolded, yo as ye) -> role, the title of a specialist, whether each of them does it.
ROLES: tuple[tuple[re.Pattern[str], Role, str | None, bool], ...] = (
    (re.compile(r"(?:педагоги?\s*-?\s*)?наставники" + _PLACE), Role.MENTOR, None, True),
    (re.compile(r"наставляемые" + _PLACE), Role.MENTEE, None, True),
    (
        re.compile(r"классные руководители" + _PLACE),
        Role.SPECIALIST, "классный руководитель", True,
    ),
    (
        re.compile(
            r"(?:руководители|директора)\s+(?:общеобразовательных\s+|образовательных\s+)?"
            + _SCHOOLS
        ),
        Role.HEAD, None, True,
    ),
    (re.compile(r"(?:директор|руководитель)(?:\s+(?:оу|оо|школы|лицея|гимназии))?"),
     Role.HEAD, None, False),
    (re.compile(r"кураторы" + _PLACE), Role.CURATOR, None, True),
    (
        re.compile(
            r"куратор(?:\s+(?:наставничества|(?:целевой\s+)?(?:модели|программы?|системы)"
            r"(?:\s+наставничества)?))?" + _PLACE
        ),
        Role.CURATOR, None, False,
    ),
    (re.compile(r"муниципальны[ей] координатор\w*"), Role.COORDINATOR, None, False),
    (re.compile(r"методисты?" + _PLACE), Role.SPECIALIST, "методист", False),
    (re.compile(r"(?:педагоги?\s*-\s*)?психологи?" + _PLACE), Role.SPECIALIST, "психолог", False),
    (
        re.compile(r"(?:учителя|педагоги)\s*-\s*предметники"),
        Role.SPECIALIST, "учитель-предметник", True,
    ),
    (
        re.compile(r"(?:зам\.?|заместител[ьи])\s*директора(?: школы)?"),
        Role.SPECIALIST, "заместитель директора", False,
    ),
    (re.compile(r"социальн\w+ педагоги?"), Role.SPECIALIST, "социальный педагог", False),
)  # fmt: skip

# Roles that the curator picks from: the first four always, the others where somebody holds one.
OFFERED: tuple[tuple[Role, str | None], ...] = (
    (Role.MENTOR, None),
    (Role.SPECIALIST, "классный руководитель"),
    (Role.HEAD, None),
    (Role.CURATOR, None),
    (Role.SPECIALIST, "методист"),
    (Role.SPECIALIST, "психолог"),
    (Role.SPECIALIST, "заместитель директора"),
    (Role.SPECIALIST, "учитель-предметник"),
    (Role.SPECIALIST, "социальный педагог"),
    (Role.COORDINATOR, None),
    (Role.MENTEE, None),
)

_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
# «Фамилия И.О.» or «И.О. Фамилия» somewhere in an entry, or a name in full at its beginning.
PERSON = re.compile(
    rf"(?P<name>{_NAME}\s+{_INITIALS}|{_INITIALS}\s?{_NAME}"
    rf"|^{_NAME}\s+{_NAME}\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна|ьич)\b)"
)

# The title of a specialist as schools write it, «Классный руководитель 7 Б», and what of a class's
# name does not tell it from others.
CLASS_TEACHER = re.compile(r"класс\w*\s+руковод\w*", re.IGNORECASE)
NOT_OF_CLASS = re.compile(r"класс\w*|[^0-9а-яёa-z]")

# In the title of a specialist: «Педагог-психолог».
PSYCHOLOGIST = "психолог"
