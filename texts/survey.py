"""Answering a questionnaire: the question, what is wrong with an answer, the summary, «Анкеты».

`close`: pupils are spoken to as «ты».
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.survey import Kind, Question
from texts.html import MESSAGE_LIMIT, b, clip, esc, fit, visible_len
from texts.plural import counted
from texts.survey_faults import SCALE, example
from texts.typography import tidy

START, CONTINUE = "Начать", "Продолжить"
SKIP, DONE, NEXT, CLEAR = "Пропустить", "Готово", "Дальше", "Сбросить"
KEEP_ANSWER = "Оставить ответ"
BLANK = "На листе пусто"
ANSWERS, SEND, CHANGE = "Ответы", "✅ Отправить", "Изменить"
OTHER_CHOICE, NO_WORDS = "Выбрать другое", "Без пояснения"
DECLINE, KEEP = "Не отвечать", "Продолжить"
SURVEYS = "Анкеты"
NEXT_SHEET = "Следующий лист"
CHOSEN = "✅ {}"
ALL_PEOPLE = "Весь список"
PLACES = ("первом", "втором", "третьем")

REFUSALS = {
    "survey_closed": "Анкета уже закрыта: срок ответов прошёл. То, что было отвечено раньше, "
    "сохранено. Если ответить важно, напишите куратору.",
    "survey_sent": "Эта анкета без имён и уже отправлена: изменить её ответы нельзя, ведь бот "
    "больше не знает, какие из них Ваши.",
    "survey_empty": "Отправлять нечего: для Вас в этой анкете сейчас нет вопросов. Обычно так "
    "бывает, когда она о подопечных, а работающей пары нет.",
    "survey_hidden": "Этот вопрос по Вашим ответам не нужен. Ничего не изменилось.",
    "survey_paper_anonymous": "Анкета без имён: с бумаги за определённого человека её не вносят. "
    "Ничего не изменилось.",
    "survey_paper_chat": "Этот человек уже отвечает в чате, поэтому с бумаги его не вносят. "
    "Ничего не изменилось.",
    "survey_hushed": "Об этом человеке бот сейчас не спрашивает: согласия на обработку данных "
    "нет. Ничего не изменилось.",
    "survey_paper_consent": "Согласия на обработку данных нет, поэтому ответы с бумаги вносить "
    "нельзя. Ничего не изменилось.",
}

# The same to a pupil, with what else is met while answering.
REFUSALS_CLOSE = {
    "survey_closed": "Анкета уже закрыта: срок ответов прошёл. То, что было отвечено раньше, "
    "сохранено. Если ответить важно, скажи куратору.",
    "survey_sent": "Эта анкета без имён и уже отправлена: изменить её ответы нельзя, ведь бот "
    "больше не знает, какие из них твои.",
    "survey_empty": "Отправлять нечего: для тебя в этой анкете сейчас нет вопросов. Обычно так "
    "бывает, когда она о напарнике, а пары сейчас нет.",
    "survey_hidden": "Этот вопрос по твоим ответам не нужен. Ничего не изменилось.",
    "campaign_not_asked": "Эта анкета не для твоей группы или ещё не дошла до тебя. Если отвечать "
    "нужно, скажи куратору: тебя добавят одной кнопкой.",
}

QUESTIONS = ("вопрос", "вопроса", "вопросов")
_OPTIONS = ("вариант", "варианта", "вариантов")
_MINUTES = ("минуты", "минут", "минут")
_KEPT = "Написанное не потеряно: «{}»"


def not_applicable(close: bool, other: bool = False) -> str:
    """`other`: the question is about somebody else, a child or a partner."""
    if other:
        return "Не относится"
    return "Не про меня" if close else "Не относится ко мне"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its screen tells it; the texts are not escaped yet, names are filled in.

    `lines`: what belongs to the kind (numbered options, a counter, the row of a matrix).
    """

    title: str
    close: bool
    number: int
    total: int
    minutes: int
    text: str
    help: str
    intro: str = ""
    about: str = ""
    anonymous: bool = False
    fresh: bool = False  # nothing is answered yet
    sensitive: bool = False
    lines: tuple[str, ...] = ()
    now: str = ""  # the answer it has already
    hint: str = ""
    fault: str = ""
    kindly: str = ""  # to what is no answer at all
    typed: str = ""
    moved: bool = False


def question(asked: Asked) -> str:
    """The whole screen: where one is, the question, how to answer."""
    lines: list[str] = []
    for part in (_head(asked), _matter(asked), _foot(asked)):
        said = [line for line in part if line]
        lines += ["", *said] if lines and said else said
    if asked.fault and asked.typed:
        lines += _kept(asked.typed, MESSAGE_LIMIT - visible_len("\n".join(lines)))
    return tidy(fit(lines))


def _head(asked: Asked) -> list[str]:
    title = b(clip(asked.title, 80))
    return [
        f"{title} · {_where(asked)}" if asked.total else title,
        "Этот вопрос уже позади, вот текущий." if asked.moved else "",
        esc(clip(asked.intro, 600)),
        _unnamed(asked.close) if asked.anonymous and asked.fresh else "",
    ]


def _matter(asked: Asked) -> list[str]:
    return [
        f"О ком: {b(asked.about)}" if asked.about else "",
        b(clip(asked.text, 1000)),
        esc(clip(asked.help, 600)),
        *(esc(line) for line in asked.lines),
    ]


def _foot(asked: Asked) -> list[str]:
    return [
        _who_sees(asked) if asked.sensitive else "",
        f"Сейчас: {esc(clip(asked.now, 300))}" if asked.now else "",
        esc(asked.hint),
        esc(asked.kindly),
        f"⚠️ {esc(asked.fault)}" if asked.fault else "",
    ]


def _where(asked: Asked) -> str:
    """«3 из 12, около 2 минут»."""
    return f"{asked.number} из {asked.total}, около {counted(asked.minutes, *_MINUTES)}"


def _unnamed(close: bool) -> str:
    yours = "твои" if close else "Ваши"
    return (
        f"Анкета без имён: никто не узнает, какие ответы {yours}. После отправки изменить их "
        "нельзя."
    )


def _who_sees(asked: Asked) -> str:
    if asked.anonymous:
        return "Ответ без имени: никто не узнает, чей он."
    return "Ответ увидят только куратор и руководитель школы."


def _kept(typed: str, room: int) -> list[str]:
    """As much of it as the rest of the screen leaves."""
    least, most = 40, 700
    room = min(most, room - len(_KEPT))
    return [_KEPT.format(esc(clip(typed, room)))] if room >= least else []


# -- how to answer --------------------------------------------------------------------------


def hint(question: Question, close: bool) -> str:
    """What to do at a question that is answered by words."""
    write = "Напиши" if close else "Напишите"
    if question.kind is Kind.NUMBER:
        return f"{write} число, например {example(question)}."
    if question.kind is Kind.DATE:
        choose = "Выбери" if close else "Выберите"
        return f"{choose} день или {write.lower()}, например 15 октября 2026."
    if question.kind is Kind.PERSON:
        return f"Чтобы найти быстрее, {write.lower()} начало фамилии."
    if question.kind is Kind.FILE:
        return ("Пришли" if close else "Пришлите") + " фото или файл сюда, в чат."
    if question.kind in (Kind.SHORT, Kind.LONG):
        return f"{write} ответ сообщением."
    return ""


def ticked(texts: Sequence[str], close: bool) -> str:
    """After options that were typed by their numbers or words: what is chosen now."""
    press = "нажми" if close else "нажмите"
    return f"Отмечено: {clip(', '.join(texts), 300)}. Когда это всё, {press} «{DONE}»."


def own_words(close: bool) -> str:
    return ("Напиши" if close else "Напишите") + " своими словами."


def ends(question: Question) -> str:
    """«1 — совсем нет, 5 — полностью»."""
    low, high = question.ends
    top = SCALE.get(question.kind)
    if top is None or not (low or high):
        return ""
    return tidy(", ".join(f"{n} — {word}" for n, word in ((1, low), (top, high)) if word))


def counter(chosen: int, least: float | None, most: float | None, options: int) -> str:
    """«Выбрано: 2 из 3»."""
    limit = int(most) if most is not None and most < options else 0
    said = f"Выбрано: {chosen} из {limit}" if limit else f"Выбрано: {chosen}"
    if least is not None and least > 1 and chosen < least:
        said += f", нужно не меньше {int(least)}"
    return said


def ranked(texts: Sequence[str], places: int) -> list[str]:
    """What stands on which place, and what is to be chosen next."""
    lines = [f"{at}. {clip(text, 150)}" for at, text in enumerate(texts, 1)]
    if len(texts) < places:
        lines.append(f"Что на {PLACES[len(texts)]} месте?")
    return lines


def row(text: str, number: int, count: int) -> str:
    return f"{number} из {count}: {text}"


def numbered(number: int, text: str, chosen: bool = False) -> str:
    mark = "✅ " if chosen else ""
    return f"{mark}{number}. {clip(text, 250)}"


def chosen(texts: Sequence[str]) -> list[str]:
    """What is chosen, while own words beside it are awaited."""
    most = 5
    lines = [clip(text, 150) for text in texts[:most]]
    more = len(texts) - most
    return [*lines, f"И ещё {counted(more, *_OPTIONS)}."] if more > 0 else lines


def nobody_found(query: str) -> str:
    if query:
        return f"По словам «{clip(query, 60)}» никого не нашлось."
    return "Выбирать пока не из кого."


# -- kindness -------------------------------------------------------------------------------


def not_here(kind: str, close: bool) -> str:
    """A voice, a sticker, a picture in the middle of a questionnaire."""
    answer = "Ответь" if close else "Ответьте"
    if kind == "voice":
        return f"Голос бот не расшифровывает. {answer}, пожалуйста, текстом или кнопкой."
    if kind == "sticker":
        return f"Мило! {answer}, пожалуйста, на вопрос: текстом или кнопкой."
    return "⚠️ Файл к этому вопросу не нужен, он не сохранён." + (
        f" {answer}, пожалуйста, текстом или кнопкой."
    )


def warned(sentence: str) -> str:
    """Plain: why a file was not kept."""
    return f"⚠️ {sentence}"


def hushed(names: Sequence[str]) -> str:
    """Of these nothing is asked any more; plain."""
    return f"Здесь больше не спрашиваем, согласия сейчас нет: {', '.join(names)}."


def line(told: str) -> str:
    """Plain words as a line of a screen."""
    return tidy(esc(told))


def ask_decline(title: str, close: bool) -> str:
    not_to = "Не будешь отвечать" if close else "Не будете отвечать"
    asked = "спрашивать больше не будет" if close else "напоминать больше не будет"
    return (
        f"{b(clip(title, 80))}\n{not_to} на эту анкету? Бот {asked}. Передумать можно в «Анкетах»."
    )


def declined() -> str:
    return "Хорошо, бот не будет спрашивать об этой анкете."
