"""What is wrong with an answer to a questionnaire, and how it would be right.

`close`: pupils are spoken to as «ты».
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.survey import Kind, Question
from texts.plural import counted

SCALE = {Kind.SCALE: 5, Kind.TEN: 10}
_VARIANTS = ("варианта", "вариантов", "вариантов")


def fault(question: Question, key: str, data: Mapping[str, Any], close: bool = False) -> str:
    """What is wrong with an answer and how it would be right, plain."""
    press = "Нажми кнопку" if close else "Нажмите кнопку"
    write = "Напиши" if close else "Напишите"
    sentences: dict[str, Callable[[], str]] = {
        "choice": lambda: (
            f"Такого варианта нет. {press} или {write.lower()} номер варианта, например 1."
            + _own(question)
        ),
        "tap": lambda: f"Здесь ответ выбирают. {press} ниже.",
        "few": lambda: f"Нужно выбрать не меньше {counted(data['least'], *_VARIANTS)}.",
        "many": lambda: (
            f"Можно выбрать не больше {counted(data['most'], *_VARIANTS)}: сначала снимите лишний."
            if not close
            else f"Можно выбрать не больше {data['most']}: сначала сними лишний."
        ),
        "twice": lambda: "Один вариант выбран дважды.",
        "alone": lambda: f"«{data['said']}» выбирают отдельно, без других вариантов.",
        "number": lambda: f"Здесь нужно число. {write} его цифрами, например {example(question)}.",
        "whole": lambda: f"Здесь нужно целое число, например {example(question)}.",
        "least": lambda: (
            f"Число меньше, чем может быть{_range(data)}. Например, {example(question)}."
        ),
        "most": lambda: (
            f"Число больше, чем может быть{_range(data)}. Например, {example(question)}."
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


def _own(question: Question) -> str:
    """Where words of one's own have their place."""
    own = next((each.text for each in question.options if each.own), "")
    return f" Своими словами можно ответить после «{own}»." if own else ""


def _range(data: Mapping[str, Any]) -> str:
    least, most = data.get("least"), data.get("most")
    if least is not None and most is not None:
        return f" (от {number(least)} до {number(most)})"
    if least is not None:
        return f" (от {number(least)})"
    return f" (до {number(most)})" if most is not None else ""


def example(question: Question) -> str:
    """A number that fits the question."""
    top = SCALE.get(question.kind)
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
