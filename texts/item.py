"""An item's buttons, steps and acts in words, refusals."""

from collections.abc import Sequence
from datetime import date

from texts.html import b, clip, esc, fit
from texts.item_card import headline
from texts.item_edit import EDIT_REFUSALS
from texts.item_lines import MARKS, Line, indexed, when, who
from texts.item_receipt import stop
from texts.typography import tidy

DONE = "✅ Отметить"
DONE_MINE = "✅ Отметить свою часть"
DONE_FOR_GOOD = "✅ Отметить выполненным"
START = "Начать"
REOPEN = "Вернуть в работу"
UNDO = "Отменить"
UNDO_LAST = "Отменить последнее"
MOVE = "Перенести"
REASSIGN = "Передать"
COMMENT = "Комментарий"
CHANGE = "Изменить пункт"
READ = "Читать целиком"
OPEN = "Открыть пункт"


REFUSALS = {
    "has_steps": "Этот пункт разбит на шаги: отметьте шаги, и он закроется сам.",
    "has_shares": "Этот пункт каждый отмечает за себя. Откройте «Кто ответил» и выберите, кто.",
    "not_needed": "Пункт отмечен как «не требуется». Чтобы работать с ним, верните его в работу.",
    "not_todo": "Этот пункт уже начат. Ничего не изменилось.",
    "not_done": "Этот пункт и так в работе. Ничего не изменилось.",
    "nothing_said": "В сообщении нет текста. Ничего не изменилось. Напишите словами.",
    "undone_already": "Это уже отменено.",
    "undo_late": "Отменить можно в течение суток. Ничего не изменилось. Откройте пункт и "
    "поправьте его там.",
    "undo_changed": "С тех пор этот пункт меняли ещё раз, поэтому отмена не сработала. Ничего "
    "не изменилось. Откройте пункт, там всё свежее.",
    "not_proof": "Это сообщение не получилось прикрепить. Ничего не изменилось. Пришлите фото, "
    "файл, ссылку или номер документа.",
    "not_proof_more": "Сейчас нужно подтверждение, а это просто слова. Ничего не изменилось. "
    "Пришлите фото, файл, ссылку или номер документа, например «№ 15 от 16.12.2026».",
    "file_lost": "Файл подтверждения не нашёлся в хранилище. Запись о нём на месте. Попросите "
    "администратора восстановить файлы из копии.",
    **EDIT_REFUSALS,
}
STARTED = "Записано: в работе."
REOPENED = "Пункт снова в работе."
COMMENTED = "Комментарий записан."
UNDONE = "Отменено, всё как было."


def steps_caption(done: int, total: int) -> str:
    return f"Шаги ({done} из {total})"


def parts(head: str, lines: Sequence[Line], first: int, total: int, today: date) -> str:
    """A page of an item's steps."""
    said = [f"📋 {esc(clip(head, 160))}", b("Шаги"), ""]
    for number, line in enumerate(lines, first):
        mark = f"{MARKS[line.shown]} " if MARKS[line.shown] else ""
        shown = f"{mark}{esc(clip(line.label, 200))} · {esc(when(line, today))}"
        said.append(indexed(number, shown))
    return fit([*said, "", pick(total)])


def pick(total: int) -> str:
    return "Какой открыть?" if total else "Пока ничего нет."


def ask_comment(number: str | None, title: str) -> str:
    return f"{headline(number, title, 200)}\n\nНапишите комментарий одним сообщением."


def changed(what: str, label: str = "") -> str:
    """A short receipt of an act that can be undone."""
    return tidy(f"✅ {what}" + (f"\n\n{esc(clip(label, 200))}" if label else ""))


def reassigned(owners: Sequence[str]) -> str:
    verb = "отвечают" if len(owners) > 1 else "отвечает"
    return f"Теперь {verb}: {stop(esc(who(owners, 6)))}"
