"""What is said after an item is done."""

from datetime import date

from texts import dates
from texts.html import b, clip, esc
from texts.typography import tidy

ATTACH_MORE = "📎 Прикрепить подтверждение"
NEXT = "Следующее дело"


def stop(sentence: str) -> str:
    """With one full stop at the end, after initials too."""
    return sentence if sentence.endswith((".", "…")) else f"{sentence}."


def receipt(
    *, number: str | None, title: str, on: date, by: str, again: bool, next_due: date | None,
    today: date,
) -> str:  # fmt: skip
    """What the screen becomes after «Готово»."""
    name = clip(f"{number}. {title}" if number else title, 200)
    if again:
        whose = f", {esc(clip(by, 80))}" if by else ""
        lines = [f"✅ Уже отмечено: {b(name)}", "", f"{stop(dates.plain(on, today) + whose)}"]
    else:
        lines = [f"✅ Отмечено: {b(name)}", "", f"Записано {dates.plain(on, today)}."]
    if next_due is not None:
        caption = "Не отмечен и срок" if next_due < today else "Следующий срок"
        lines.append(f"{caption}: {dates.plain(next_due, today)}.")
    return tidy("\n".join(lines))
