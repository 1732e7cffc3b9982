"""Results of a questionnaire: what all of it says, and one question."""

from collections.abc import Sequence
from typing import Final

from domain.survey import Kind, Question
from domain.survey.statistics import Numbers, Part, Tally
from texts.html import b, clip, esc, fit
from texts.piping import of_table, plain
from texts.plural import counted, plural
from texts.typography import tidy

RESULTS: Final = "📊 Итоги"
BY_QUESTION: Final = "По вопросам"
PICTURE: Final = "Картинкой"
EXCEL: Final = "Excel"
NEXT: Final = "Следующий вопрос"
PREVIOUS: Final = "Предыдущий"
TO_ANSWERS: Final = "Ответы и метки"
PEOPLE: Final = ("человек", "человека", "человек")
ANSWERS: Final = ("ответ", "ответа", "ответов")
SIDES: Final = {
    "mentor": "Наставники",
    "mentee": "Наставляемые",
    "parent": "Родители",
    "other": "Остальные",
}
REFUSALS: Final = {
    "survey_no_before": "Сравнить не с чем: нужны две именные анкеты с одинаковыми шкалами, «до» "
    "и «после». В безымянных ответы людей не связать, так и задумано.",
    "survey_untold": "Итогов пока нет: безымянные ответы видны только после закрытия анкеты и "
    "только когда ответили хотя бы пять человек.",
    "survey_level_number": "Нужно целое число от {low} до {high}, например {high}. Порог прежний, "
    "ничего не изменилось.",
    "survey_level_between": "Этот порог может быть от {low} до {high}: уровни идут по порядку и "
    "не должны обгонять друг друга. Ничего не изменилось. Напишите другое число или сначала "
    "измените соседний порог.",
    "survey_no_line": "Эту анкету не связали с дорожной картой, или её пункт уже убрали. Ничего "
    "не изменилось. Файл итогов можно скачать и приложить к любому пункту самому.",
    "survey_not_over": "Анкета ещё идёт. Ничего не приложено: итоги прикладывают, когда она "
    "закрыта.",
    "survey_few_prove": "Ответили меньше пяти человек: по такой картинке можно узнать, кто что "
    "ответил, а пункт видят и другие. Ничего не приложено.",
    "survey_file_lost": "Этого файла не нашлось в хранилище. Сам ответ на месте. Попросите "
    "прислать файл ещё раз.",
    "survey_tags_many": "Своих меток уже двенадцать. Ничего не изменилось. Возьмите одну из них: "
    "с малым числом меток ответы легче собрать вместе.",
    "survey_unfit": "Без имён нельзя: автора выдали бы вопросы {numbers} (файл, выбор человека, "
    "наставляемые, личное или сведения для банка). Ничего не изменилось.",
    "survey_unfit_about": "Без имён нельзя: анкета о другом человеке, и по нему видно, кто "
    "отвечал. Ничего не изменилось.",
    "survey_nameless": "Эта анкета обещает ответы без имён, поэтому имён в ней не будет. Ничего "
    "не изменилось.",
}
_BUTTON = 60  # letters
_TOP: Final = 25  # letters of an option beside its bar
_LONG: Final = 120
_BAR: Final = 10


def figure(value: float | None) -> str:
    """«8,3»; a whole number as it is."""
    if value is None:
        return "—"
    text = f"{value:.1f}".replace(".", ",")
    return text.removesuffix(",0")


def percent(share: int | None) -> str:
    return "" if share is None else f"{share}\u00a0%"


# -- the whole ------------------------------------------------------------------------------


def results(
    title: str, *, sent: int, invited: int, share: int | None, paper: int, open_: bool,
    standing: bool, several: bool, lines: Sequence[str],
) -> str:  # fmt: skip
    """`several`: one person is asked about each mentee, child or partner."""
    told = outside(sent) if standing else rate(sent, invited, share, several=several)
    parts = [tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"), told]
    if open_ and not standing:
        parts.append("Анкета ещё идёт: числа изменятся.")
    if paper:
        parts.append(f"Из них с бумаги: {paper}.")
    return fit([*parts, *map(esc, lines)])


def named(title: str) -> str:
    """«Итоги: …», of a questionnaire that is not called so itself."""
    return title if title.casefold().startswith("итоги") else f"Итоги: {title}"


def rate(sent: int, invited: int, share: int | None, *, several: bool = False) -> str:
    tail = f" ({percent(share)})" if share is not None else ""
    what = "Прислано анкет:" if several else "Ответили"
    return f"{what} {sent} из {invited}{tail}."


def outside(sent: int) -> str:
    """Of answers that came outside of any campaign: there is nobody of whom they were awaited."""
    return f"Анкет: {sent}. Их внесли или прислали сами, вне запущенных анкет."


def in_rounds() -> str:
    """Of interim questionnaires, which ask the same pairs again and again."""
    return "Все сроки вместе: кто ответил несколько раз, посчитан столько же раз."


def unshown(count: int) -> str:
    """Of what the reader, who is in a pair, may not read about themselves."""
    if not count:
        return ""
    kept = plural(count, "показан и не посчитан", "показаны и не посчитаны",
                  "показаны и не посчитаны")  # fmt: skip
    return f"{counted(count, *ANSWERS)} о Вас не {kept}: так обещано тем, с кем Вы в паре."


def unshown_to_maker(count: int) -> str:
    """The same in a file that others see."""
    if not count:
        return ""
    return (
        f"Без {counted(count, 'ответа', 'ответов', 'ответов')} о паре, в которой состоит тот, "
        "кто сделал этот файл."
    )


def not_yet(title: str, sent: int, invited: int) -> str:
    return fit([
        tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"),
        rate(sent, invited, None),
        "Анкета без имён: итоги появятся, когда она закроется, и не раньше. Тогда их увидят "
        "все сразу, и по разнице двух дней нельзя будет узнать, чей ответ пришёл последним.",
    ])  # fmt: skip


def too_few(title: str, sent: int, invited: int) -> str:
    return fit([
        tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"),
        rate(sent, invited, None),
        "Анкета без имён, а ответов меньше пяти: по ним было бы видно, кто что ответил. Поэтому "
        "итогов нет, а сами ответы стёрты.",
    ])  # fmt: skip


def unnamed() -> str:
    return (
        "Анкета без имён: числа об одном или двух людях не показаны, чтобы никого нельзя "
        "было узнать."
    )


def satisfied(tally: Tally, least: int, share: int | None) -> str:
    """«Довольны (7 и выше): 6 из 8, 75 %»."""
    if tally.satisfied is None:
        return ""
    chosen, people = tally.satisfied
    told = f", {percent(share)}" if share is not None else ""
    return f"Оценили на {least} и выше: {chosen} из {people}{told}."


# -- one question ---------------------------------------------------------------------------


def questions(title: str, count: int) -> str:
    some = counted(count, "вопрос", "вопроса", "вопросов")
    return fit([tidy(f"{b('Итоги по вопросам')} · {esc(clip(title, 100))}"), f"Всего {some}."])


def asked(tally: Tally) -> str:
    """The question; one row of a table together with what is asked of it."""
    text = tally.question.text
    return of_table(text, tally.row.text) if tally.row else plain(text)


def brief(tally: Tally, limit: int) -> str:
    """The same in so many letters: of a row both the question and the row stay readable."""
    text = plain(tally.question.text)
    if tally.row is None:
        return clip(text, limit)
    return clip(of_table(clip(text, limit * 2 // 5), tally.row.text), limit)


def question_button(number: int, tally: Tally) -> str:
    return f"{number}. {brief(tally, _BUTTON - 4)}"


def question(
    number: int, total: int, tally: Tally, sent: int, *, anonymous: bool, least: int,
    share: int | None, groups: Sequence[tuple[str, Tally]], words: Sequence[str],
) -> str:  # fmt: skip
    """`number` and `total`: of the questionnaire's questions, as on paper."""
    parts = [f"{b('Итоги')} · вопрос {number} из {total}{_row(tally)}", _asked(tally)]
    if not tally.told:
        parts.append(untold(tally.question))
        return fit(parts)
    parts += map(esc, answered(tally, sent, anonymous=anonymous))
    parts += [esc(line) for line in figures(tally, least, share)]
    parts += bars(tally)
    if tally.hidden:
        parts.append("Малые числа скрыты: по ним можно было бы узнать человека.")
    if groups:
        parts += [esc(of_group(key, each)) for key, each in groups]
    if words:
        parts += ["", *(f"• {esc(clip(each, 150))}" for each in words[:5])]
        if len(words) > 5:
            parts.append(f"…и ещё {len(words) - 5}: кнопка «{TO_ANSWERS}».")
    return fit(parts)


def _row(tally: Tally) -> str:
    """«, строка 2 из 10»."""
    if tally.row is None:
        return ""
    rows = [each.key for each in tally.question.rows]
    return f", строка {rows.index(tally.row.key) + 1} из {len(rows)}"


def _asked(tally: Tally) -> str:
    text = f"<b>{esc(clip(plain(tally.question.text), 300))}</b>"
    return f"{text}\n{esc(clip(tally.row.text, 200))}" if tally.row else text


def untold(asked: Question) -> str:
    """Of a questionnaire without names: why nothing is told of a question. Which of the reasons
    it is must not depend on the answers, else it would tell of them."""
    if asked.kind in (Kind.DATE, Kind.PERSON, Kind.FILE) or asked.each_mentee:
        return "Анкета без имён: ответы на такой вопрос не показываем, они выдали бы человека."
    if asked.shown_if is not None:
        return (
            "Анкета без имён, а этот вопрос задавали не всем, а по прежнему ответу. Показать, "
            "сколько человек на него попало и что ответили, значило бы кого-то выдать."
        )
    return "Анкета без имён: на этот вопрос ответили меньше пяти человек, поэтому он скрыт."


def answered(tally: Tally, sent: int, *, anonymous: bool) -> list[str]:
    """How many have answered, and why the others have not."""
    if anonymous:
        return [f"Ответили {tally.given} из {sent}."]
    parts = [
        (tally.skipped, "пропустили"),
        (tally.not_applicable, "не относится"),
        (tally.not_reached, "не дошли или не спрашивали"),
    ]
    told = "; ".join(f"{words} {count}" for count, words in parts if count)
    return [f"{counted(tally.given, *ANSWERS)}{'; ' + told if told else ''}."]


def figures(tally: Tally, least: int, share: int | None) -> list[str]:
    found = tally.numbers
    lines = []
    if found is not None and found.mean is not None:
        lines.append(mean(found))
    elif found is not None and not tally.hidden:
        lines.append("Среднее считаем от пяти ответов.")
    if told := satisfied(tally, least, share):
        lines.append(told)
    return lines


def mean(found: Numbers) -> str:
    """«В среднем 8,3, медиана 8 (n = 7)»."""
    middle = f", медиана {figure(found.median)}" if found.median is not None else ""
    return f"В среднем {figure(found.mean)}{middle} (n\u00a0=\u00a0{found.n})."


def bars(tally: Tally) -> list[str]:
    """A line of text for each part, readable without colours; long options stand in a line of
    their own, for those that differ only at their ends must not look the same."""
    if all(part.count is None for part in tally.parts):
        return []
    long = any(len(part.text) > _TOP for part in tally.parts)
    lines = []
    for part in tally.parts:
        if long:
            lines.append(esc(clip(part.text, _LONG)))
        lines.append(f"<code>{esc(_bar(part, tally.given, '' if long else part.text))}</code>")
    return lines


def _bar(part: Part, given: int, label: str) -> str:
    if part.count is None:
        return f"{label}: скрыто" if label else "скрыто"
    full = round(_BAR * part.count / (given or 1))
    told = f" · {percent(part.share)}" if part.share is not None else ""
    return f"{'█' * full}{'░' * (_BAR - full)} {part.count}{told} {label}".rstrip()


def of_group(key: str, tally: Tally) -> str:
    name = SIDES.get(key, key)
    if tally.numbers is None or tally.numbers.mean is None:
        return f"{name}: {counted(tally.given, *ANSWERS)}, среднее не считаем."
    told = f"{name}: в среднем {figure(tally.numbers.mean)} (n\u00a0=\u00a0{tally.numbers.n})"
    return f"{told}."


def caption(tally: Tally, sent: int, *, anonymous: bool, least: int, share: int | None) -> str:
    """The picture in words."""
    parts = [_asked(tally)]
    parts += map(esc, answered(tally, sent, anonymous=anonymous))
    parts += map(esc, figures(tally, least, share))
    top = sorted((p for p in tally.parts if p.count), key=lambda p: -(p.count or 0))
    if top and tally.question.kind not in (Kind.SCALE, Kind.TEN):
        parts.append(esc("Чаще всего: " + "; ".join(
            f"{clip(each.text, 60)} ({each.count})" for each in top[:3]
        ) + "."))  # fmt: skip
    elif top and (len(top) == 1 or (top[0].count or 0) > (top[1].count or 0)):
        parts.append(esc(f"Чаще всего ставили {top[0].text} ({top[0].count})."))
    return fit(parts, 1024)
