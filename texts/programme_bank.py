"""The school's bank of programmes in words."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.plural import counted
from texts.programme_names import ROWS
from texts.typography import tidy

KEEP = "Сохранить в банк программ"
BANK = "Банк программ"
ALL_FORMS = "Все формы"
RENAME = "Переименовать"
REMOVE = "Убрать из банка"
REMOVE_YES = "Да, убрать"
WITHOUT = "Пары без программы"


def kept(name: str, lines: int, form: str, *, again: bool) -> str:
    start = "Такая программа уже есть в банке" if again else "✅ Сохранено в банк программ"
    return tidy(
        f"{start}: {b(clip(name, 150))}, {counted(lines, *ROWS)}, {esc(form)}. Имён и дат в ней "
        "нет: сроки стали долями срока пары."
    )


def bank(lines: Sequence[tuple[str, str, int, str]], total: int, form: str) -> str:
    """`lines`: name, form, lines and school of each on the page; `form`: which are shown."""
    head = f"📋 {b(BANK)}" + (f" · {esc(form)}" if form else "")
    if not total:
        return tidy(
            f"{head}\n\nПока пусто. Откройте хорошую программу пары и нажмите «{KEEP}»: она "
            "останется здесь без имён и дат."
        )
    said = [head, ""]
    for name, which, rows, school in lines:
        said.append(f"{b(clip(name, 100))}: {esc(which)}, {counted(rows, *ROWS)}. "
                    f"{esc(clip(school, 60))}")  # fmt: skip
    return fit([tidy(line) for line in said])


def bank_card(name: str, form: str, lines: Sequence[str], total: int) -> str:
    said = [f"📋 {b(BANK)} · {esc(form)}", b(clip(name, 200)), counted(total, *ROWS), ""]
    said += [indexed(number, esc(clip(line, 160))) for number, line in enumerate(lines, 1)]
    said += ["", "Чтобы начать с неё, откройте пару без программы."]
    return fit([tidy(line) for line in said])


def ask_name(name: str) -> str:
    return tidy(f"Сейчас: {b(clip(name, 200))}\n\nКак назвать эту программу в банке?")


def ask_remove(name: str) -> str:
    head = f"Убрать из банка: {b(clip(name, 200))}?"
    return tidy(f"{head} Программы пар, которые по ней составлены, останутся.")


def removed() -> str:
    return "Убрано из банка"


def without(total: int) -> str:
    if not total:
        return "✅ У всех пар есть программа. Пункт можно отметить."
    return tidy(f"👥 {b(WITHOUT)}: {total}\n\nОткройте пару и составьте программу: в образце всё "
                "уже разложено по датам.")  # fmt: skip
