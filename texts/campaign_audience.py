"""To whom a questionnaire is sent: the kind, then the classes, pairs or people of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from texts.html import b, clip, esc, fit
from texts.plural import plural
from texts.typography import tidy

_HEADS: Final = {
    "class": "Какие классы?", "subject": "Какие предметы, должности?",
    "specialist": "Какие специалисты?",
}  # fmt: skip
_NONE: Final = {
    "class": "В списке людей классов у учеников пока нет.",
    "subject": "В списке людей должностей у сотрудников пока нет.",
    "specialist": "Специалистов в школе пока нет: роль дают на карточке человека.",
}
_SHOWN = 12  # lines that nobody was found for


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of a pasted list. `taken`: so many people were chosen just now, None: nothing was
    pasted; `doubts`: lines to choose for, and whether they are of namesakes; `more`: so many
    doubts wait; `unknown`: lines of nobody."""

    taken: int | None
    doubts: Sequence[tuple[str, bool]]
    more: int
    unknown: Sequence[str]


def ask_who(title: str, now: str) -> str:
    return tidy(
        f"📋 {b('Кому послать?')}\n{esc(clip(title, 150))}\n\nСейчас: {esc(clip(now, 300))}"
    )


def pick_values(title: str, who: str, chosen: int, any_: bool) -> str:
    head = f"📋 {b(_HEADS[who])}\n{esc(clip(title, 150))}\n\n"
    if not any_:
        return tidy(f"{head}{_NONE[who]} Выберите отдельных людей или другую группу.")
    return tidy(f"{head}Выбрано: {chosen}. Можно несколько.")


def pick_pairs(title: str, chosen: int, query: str, found: int) -> str:
    lines = [f"👥 {b('Какие пары?')}", esc(clip(title, 150)), ""]
    if query:
        lines.append(_found(query, found))
    elif not found:
        lines.append("Пар, о которых спрашивает эта анкета, сейчас нет. Выберите другую группу.")
        return tidy(fit(lines))
    lines.append(f"Выбрано: {chosen}. Можно написать часть имени.")
    return tidy(fit(lines))


def pick_people(
    title: str, chosen: int, query: str, found: int, adding: bool, pasted: Pasted
) -> str:
    head = "Кого добавить?" if adding else "Кому послать?"
    lines = [f"👥 {b(head)}", esc(clip(title, 150)), ""]
    if pasted.taken is not None:
        lines.append(f"✅ Из списка взято: {pasted.taken}.")
    if not adding:
        lines.append(f"Выбрано: {chosen}.")
    lines += _doubtful(pasted)
    if query:
        lines.append(_found(query, found))
    lines.append("Можно написать часть имени или прислать список: по человеку в строке.")
    return tidy(fit(lines))


def _doubtful(pasted: Pasted) -> list[str]:
    lines = []
    for line, exact in pasted.doubts:
        why = "таких несколько. Кто?" if exact else "такого имени нет. Может быть, кто-то ниже?"
        lines.append(f"«{esc(clip(line, 60))}»: {why}")
    if pasted.more:
        lines.append(f"После них останется строк: {pasted.more}.")
    if pasted.unknown:
        shown = "; ".join(esc(clip(each, 60)) for each in pasted.unknown[:_SHOWN])
        more = len(pasted.unknown) - _SHOWN
        rest = f" и ещё {more}" if more > 0 else ""
        verb = plural(len(pasted.unknown), "Не нашёлся", "Не нашлись", "Не нашлись")
        lines.append(f"⚠️ {verb}: {shown}{rest}. Остальные на месте. Пришлите эти имена иначе.")
    return lines


def _found(query: str, found: int) -> str:
    told = f"По словам «{esc(clip(query, 60))}»"
    return f"{told}: {found}." if found else f"{told} никого нет."


def candidate(name: str, what: str) -> str:
    """«Иванова О. С. · Математика»: namesakes are told apart."""
    return f"{name} · {clip(what, 40)}" if what else name


def ask_name(title: str) -> str:
    return tidy(
        f"👥 {b('Найти по имени')}\n{esc(clip(title, 150))}\n\nНапишите часть имени или пришлите "
        "список: по человеку в строке."
    )
