"""Evidence of an item in words."""

from collections.abc import Sequence
from datetime import date

from texts.html import b, clip, esc, fit
from texts.item import pick
from texts.item_lines import indexed
from texts.item_receipt import stop

ATTACH = "📎 Прикрепить"
REMOVE_PROOF = "Убрать подтверждение"
OPEN_LINK = "Открыть ссылку"
ENOUGH = "Готово, это всё"
PROOF_REMOVED = "Подтверждение убрано."


def proof_name(kind: str, title: str, day: date | None) -> str:
    """«Приказ № 15 от 12.10.2026», «фото», a file's name. Plain text."""
    words = {
        "photo.jpg": "фото",
        "voice.ogg": "голосовое сообщение",
        "video.mp4": "видео",
        "audio.mp3": "аудио",
    }
    named = words.get(title, title) if kind in {"photo", "file"} else title
    return f"{clip(named, 80)} от {day:%d.%m.%Y}" if day else clip(named, 80)


def evidence_caption(count: int) -> str:
    return f"Подтверждения ({count})"


def evidence_list(head: str, lines: Sequence[str], first: int, total: int) -> str:
    said = [indexed(n, esc(clip(line, 200))) for n, line in enumerate(lines, first)]
    return fit([f"📎 {esc(clip(head, 160))}", b("Подтверждения"), "", *said, "", pick(total)])


def proof(head: str, name: str) -> str:
    """A proof that has no file: a paper's number, a link."""
    return f"📎 {esc(clip(head, 160))}\n\n{esc(clip(name, 300))}"


def ask_evidence(number: str | None, title: str, attached: str = "", asked: str = "") -> str:
    """What can be sent (`asked`: what this kind of work wants); then, that more may come."""
    lines = [f"📎 {b(clip(f'{number}. {title}' if number else title, 200))}", ""]
    if attached:
        lines += [f"Прикреплено: {stop(esc(clip(attached, 200)))}", "Можно прислать ещё."]
    elif asked:
        lines.append(asked)
    else:
        lines.append(
            "Пришлите подтверждение: фото, файл, ссылку или номер и дату документа, "
            "например «Приказ № 15 от 12.10.2026»."
        )
    return "\n".join(lines)
