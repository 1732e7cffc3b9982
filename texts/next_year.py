"""The roadmap of the next school year, made from this one."""

from texts.html import b, clip, esc
from texts.plural import counted, plural
from texts.typography import tidy

NEXT = "Следующий учебный год"
MAKE = "Сделать черновик"
OPEN_DRAFT = "Открыть черновик"
ALL = "Отметить все"
NONE = "Снять все"
OLD_ITEM = "Пункт прошлого года"

_ROWS = ("строка", "строки", "строк")
_ITEMS = ("пункт", "пункта", "пунктов")

REFUSALS = {
    "next_there": "Карта следующего года из этой уже сделана. Ничего не изменилось.",
}


def carried(years: str) -> str:
    return f"перенесено с\u00a0{years}"


def card_line(years: str) -> str:
    return f"Перенесено с\u00a0{esc(years)}"


def in_file(years: str) -> str:
    return f"Перенесено с {years}"


def caption(years: str) -> str:
    """The button of the offer at the end of a year."""
    return f"📅 Сделать карту на {years}"


def offer_line(years: str) -> str:
    return f"Учебный год заканчивается, можно готовить карту на {esc(years)}"


def previous_caption(years: str) -> str:
    return f"← {years}"


def following_caption(years: str, draft: bool) -> str:
    return f"{years} (черновик) →" if draft else f"{years} →"


def ask(title: str, new_title: str, years: str, rows: int, left: int) -> str:
    """What will be made; `left`: open items that can be carried over."""
    lines = [
        f"📅 {b(f'Следующий учебный год: {years}')}",
        esc(clip(title, 200)),
        "",
        f"Новая карта: «{esc(clip(new_title, 200))}», {counted(rows, *_ROWS)}.",
        "Сроки сдвинуты, ответственные сохранены там, где люди на месте.",
    ]
    if left:
        word = plural(left, "закончен", "закончено", "закончено")
        lines.append(f"Не {word} {counted(left, *_ITEMS)}: в черновике отметите, что перенести.")
    lines += [
        "Подтверждения останутся в нынешней карте. Она завершится, когда Вы запустите новую.",
        "",
        "Сделать черновик? До запуска никто ничего не получит.",
    ]
    return tidy("\n".join(lines))


def made(new_title: str, years: str) -> str:
    """The draft is there already."""
    return tidy(
        f"📅 {b(f'Следующий учебный год: {years}')}\n\nЧерновик «{esc(clip(new_title, 200))}» уже "
        "готов. Откройте его, чтобы проверить и запустить."
    )


def carry_caption(ticked: int, total: int) -> str:
    """The button on the draft's screen."""
    return f"Перенести с прошлого года ({ticked} из {total})"


def carry(title: str, years: str, ticked: int, total: int) -> str:
    """The list with ticks; the lines are buttons."""
    if not total:
        return f"📅 {esc(clip(title, 200))}\n\nЗа {esc(years)} всё выполнено, переносить нечего."
    return tidy(
        f"📅 {b(f'Перенести с {years}')}\n{esc(clip(title, 200))}\n\nНе закончено: "
        f"{counted(total, *_ITEMS)}, отмечено {ticked}. Отмеченное продолжится в новом году: "
        "выполненные шаги останутся выполненными. Остальное начнётся заново."
    )


def line_caption(label: str, ticked: bool) -> str:
    return f"{'✅ ' if ticked else ''}{clip(label, 55)}"


def draft_line(years: str) -> str:
    return f"Сделано из карты {esc(years)}: она завершится, когда Вы запустите эту."


def plans_line(count: int) -> str:
    """In the draft: plans of carried lines that are still under way."""
    verb = plural(count, "перейдёт", "перейдут", "перейдут")
    plans = counted(count, "отдельный план", "отдельных плана", "отдельных планов")
    return f"Вместе с перенесёнными пунктами {verb} {plans}."
