"""Answers in own words: their list, their tags, the SWOT draft that comes of them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.survey_results import ANSWERS, figure
from texts.typography import tidy

OPEN: Final = "Открытые ответы"
OWN_TAG: Final = "Своя метка"
SWOT: Final = "Черновик SWOT"
SWOT_FILE: Final = "Черновик SWOT"
TAGS: Final = {
    "strength": "Сильная сторона",
    "weakness": "Слабая сторона",
    "opportunity": "Возможность",
    "threat": "Угроза",
}
SWOT_PARTS: Final = {
    "strength": "Сильные стороны",
    "weakness": "Слабые стороны",
    "opportunity": "Возможности",
    "threat": "Угрозы",
}


def open_answers(title: str, count: int, lines: Sequence[str], kept: str) -> str:
    """`lines` with headings of the questions (HTML); `kept`: what is not for the reader."""
    head = tidy(f"{b('Открытые ответы')} · {esc(clip(title, 100))}")
    told = [esc(kept)] if kept else []
    if not count:
        return fit([head, *(told or ["Своими словами пока никто не написал."])])
    some = f"{counted(count, *ANSWERS)}. Номер открывает ответ и его метки."
    return fit([head, *told, some, *lines])


def open_question(number: int, text: str) -> str:
    """Above the answers to it."""
    return f"\n<b>{esc(tidy(f'Вопрос {number}. {clip(text, 150)}'))}</b>"


def open_line(number: int, text: str, tags: Sequence[str], who: str) -> str:
    told = f" [{', '.join(map(tag, tags))}]" if tags else ""
    name = f"{who}: " if who else ""
    return esc(f"{number}. {name}{clip(' '.join(text.split()), 250)}{told}")


def by_whom(who: str, about: str) -> str:
    return f"{who} (о\N{NO-BREAK SPACE}ком: {about})" if about else who


def open_answer(
    number: int, question: str, text: str, who: str, *, paper: str, tags: Sequence[str]
) -> str:
    """`paper`: of one that was entered from paper, in words."""
    asked = esc(tidy(f"Вопрос {number}. {clip(question, 300)}"))
    parts = [b("Открытый ответ"), asked, f"«{esc(clip(text, 2500))}»"]
    if who:
        parts.append(esc(who))
    if paper:
        parts.append(esc(paper))
    told = ", ".join(map(tag, tags)) if tags else "пока нет"
    return fit([*parts, f"Метки: {esc(told)}."])


def from_paper(day: date | None, today: date) -> str:
    told = f", на листе {dates.plain(day, today)}" if day else ""
    return f"Внесено с бумаги{told}."


def tag(key: str) -> str:
    return TAGS.get(key, key)


def tag_button(key: str, *, on: bool) -> str:
    return clip(f"✅ {tag(key)}" if on else tag(key), 40)


def ask_tag(number: int, question: str, text: str) -> str:
    return fit([
        b("Своя метка"),
        esc(tidy(f"Вопрос {number}. {clip(question, 300)}")),
        f"«{esc(clip(text, 300))}»",
        "Напишите метку одним-двумя словами, например: нагрузка.",
    ])  # fmt: skip


# -- SWOT -------------------------------------------------------------------------------------


def swot_title(title: str) -> str:
    return f"SWOT-анализ: черновик по анкете «{clip(title, 150)}»"


def swot_made(day: date, sent: int, invited: int) -> str:
    told = f"Ответили {sent} из {invited}."
    return f"Составлено {day.day} {dates.month_genitive(day.month)} {day.year} года. {told}"


def swot_point(text: str, value: float, top: int, n: int) -> str:
    return f"{clip(text, 200)}: в среднем {figure(value)} из {top} (n = {n})"


def swot_quote(text: str, question: str) -> str:
    return f"«{clip(' '.join(text.split()), 400)}» ({clip(question, 120)})"


SWOT_NOTHING: Final = "Пока пусто: добавьте своё или поставьте метки открытым ответам."
SWOT_HOW: Final = (
    "Как разложено. Внутреннее: шкалы, где среднее не ниже трёх четвертей шкалы, попали в сильные "
    "стороны, где не выше половины — в слабые; остальные не вошли. Каждый вопрос взят отдельно, "
    "средние разных вопросов не складывались. Открытые ответы стоят там, куда их отнёс куратор "
    "метками. Возможности и угрозы — только по меткам. Это черновик: правьте, добавляйте, "
    "убирайте."
)


def swot_caption(title: str) -> str:
    return tidy(
        f"Черновик SWOT по анкете «{esc(clip(title, 200))}». Внутри сказано, как он разложен."
    )
