"""Links to items and roadmaps, their QR pictures, and terms for a calendar."""

from typing import Final

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

LINK: Final = "Ссылка и QR-код"
MAKE_QR: Final = "Сделать QR-код"
TO_CALENDAR: Final = "В календарь (.ics)"
CALENDAR: Final = "Сроки в календарь"
QR_FILE: Final = "qr.png"
MINE_FILE: Final = "Мои сроки"
ROADMAP_FILE: Final = "Сроки дорожной карты"
_TERMS = ("срок", "срока", "сроков")
CAPTION_LIMIT = 1024

REFUSALS = {
    "no_terms": "Открытых сроков с датой сейчас нет, в календарь заносить нечего.",
    "qr_gone": "Эту ссылку бот уже не помнит. Пришлите её ещё раз.",
    "qr_long": "Ссылка слишком длинная для QR-кода. Ничего не изменилось. "
    "Пришлите короткую, до 2000 знаков.",
}


def to_roadmap(title: str, link: str) -> str:
    """The caption of the picture: the same in words."""
    return _picture("дорожной карты", title, link, "Откроется у тех, кому карта видна.")


def to_item(label: str, link: str) -> str:
    return _picture("пункта", label, link, "Откроется у тех, кому этот пункт виден.")


def to_address(link: str) -> str:
    return fit(
        [
            f"📎 {b('QR-код ссылки')}",
            "",
            "Наведите камеру телефона или откройте ссылку:",
            esc(link),
        ],
        CAPTION_LIMIT,
    )


def _picture(of: str, name: str, link: str, who: str) -> str:
    return tidy(
        f"📎 {b(f'QR-код {of}')}\n{esc(clip(name, 300))}\n\n"
        f"Наведите камеру телефона или откройте ссылку:\n{esc(link)}\n\n{who}"
    )


def offer(link: str) -> str:
    """A message that is nothing but an address."""
    return f"📎 {b('Ссылка')}\n{esc(clip(link, 500))}\n\nЧто с ней сделать?"


def calendar_caption(name: str, count: int) -> str:
    """What stands under the file."""
    head = f"📅 {b(ROADMAP_FILE if name else MINE_FILE)}"
    lines = [head, *([esc(clip(name, 300))] if name else []), ""]
    lines.append(
        f"{counted(count, *_TERMS)}. Откройте файл на телефоне, и они встанут в календарь; "
        "напоминание будет накануне в 9:00."
    )
    lines.append("Если сроки изменятся, скачайте файл ещё раз: старые записи обновятся.")
    return tidy("\n".join(lines))
