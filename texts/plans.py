"""A line that goes by a roadmap of its own: «По отдельному плану»."""

from texts.html import b, clip, esc
from texts.typography import tidy

SEND = "Прислать план"
CHOOSE = "Выбрать из карт школы"
FROM_TEMPLATE = "Начать с образца"
OWN_PLAN = "Отдельный план"
OPEN_DRAFT = "Открыть черновик плана"
DETACH = "Отсоединить план"
DETACH_YES = "Да, отсоединить"
TO_PLAN = "Открыть план"
TO_ITEM = "К пункту"
MARK = "✅ План выполнен: к пункту"

REFUSALS = {
    "plan_nested": "У этой карты уже есть своя карта выше или ниже, ещё одного уровня не бывает. "
    "Ничего не изменилось.",
    "plan_there": "У этого пункта уже есть отдельный план. Ничего не изменилось. Сначала "
    "отсоедините его.",
    "plan_none": "Отдельного плана у этого пункта нет. Ничего не изменилось.",
    "plan_parts": "Пункт разбит на шаги, отдельный план к нему не нужен. Ничего не изменилось.",
}


def progress(done: int, total: int) -> str:
    return f"план: {done} из {total}"


def caption(done: int, total: int) -> str:
    """«План: 3 из 9», on the button that opens it."""
    return f"📋 План: {done} из {total}"


def card_line(title: str, done: int, total: int, complete: bool) -> str:
    """A line of the card, as HTML."""
    end = ", весь выполнен" if complete else ""
    return f"Отдельный план «{esc(clip(title, 80))}»: {b(f'{done} из {total}')}{end}"


def in_file(done: int, total: int) -> str:
    """For a cell of the progress sheet."""
    return f"План: {done} из {total}"


def ask(label: str, written: str) -> str:
    """Where the plan of a line comes from."""
    term = f"Срок в документе: «{esc(clip(written, 120))}»\n" if written else ""
    return tidy(
        f"📎 {b('Отдельный план')}\n{esc(clip(label, 200))}\n{term}\nПришлите файл плана: Word "
        "(.docx) или таблицу Excel (.xlsx). Из него получится своя дорожная карта, а здесь будет "
        "видно, сколько в ней выполнено."
    )


def there(label: str, title: str, done: int, total: int, complete: bool) -> str:
    """What the item's plan is like."""
    return tidy(
        f"📋 {b('Отдельный план')}\n{esc(clip(label, 200))}\n\n"
        f"{card_line(title, done, total, complete)}."
    )


def draft_there(label: str, title: str) -> str:
    return tidy(
        f"📋 {b('Отдельный план')}\n{esc(clip(label, 200))}\n\nПлан «{esc(clip(title, 120))}» "
        "пока черновик. Запустите его, и здесь будет видно, сколько выполнено."
    )


def ask_template(label: str) -> str:
    return (
        f"📋 {b('Отдельный план')}\n{esc(clip(label, 200))}\n\nС какого образца начать план? "
        "Сроки будут в том же учебном году."
    )


def choose(label: str, total: int) -> str:
    if not total:
        return (
            f"📋 {b('Отдельный план')}\n{esc(clip(label, 200))}\n\nДругих карт, которые могли бы "
            "стать планом этого пункта, пока нет. Пришлите файл."
        )
    return f"📋 {b('Отдельный план')}\n{esc(clip(label, 200))}\n\nКакая карта — план этого пункта?"


def choice_caption(title: str, draft: bool, years: str) -> str:
    parts = ("черновик" if draft else "", years, clip(title, 44))
    return " · ".join(part for part in parts if part)


def attached(label: str, title: str) -> str:
    return tidy(
        f"✅ Карта «{esc(clip(title, 200))}» теперь план пункта «{esc(clip(label, 200))}»."
    )


def not_a_file(label: str) -> str:
    return (
        f"📎 {esc(clip(label, 200))}\n\nЗдесь нужен файл плана: Word (.docx) или Excel (.xlsx). "
        "Пришлите его или вернитесь к пункту."
    )


def ask_detach(title: str) -> str:
    return tidy(
        f"📋 {b(clip(title, 200))}\n\nОтсоединить план от пункта? Сама карта останется и будет "
        "идти отдельно. Присоединить её снова можно в любой день."
    )


DETACHED = "✅ План отсоединён. Он остался отдельной дорожной картой."


def parent_line(label: str) -> str:
    """In the overview of a plan: the line that it spells out, as HTML."""
    return f"План к пункту «{esc(clip(label, 160))}»"


def plans_line(count: int, done: int, total: int) -> str:
    """In the overview of a roadmap some of whose lines have plans."""
    return f"Отдельные планы ({count}): выполнено {done} из {total}"
