"""The bank as a table: its columns, what stands in them, how it is filled in."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.banks import FACTS
from domain.pairs import Form, PairKind
from texts.bank_card import FIELDS, fact
from texts.pair_names import FORMS, KINDS

TITLE = "Банк наставников и наставляемых"
SHEET = "Банк"
AREAS_SHEET = "Темы"
FORMS_SHEET = "Формы и виды"
HOW = (
    "Жёлтые ячейки можно менять. Пришлите файл боту: он покажет правки и спросит, применять ли.",
    "Темы пишите через точку с запятой, после темы — число от 1 до 10, если оно известно: "
    "«Оценивание 8; Порядок в классе». Слова для тем, форм и видов — на других листах. "
    "Новых людей вносят в боте.",
)
COLUMNS: Final = {
    "bank_code": "Код", "bank_name": "ФИО", "bank_side": "Кто", "bank_state": "Состояние",
    "bank_post": "Должность, класс", "bank_areas": "Темы", "bank_forms": "Формы",
    "bank_kinds": "Виды", "bank_capacity": "Сколько человек сразу", "bank_free": "Свободно",
    "bank_hours": "Часов в месяц", "bank_times": "Когда удобно", "bank_facts": "Из анкеты",
    "bank_mark": "Собеседование, 1–5", "bank_day": "День собеседования",
    "bank_consent": "Согласия", "bank_reason": "Причина решения",
}  # fmt: skip
CONSENT: Final = {True: "можно в пары", False: "не все"}
CHOICES = "Что можно написать"


def areas(levels: Mapping[str, int | None]) -> str:
    ordered = sorted(levels.items(), key=lambda each: (-(each[1] or 0), each[0]))
    return "; ".join(name if level is None else f"{name} {level}" for name, level in ordered)


def forms(found: Sequence[str]) -> str:
    return "; ".join(FORMS[Form(each)] for each in found)


def kinds(found: Sequence[str]) -> str:
    return "; ".join(KINDS[PairKind(each)] for each in found)


def facts(found: Mapping[str, Any]) -> str:
    """Everything else that was said, without what is confidential."""
    told = [(key, fact(found.get(key))) for key in (*FACTS, "area_words") if key != "times"]
    return "; ".join(f"{FIELDS[key]}: {said}" for key, said in told if said)


def words() -> tuple[str, ...]:
    """Of forms and kinds, as cells take them."""
    return (*FORMS.values(), *KINDS.values())
