"""The list of a school's questionnaires and what it is chosen by."""

from collections.abc import Mapping
from typing import Final

from domain.survey.moments import Moment
from texts.html import b, clip, esc
from texts.plural import counted
from texts.questionnaires import TITLE
from texts.typography import tidy

ALL, OF_SCHOOL, WHOLE = "Все анкеты", "Только наши", "Весь список"
BY_SIDE, BY_MOMENT = "Кто отвечает", "О чём"
_SHEETS = ("анкета", "анкеты", "анкет")
# By audience.
SIDES: Final[Mapping[str, str]] = {
    "mentor": "Наставники", "mentee": "Наставляемые", "staff": "Педагоги", "pupils": "Ученики",
    "parent": "Родители", "curator": "Куратор", "psychologist": "Психолог",
    "outsider": "По ссылке",
}  # fmt: skip
MOMENTS: Final[Mapping[str, str]] = {
    Moment.NEEDS: "Потребности", Moment.MENTEE_INTAKE: "Наставляемый",
    Moment.MENTOR_INTAKE: "Наставник", Moment.FACTS: "По документам",
    Moment.TRAINING: "До обучения", Moment.TRAINED: "После обучения",
    Moment.PARTNER: "Выбор напарника",
    Moment.BEFORE: "До начала", Moment.INTERIM: "Как идёт работа", Moment.AFTER: "Итоги",
    Moment.SATISFACTION: "Удовлетворённость", Moment.CURATOR: "Оценка программы",
    Moment.SCHOOL: "Самодиагностика", Moment.PSYCHOLOGIST: "Сводка психолога",
    Moment.EARLY_EXIT: "Досрочный конец", Moment.EVENT: "Мероприятие",
    Moment.PRACTICE: "Лучшая практика", Moment.OPINION: "Мнение взрослых",
}  # fmt: skip


def listed(count: int, drafts: int, *, own: bool, moment: Moment | None, side: str | None) -> str:
    """The head of «Анкеты школы»; what the year asks for now comes first."""
    if own and not count:
        return f"{b(TITLE)}\nСвоих анкет пока нет. Возьмите образец или готовую анкету."
    chosen = [SIDES[side]] if side is not None else []
    chosen += [MOMENTS[moment]] if moment is not None else []
    if chosen:
        head = f"{b(TITLE)} · {b(' · '.join(chosen).lower())}"
        return tidy(f"{head}\n{counted(count, *_SHEETS)}.")
    lines = [
        b(TITLE),
        f"{counted(count, *_SHEETS)}: "
        + ("свои." if own else "готовые и свои, сначала те, чьё время сейчас."),
    ]
    if drafts:
        lines.append(f"Черновиков: {drafts}. Их ещё не опубликовали.")
    lines.append("Выберите анкету, напишите слово из названия или пришлите файл со своей.")
    return tidy("\n".join(lines))


def found(query: str, count: int) -> str:
    """What words have found."""
    said = f"По словам «{esc(clip(query, 40))}»"
    if not count:
        return tidy(f"{b(TITLE)}\n{said} ничего нет. Напишите иначе, например: наставник.")
    return tidy(f"{b(TITLE)}\n{said}: {counted(count, *_SHEETS)}.")


def ask_side() -> str:
    return tidy(f"{b(TITLE)}\nКто отвечает на анкету?")


def ask_moment() -> str:
    return tidy(f"{b(TITLE)}\nО чём анкета?")
