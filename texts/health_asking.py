"""How it goes and whether the pair fits: questions and receipts."""

from collections.abc import Sequence
from typing import Final

from domain.health import Answer, Fit
from texts.html import b, esc
from texts.pair_names import people

FIT_CHANGE = "Попросить сменить пару"
FIT_KEEP = "Пока оставить как есть"
FIT = "Как Вам в паре?"
ANSWERS: Final = {
    Answer.MET: "Встретились, всё в порядке",
    Answer.NOT_YET: "Пока не получается",
    Answer.HELP: "Нужна помощь",
}
FITS: Final = {
    Fit.GOOD: "Всё хорошо",
    Fit.SO_SO: "По-разному",
    Fit.NOT_GOOD: "Пока не складывается",
    Fit.CHANGE: FIT_CHANGE,
}
_UNHEARD = "Пары в школе сейчас ведут только те, кто сам в этой паре."
FIT_UNHEARD_LINE = f"{_UNHEARD} Поэтому ответ не покажут никому."


def check(others: Sequence[str], *, unheard: bool = False) -> str:
    """The choice of answers; `unheard`: whoever keeps the pairs is in this one."""
    head = f"👥 {b('Всё ли в порядке?')}\nПара: {esc(people(others, 3))}\n\n"
    if unheard:
        return (
            f"{head}{_UNHEARD} Просьбу о помощи они увидят, остальное никому не покажут. Другого "
            "взрослого можно попросить лично."
        )
    return (
        f"{head}Ответ увидят только куратор и директор. Если нужна помощь, куратор свяжется "
        "с Вами."
    )


def checked(answer: Answer, mentor: bool, told: bool) -> str:
    if answer is Answer.HELP:
        return "✅ Передали куратору: в паре нужна помощь. С Вами свяжутся."
    if answer is Answer.NOT_YET:
        tail = "Куратор узнает и поможет." if told else "Если понадобится помощь, скажите."
        return f"✅ Ответ сохранён: пока не получается. {tail}"
    if mentor:
        return "✅ Хорошо, что встретились. Отметьте встречу, чтобы она вошла в журнал."
    return "✅ Хорошо, что встретились. Наставник отметит встречу, Вам останется подтвердить."


def ask_fit(others: Sequence[str], given: Fit | None, *, unheard: bool = False) -> str:
    now = f"\nСейчас: {FITS[given].lower()}." if given else ""
    if unheard:
        return (
            f"👥 {b('Как Вам в паре?')}\nПара: {esc(people(others, 3))}{now}\n\n"
            f"{FIT_UNHEARD_LINE} Чтобы сменить пару, скажите об этом лично тому, кому доверяете "
            "в школе."
        )
    return (
        f"👥 {b('Как Вам в паре?')}\nПара: {esc(people(others, 3))}{now}\n\nОтвет увидят только "
        "куратор и директор. Другой стороне он не показывается и в файлы не попадает."
    )


def fit_saved() -> str:
    return "✅ Ответ сохранён, спасибо. Изменить его можно в карточке пары."


def offer_change() -> str:
    return (
        "✅ Ответ сохранён. Так бывает, и ничьей вины в этом нет.\n\nМожно попросить другую "
        "пару. Куратор увидит только просьбу, без причин; другой стороне о ней не сообщат."
    )


def fit_unheard() -> str:
    return (
        "✅ Ответ сохранён. Пары в школе ведут только те, кто сам в этой паре, поэтому его никто "
        "не увидит. Если пару нужно сменить, скажите лично тому, кому доверяете в школе."
    )


def change_asked() -> str:
    return (
        "✅ Просьба передана куратору, без объяснения причин. Другая сторона о ней не узнает: "
        "когда пара сменится, она увидит это как обычное решение куратора."
    )
