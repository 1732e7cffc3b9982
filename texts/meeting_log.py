"""The four taps of the journal, the other side's one tap, and what became of the next step."""

from collections.abc import Sequence
from datetime import date, datetime

from texts import dates
from texts.html import b, clip, esc, fit
from texts.meeting_names import when
from texts.typography import tidy

TODAY, YESTERDAY, OTHER_DAY = "Сегодня", "Вчера", "Другой день"
MISSED = "Не состоялась"
MOVED = "Перенесли"
IN_WEEK, IN_FORTNIGHT, IN_MONTH = "Через неделю", "Через две недели", "Через месяц"
NO_STEP = "Без следующего шага"
STEP_DONE, STEP_OPEN, STEP_DROPPED = "✅ Сделано", "Ещё нет", "Не нужно"
STEP_OTHER = "Другой ответ"
CHANGE_TO_NO = "Встречи не было"
FACE, REMOTE = "Очно", "Дистанционно"
WAS_THERE, WAS_NOT = "✅ {}", "{}: не было"
BY_JOURNAL = "по журналу"
ON_PAPER_YES, ON_PAPER_NO = "На бумаге: была", "На бумаге: не было"
REASONS = {
    "ill": "Болезнь",
    "busy": "Не нашлось времени",
    "holidays": "Каникулы, праздники",
    "forgot": "Забыли",
    "no_need": "Не понадобилась",
    "other": "Другая причина",
}
TOPIC, OUTCOME, STEP, DAY, KIND, LENGTH = (
    "Тема", "Результат", "Следующий шаг", "День", "Вид встречи", "Место и длительность",
)  # fmt: skip
DECISIONS = {
    "end": "Завершить работу пары",
    "continue": "Продолжить",
    "other": "Другой наставник",
}


def meet_on(day: date, today: date) -> str:
    """The likely next step."""
    return f"📅 Встретиться {dates.plain(day, today)}"


def step_words(topic: str) -> str:
    """What a step is called when only its day was chosen."""
    return f"Продолжить: {clip(topic, 200)}" if topic else "Подготовиться к следующей встрече"


MEET = "следующая встреча"


def minutes(count: int) -> str:
    return f"{count} мин."


def ask_topic(title: str, step: int) -> str:
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nЗапись начата ({step} из 4). О чём была встреча? Выберите "
        "или напишите своими словами. Можно прислать и фото или голосовое."
    )


def ask_outcome(title: str, topic: str, step: int) -> str:
    return tidy(
        f"✅ {b(clip(title, 200))}\nТема: {esc(clip(topic, 200)) or 'не указана'}\n\nКакой "
        f"результат ({step} из 4)? Можно добавить словами, фото или голосом, что делали."
    )


def ask_step(title: str, step: int, words: str = "") -> str:
    """`words`: the step as it was typed, its day still open."""
    if words:
        return tidy(f"✅ {b(clip(title, 200))}\n\n{esc(clip(words, 300))}\n\nК какому дню?")
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nЧто дальше и когда ({step} из 4)? Можно написать свой шаг "
        "словами, день спросим следом."
    )


def ask_decision(title: str) -> str:
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nЭто заключительная встреча. Что решили? Пару закрывает "
        "куратор: ему придёт Ваше решение."
    )


def receipt(card: str, extra: str) -> str:
    """The record as it stands, and what may be added."""
    return f"{card}\n\n{extra}" if extra else card


ADD_MORE = "Сюда же можно прислать фото, голосовое, файл или несколько слов о встрече."
SAVED_NOTE = "Сохранено к этой встрече, видно обеим сторонам."


def next_meeting(at: datetime, waits: bool, today: date) -> str:
    """What came of «Встретиться»: at which hour, and whether the other side has to agree."""
    moment = when(at.date(), at, today)
    if waits:
        return f"Второй стороне предложено встретиться {moment}. Другой час — во «Встречах»."
    return f"Следующая встреча назначена: {moment}. Другой час — во «Встречах»."


def ask_day(who: str) -> str:
    return tidy(f"📅 {b('Отметить встречу')}\n{esc(clip(who, 200))}\n\nКогда она прошла?")


def ask_pair(act: str) -> str:
    return f"📅 {b(act)}\n\nКакой пары?"


def otherwise(title: str) -> str:
    return tidy(f"🕒 {b(clip(title, 200))}\n\nЧто со встречей?")


def why_missed(title: str) -> str:
    return tidy(
        f"🕒 {b(clip(title, 200))}\n\nПочему не состоялась? Выберите или напишите своими словами."
    )


def missed(title: str, reason: str) -> str:
    return tidy(
        f"⏸ {b(clip(title, 200))}\n\nОтмечено: не состоялась, причина: "
        f"{esc(clip(reason, 200)).lower()}. Назначить другой день?"
    )


def fix(title: str) -> str:
    return tidy(f"📋 {b(clip(title, 200))}\n\nЧто исправить? Прежняя запись останется в истории.")


def ask_length(title: str, now: int, remote: bool) -> str:
    """`now`: minutes that stand there."""
    place = REMOTE if remote else FACE
    return tidy(
        f"📋 {b(clip(title, 200))}\n\nСейчас: {minutes(now)}, {place.lower()}. Сколько длится "
        "встреча и как проходит?"
    )


def ask_other_day(title: str) -> str:
    return tidy(f"📅 {b(clip(title, 200))}\n\nВ какой день она прошла на самом деле?")


def undone(title: str) -> str:
    return f"✅ {b(clip(title, 200))}\n\n{UNDONE}"


def who_was(title: str, lines: Sequence[str]) -> str:
    return tidy(fit([f"👥 {b(clip(title, 200))}", "", *lines, "", "Кого не было, нажмите."]))


def presence(name: str, present: bool, answered: bool | None, paper: str) -> str:
    """A line of who was there and what they say; `paper`: which one says it, HTML."""
    if not present:
        return f"• {esc(name)}: на встрече не было"
    if answered is None:
        return f"• {esc(name)}: ещё не отвечает"
    said = "встреча была" if answered else "встречи не было"
    return f"• {esc(name)}: {said}" + (f", {paper}" if paper else "")


def thanks(title: str, was: bool) -> str:
    """After the other side's tap; the question says who will see the answer."""
    if not was:
        return tidy(
            f"🕒 {b(clip(title, 200))}\n\nЗаписано: встречи не было. Наставник увидит это и "
            "поправит запись, если в ней ошибка."
        )
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nСпасибо, встреча подтверждена. Насколько она была полезной: "
        "от 1 до 5? Отвечать необязательно. Вашу оценку не увидит ни наставник, ни кто-то из "
        "школы: куратору и директору видно только среднее по школе и по форме наставничества, и "
        "то не меньше чем от пяти человек."
    )


def rated(title: str) -> str:
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nСпасибо. Оценка сохранена. Отдельно её не увидит "
        "никто: школе видно только среднее от пяти человек."
    )


def entered(title: str, name: str, was: bool) -> str:
    said = "была" if was else "не было"
    return tidy(
        f"✅ {b(clip(title, 200))}\n\nВнесено с бумаги: {esc(clip(name, 100))}, встреча {said}."
    )


def step_answered(step: str, state: str, until: date | None, today: date) -> str:
    """`state`: «done», «dropped» or «open» with the day of the next question."""
    head = f"✅ {b('Следующий шаг')}\n{esc(clip(step, 300))}\n\n"
    if state == "done":
        return tidy(f"{head}Отмечено: сделано.")
    if state == "dropped":
        return tidy(f"{head}Отмечено: больше не нужен.")
    later = dates.plain(until, today) if until else ""
    return tidy(f"{head}Хорошо, бот спросит ещё раз {later}.")


def step_question(step: str, until: date | None, today: date) -> str:
    term = f" (до {dates.plain(until, today)})" if until else ""
    return tidy(f"🕒 {b('Следующий шаг')}{term}\n{esc(clip(step, 300))}\n\nЧто с ним?")


UNDONE = "Отменено: всё как было."
