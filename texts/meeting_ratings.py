"""Averages of the ratings of meetings: the school's screen and its weekly table."""

from collections.abc import Sequence
from datetime import date

from domain.pairs import Form
from domain.ratings import LEAST, Average
from texts.html import b
from texts.pair_names import FORMS
from texts.plural import counted
from texts.typography import tidy

RATINGS = "Оценки встреч"
_PEOPLE = ("человек", "человека", "человек")
_FORMS = ("форма", "формы", "форм")
RULE = (
    "«Оценки встреч»: наставляемые отвечают после встречи, насколько она была полезной, от 1 до "
    f"5. Показано только среднее и только от {LEAST} человек; если по остатку можно было бы "
    "вычислить малую группу, скрыта и следующая. Каждый человек учтён один раз, средним из своих "
    "оценок. В счёт идут встречи учебного года по конец прошлого месяца."
)


def average(of: Average) -> str:
    """«4,6 из 5 (12 человек)»."""
    return f"{of.mean:.1f}".replace(".", ",") + f" из 5 ({counted(of.people, *_PEOPLE)})"


def lines(
    total: Average | None, forms: Sequence[tuple[Form, Average]], hidden: int, until: date
) -> tuple[str, ...]:
    """Plain lines for a screen and for notes of a table; the first is of the school."""
    span = f"с начала учебного года по {until:%d.%m.%Y}"
    if total is None:
        return (f"Оценки встреч {span}: ответили меньше {LEAST} человек, среднего нет.",)
    rest = f"Ещё {counted(hidden, *_FORMS)} без своего среднего: ответили меньше {LEAST} человек "
    return (
        f"Оценки встреч {span}: {average(total)}.",
        *(f"{_capital(FORMS[form])}: {average(each)}." for form, each in forms),
        *([f"{rest}или малую группу можно было бы вычислить."] if hidden and forms else []),
    )


def screen(said: Sequence[str]) -> str:
    """What the curator reads."""
    first, *rest = said
    more = "".join(f"\n• {line}" for line in rest)
    return tidy(
        f"📊 {b(RATINGS)}\n\n{first}{more}\n\nНаставляемые отвечают после встречи, насколько она "
        f"была полезной. Отдельных оценок и оценок одной пары не видит никто; среднее "
        f"показывается от {LEAST} человек и обновляется раз в месяц."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
