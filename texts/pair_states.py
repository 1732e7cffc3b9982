"""Steps of a pair in words."""

from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc
from texts.typography import tidy

ORDER = "📎 Внести приказ"
PAUSE = "Поставить на паузу"
COMPLETE = "Завершить"
END = "Закончить досрочно"
TRANSFER = "Передать другому"
NOT_KNOWN = "Пока неизвестно"
REFUSE = "Отказаться от наставничества"
_STEPS: Final = {
    "agree": "Согласие записано",
    "start": "Пара начала работу",
    "resume": "Пара снова работает",
    "complete": "Пара завершена",
}
STATE = "Пауза, завершение"
START = "Начать работу"
RESUME = "Возобновить"


def choose(pair: str) -> str:
    return f"👥 {b('Что с парой?')}\n{esc(clip(pair, 200))}\n\nВсё можно отменить в течение суток."


def stepped(step: str, pair: str) -> str:
    return tidy(f"✅ {_STEPS[step]}: {esc(clip(pair, 200))}")


def ask_pause(pair: str) -> str:
    return (
        f"⏸ {b('Пауза')}\n{esc(clip(pair, 200))}\n\nПо какой день? После него пара сама вернётся "
        "к работе."
    )


def paused(until: date | None, today: date) -> str:
    tail = f" до {dates.plain(until, today)}" if until else ", пока Вы её не возобновите"
    return f"⏸ Пара на паузе{tail}."


def ask_why(pair: str) -> str:
    return (
        f"👥 {b('Закончить досрочно')}\n{esc(clip(pair, 200))}\n\nПочему? Выберите или напишите "
        "одной фразой. Причину видят только куратор и директор."
    )


def ended() -> str:
    return "✅ Пара закончена досрочно. История и бумаги сохранены."


def ask_transfer(pair: str) -> str:
    return tidy(
        f"👥 {b('Передать другому наставнику')}\n{esc(clip(pair, 200))}\n\nКто продолжит? "
        "Появится новая пара с той же целью и сроком, прежняя останется в истории."
    )


def transferred(pair: str, *, asked: bool) -> str:
    """`asked`: the new mentor says yes or no first, and the pair waits for its papers."""
    told = f"✅ Передано. Новая пара: {esc(clip(pair, 200))}"
    if asked:
        told += (
            "\n\nНаставник получит вопрос в ближайшем напоминании. Пара начнёт работать, когда "
            "будут внесены все её бумаги."
        )
    return told


def refused(until: date, today: date) -> str:
    """The receipt for the mentor."""
    return tidy(
        f"✅ Отказ записан, последний день — {dates.plain(until, today)}. Куратор узнает об этом "
        "из сообщения дня. Объяснять причину не нужно."
    )
