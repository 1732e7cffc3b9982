"""What waits for an answer beside the items of roadmaps."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.reminders import Said
from texts.typography import tidy

TITLE = "Ждут ответа"
_TITLE_LIMIT, _LINE_LIMIT = 150, 200


def caption(count: int) -> str:
    return f"{TITLE}: {count}"


def waiting(said: Sequence[Said], first: int) -> str:
    """A page of them."""
    head = f"🕒 {b(TITLE)}"
    if not said:
        return f"{head}\n\nСейчас от Вас ничего не ждут."
    lines = [head]
    for number, each in enumerate(said, first):
        title = b(clip(" ".join(each.title.split()), _TITLE_LIMIT))
        lines += ["", indexed(number, title), esc(clip(each.line, _LINE_LIMIT))]
    return tidy(fit(lines))
