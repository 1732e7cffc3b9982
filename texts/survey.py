"""Answering a questionnaire: the question, what is wrong with an answer, the summary, «Анкеты».

`close`: pupils are spoken to as «ты».
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.survey import AnswerStatus, Kind, Question, Reply
from domain.survey.answers import said
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

START, CONTINUE = "Начать", "Продолжить"
SKIP, DONE, NEXT, CLEAR = "Пропустить", "Готово", "Дальше", "Сбросить"
KEEP_ANSWER = "Оставить ответ"
ANSWERS, SEND, CHANGE = "Ответы", "✅ Отправить", "Изменить"
OTHER_CHOICE, NO_WORDS = "Выбрать другое", "Без пояснения"
DECLINE, KEEP = "Не отвечать", "Продолжить"
SURVEYS = "Анкеты"
NEXT_SHEET = "Следующий лист"
CHOSEN = "✅ {}"
ALL_PEOPLE = "Весь список"
PLACES = ("первое место", "второе место", "третье место")

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
_MINUTES = ("минуты", "минут", "минут")
_VARIANTS = ("варианта", "вариантов", "вариантов")
_SCALE = {Kind.SCALE: 5, Kind.TEN: 10}

Call = Callable[[int], str]  # a person's name as chats show it, by id


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
    typed: str = ""
    moved: bool = False


def question(asked: Asked) -> str:
    """The whole screen: where one is, the question, how to answer."""
    lines: list[str] = []
    for part in (_head(asked), _matter(asked), _foot(asked)):
        said = [line for line in part if line]
        lines += ["", *said] if lines and said else said
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
        f"⚠️ {esc(asked.fault)}" if asked.fault else "",
        _kept(asked) if asked.fault and asked.typed else "",
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


def _kept(asked: Asked) -> str:
    return f"Написанное не потеряно: «{esc(clip(asked.typed, 700))}»"


# -- how to answer --------------------------------------------------------------------------


def hint(question: Question, close: bool) -> str:
    """What to do at a question that is answered by words."""
    write = "Напиши" if close else "Напишите"
    if question.kind is Kind.NUMBER:
        return f"{write} число, например {_example(question)}."
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


def own_words(close: bool) -> str:
    return ("Напиши" if close else "Напишите") + " своими словами."


def ends(question: Question) -> str:
    """«1 — совсем нет, 5 — полностью»."""
    low, high = question.ends
    top = _SCALE.get(question.kind)
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


def ranked(texts: Sequence[str], places: int, close: bool) -> list[str]:
    """What stands on which place, and what is to be chosen next."""
    lines = [f"{at}. {clip(text, 150)}" for at, text in enumerate(texts, 1)]
    if len(texts) < places:
        choose = "Выбери" if close else "Выберите"
        lines.append(f"{choose} {PLACES[len(texts)]}.")
    return lines


def row(text: str, number: int, count: int) -> str:
    return f"{number} из {count}: {text}"


def numbered(number: int, text: str, chosen: bool = False) -> str:
    mark = "✅ " if chosen else ""
    return f"{mark}{number}. {clip(text, 250)}"


def nobody_found(query: str) -> str:
    if query:
        return f"По словам «{clip(query, 60)}» никого не нашлось."
    return "Выбирать пока не из кого."


# -- faults ---------------------------------------------------------------------------------


def fault(question: Question, key: str, data: Mapping[str, Any], close: bool = False) -> str:
    """What is wrong with an answer and how it would be right, plain."""
    press = "Нажми кнопку" if close else "Нажмите кнопку"
    write = "Напиши" if close else "Напишите"
    sentences: dict[str, Callable[[], str]] = {
        "choice": lambda: (
            f"Такого варианта нет. {press} или {write.lower()} номер варианта, например 1."
        ),
        "tap": lambda: f"Здесь ответ выбирают. {press} ниже.",
        "few": lambda: f"Нужно выбрать не меньше {counted(data['least'], *_VARIANTS)}.",
        "many": lambda: (
            f"Можно выбрать не больше {counted(data['most'], *_VARIANTS)}: сначала снимите лишний."
            if not close
            else f"Можно выбрать не больше {data['most']}: сначала сними лишний."
        ),
        "twice": lambda: "Один вариант выбран дважды.",
        "number": lambda: (
            f"Здесь нужно число. {write} его цифрами, например {_example(question)}."
        ),
        "whole": lambda: f"Здесь нужно целое число, например {_example(question)}.",
        "least": lambda: (
            f"Число меньше, чем может быть{_range(data)}. Например, {_example(question)}."
        ),
        "most": lambda: (
            f"Число больше, чем может быть{_range(data)}. Например, {_example(question)}."
        ),
        "date": lambda: "Не получилось понять день. Например: 15 октября 2026 или 15.10.2026.",
        "day": lambda: "Такой год здесь не подходит. Например: 15 октября 2026.",
        "empty": lambda: "Ответ пустой. Достаточно пары слов.",
        "brief": lambda: (
            f"Ответ короче {counted(data['least'], 'знака', 'знаков', 'знаков')}. "
            "Добавьте немного подробностей."
            if not close
            else "Слишком коротко. Добавь немного подробностей."
        ),
        "long": lambda: (
            f"Ответ длиннее {counted(data['most'], 'знака', 'знаков', 'знаков')} "
            f"(в нём {data['length']}). Пришлите его короче, самое важное."
            if not close
            else f"Слишком длинно: можно до {data['most']} знаков. Пришли короче, самое важное."
        ),
        "person": lambda: f"Этого человека в списке нет. {press} с именем.",
        "file": lambda: (
            "Здесь нужен файл или фото. Пришлите его в этот чат, например снимок листа."
            if not close
            else "Здесь нужен файл или фото. Пришли его в этот чат."
        ),
        "row": lambda: (
            "Ответьте на каждую строку: нажмите вариант под ней."
            if not close
            else "Ответь на каждую строку: нажми вариант под ней."
        ),
        "own": lambda: "Пояснение здесь не нужно, достаточно варианта.",
        "required": lambda: "Этот вопрос пропустить нельзя.",
        "applies": lambda: "Этот вопрос относится ко всем, на него нужен ответ.",
    }
    return sentences[key]()


def _range(data: Mapping[str, Any]) -> str:
    least, most = data.get("least"), data.get("most")
    if least is not None and most is not None:
        return f" (от {number(least)} до {number(most)})"
    if least is not None:
        return f" (от {number(least)})"
    return f" (до {number(most)})" if most is not None else ""


def _example(question: Question) -> str:
    top = _SCALE.get(question.kind)
    if top is not None:
        return str(top - 1)
    least, most = question.least, question.most
    value = 12.0
    if most is not None and value > most:
        value = most
    if least is not None and value < least:
        value = least
    return number(value)


def number(value: float) -> str:
    """«12», «2,5»."""
    return str(int(value)) if value == int(value) else str(value).replace(".", ",")


# -- answers in words -----------------------------------------------------------------------


def answer_words(question: Question, reply: Reply, call: Call, close: bool = False) -> str:
    """An answer as a person reads it, plain, in one line."""
    if reply.status is AnswerStatus.SKIPPED:
        return "пропущено"
    if reply.status is AnswerStatus.NOT_APPLICABLE:
        return _none(close)
    told = _said(question, reply.value, call, _none(close))
    return f"{told}: {reply.text}" if reply.text else told


def _none(close: bool) -> str:
    return "не про меня" if close else "не относится"


def _said(question: Question, value: Any, call: Call, none: str) -> str:
    if question.kind is Kind.STATEMENT:
        return "прочитано"
    if question.kind in _SCALE:
        return f"{value} из {_SCALE[question.kind]}"
    if question.kind is Kind.NUMBER:
        return number(value)
    if question.kind is Kind.DATE:
        day = date.fromisoformat(value)
        return f"{day.day} {dates.month_genitive(day.month)} {day.year}"
    if question.kind is Kind.PERSON:
        return call(value)
    if question.kind is Kind.FILE and value.get("photo"):
        return "фото"
    told = said(question, value, none)
    if question.kind is Kind.RANKING:
        told = [f"{at}. {text}" for at, text in enumerate(told, 1)]
    between = "; " if question.kind is Kind.MATRIX else ", "
    return " ".join(between.join(told).split())


# -- kindness -------------------------------------------------------------------------------


def not_here(kind: str, close: bool) -> str:
    """A voice, a sticker, a picture in the middle of a questionnaire."""
    answer = "Ответь" if close else "Ответьте"
    if kind == "voice":
        return f"Голос бот не расшифровывает. {answer}, пожалуйста, текстом или кнопкой."
    if kind == "sticker":
        return f"Мило! {answer}, пожалуйста, на вопрос: текстом или кнопкой."
    return "Файл к этому вопросу не нужен, он не сохранён." + (
        f" {answer}, пожалуйста, текстом или кнопкой."
    )


def hushed(names: Sequence[str]) -> str:
    """Of these nothing is asked any more; plain."""
    return f"Здесь больше не спрашиваем, согласия сейчас нет: {', '.join(names)}."


def line(told: str) -> str:
    """Plain words as a line of a screen."""
    return tidy(esc(told))


def no_program(close: bool) -> str:
    return (
        "Такой файл не подойдёт. Пришлите фото, PDF или документ."
        if not close
        else ("Такой файл не подойдёт. Пришли фото, PDF или документ.")
    )


def ask_decline(title: str, close: bool) -> str:
    not_to = "Не будешь отвечать" if close else "Не будете отвечать"
    asked = "спрашивать больше не будет" if close else "напоминать больше не будет"
    return (
        f"{b(clip(title, 80))}\n{not_to} на эту анкету? Бот {asked}. Передумать можно в «Анкетах»."
    )


def declined() -> str:
    return "Хорошо, бот не будет спрашивать об этой анкете."
