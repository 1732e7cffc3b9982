"""Making questionnaires: what is wrong with one, its spreadsheet, its screens and the trial."""

from collections.abc import Sequence
from datetime import date

from domain.survey import Kind, Questionnaire, numbering
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.survey_lengths import whole
from texts.typography import tidy

REFUSALS = {
    "questionnaire_published": "Эта анкета уже опубликована и не меняется. Чтобы изменить её, "
    "скачайте её в Excel, поправьте и пришлите файл: получится новая версия.",
    "questionnaire_faulty": "В анкете есть ошибки, поэтому она не опубликована. Исправьте файл и "
    "пришлите его ещё раз.",
    "questionnaire_format": "Пришлите таблицу .xlsx или .csv. Ничего не изменилось.",
    "questionnaire_unread": "В файле не нашлось вопросов: нужна строка заголовков со словами "
    "«Вопрос» и «Вид». Ничего не изменилось. Удобнее начать с образца.",
    "trial_over": "Проба прервана: бот её не хранит. Начните её ещё раз.",
}

TITLE = "Анкеты школы"
QUESTIONS = ("вопрос", "вопроса", "вопросов")
_REMARKS = ("замечание", "замечания", "замечаний")

UPLOAD, TEMPLATE = "Прислать свою", "📎 Образец Excel"
LAUNCH = "Запустить анкету"
TRY, PUBLISH, DROP = "Попробовать", "✅ Опубликовать", "Удалить черновик"
PRINT, TAKE, PAPER = "📎 Напечатать", "📎 Скачать в Excel", "Внести с бумаги"
ARCHIVE, RESTORE = "Убрать в архив", "Вернуть из архива"
TO_CARD, AGAIN = "К анкете", "Сначала"
LIST = "Анкета"

KINDS: dict[Kind, str] = {
    Kind.ONE: "один вариант", Kind.SEVERAL: "несколько вариантов", Kind.SCALE: "шкала 1–5",
    Kind.TEN: "шкала 1–10", Kind.MATRIX: "таблица", Kind.NUMBER: "число", Kind.DATE: "дата",
    Kind.SHORT: "короткий текст", Kind.LONG: "длинный текст", Kind.PERSON: "человек",
    Kind.RANKING: "по важности", Kind.FILE: "файл или фото", Kind.STATEMENT: "только прочитать",
}  # fmt: skip
BANKS = {"mentors": "наставники", "mentees": "наставляемые", "staff": "сотрудники"}
AUDIENCES = {
    "": "", "staff": "сотрудники", "pupils": "ученики", "mentor": "наставники",
    "mentee": "наставляемые", "parent": "родители", "curator": "куратор",
    "psychologist": "психолог", "participants": "участники программы", "outsider": "гости",
}  # fmt: skip
ABOUT = {
    "": "о себе", "mentee": "о каждом наставляемом", "child": "о своём ребёнке",
    "pupil": "об ученике, которого назовёт куратор", "partner": "о напарнике по паре",
}  # fmt: skip
YES, NO = "да", "нет"
CLOSE, POLITE = "на «ты»", "на «Вы»"


# -- the screens ----------------------------------------------------------------------------


def list_button(title: str, *, own: bool, draft: bool, archived: bool) -> str:
    mark = "🕒 " if draft else "⏸ " if archived else "📋 " if own else ""
    return f"{mark}{clip(title, 50)}"


def card(
    asked: Questionnaire,
    least: int,
    most: int,
    usual: int,
    minutes: int,
    *,
    version: int,
    published: date | None,
    today: date,
    own: bool,
    archived: bool,
    here: Questionnaire | None = None,
) -> str:
    """What a questionnaire is: how long, for whom, which version. `here`: what of it is asked,
    where that is not all."""
    about = f", {ABOUT[asked.about]}" if asked.about else ""
    lines = [
        f"{b(TITLE)} · {b(clip(asked.title, 80))}",
        esc(clip(asked.intro, 600)),
        f"{whole(least, most, usual, minutes)}.",
        f"Отвечают: {AUDIENCES.get(asked.audience) or 'кого выберете'}{about}."
        + (" Без имён." if asked.anonymous else ""),
        _version(version, published, today, own=own),
        _left_out(asked, here or asked),
        "⏸ Анкета в архиве: новых опросов по ней не начать." if archived else "",
    ]
    return tidy("\n".join(line for line in lines if line))


def _version(version: int, published: date | None, today: date, *, own: bool) -> str:
    whose = "Анкета школы" if own else "Готовая анкета"
    if published is None:
        return f"{whose}, черновик. Попробуйте её, потом опубликуйте."
    if not own:
        return f"{whose}, версия {version}."
    return f"{whose}, версия {version}, опубликована {dates.plain(published, today)}."


def ask_file() -> str:
    return tidy(
        f"{b(TITLE)} · своя анкета\nПришлите таблицу .xlsx или .csv: строка — вопрос. В образце "
        "есть пример и пояснения. Можно скачать готовую анкету, поправить и прислать: она станет "
        "анкетой школы, готовая не изменится."
    )


def refused(name: str, problems: Sequence[str], more: int) -> str:
    """A file whose rows are wrong: which ones and why."""
    lines = [
        f"{b(TITLE)} · {esc(clip(name, 60))}",
        "Анкета не принята, ничего не изменилось. Исправьте и пришлите файл ещё раз:",
        *(esc(clip(each, 200)) for each in problems),
        f"И ещё {counted(more, *_REMARKS)}." if more else "",
    ]
    return tidy(fit([line for line in lines if line]))


def _left_out(asked: Questionnaire, here: Questionnaire) -> str:
    """Where personal questions are switched off."""
    left, whole = len(numbering.numbers(here)), len(numbering.numbers(asked))
    if left == whole:
        return ""
    if not left:
        return "Личные вопросы выключены, а здесь все вопросы личные: спрашивать нечего."
    fewer = counted(whole - left, *QUESTIONS)
    return f"Личные вопросы выключены: в чате и на листе на {fewer} меньше."


def _hangs(bare: Questionnaire, asked: Questionnaire) -> str:
    """What else is not asked where personal questions are switched off."""
    left = {each.key for each in bare.questions}
    if not numbering.numbers(bare):
        return "Все вопросы личные: там, где личные вопросы выключены, спрашивать нечего."
    number = numbering.numbers(asked)
    hang = [
        str(number[each.key])
        for each in asked.questions
        if each.key in number and not each.personal and each.key not in left
    ]
    if not hang:
        return ""
    which = plural(len(hang), "вопрос", "вопросы", "вопросы")
    shown = plural(len(hang), "который появляется", "которые появляются", "которые появляются")
    return (
        f"Где личные вопросы выключены, не зададут и {which} {', '.join(hang)}, {shown} от ответа "
        "на личный вопрос."
    )


def drafted(
    asked: Questionnaire,
    bare: Questionnaire,
    minutes: int,
    *,
    ignored: Sequence[str],
    newer: bool,
    notes: Sequence[str] = (),
    more: int = 0,
) -> str:
    """`bare`: what is asked of it where personal questions are switched off; `notes`: what is no
    fault, but to be known before publishing, with `more` of them left out."""
    lines = [
        f"{b(TITLE)} · {b(clip(asked.title, 80))}",
        f"Файл понят: {counted(len(numbering.numbers(asked)), *QUESTIONS)}, "
        f"около {counted(minutes, 'минуты', 'минут', 'минут')}. Ошибок нет.",
        "Это новая версия: идущие опросы останутся на прежней." if newer else "",
        f"Не прочитаны столбцы: {esc(clip(', '.join(ignored), 200))}." if ignored else "",
        _hangs(bare, asked),
        "Обратите внимание:" if notes else "",
        *(f"• {esc(clip(each, 300))}" for each in notes),
        f"И ещё {counted(more, *_REMARKS)}." if more else "",
        "Попробуйте её в чате, потом опубликуйте.",
    ]
    return tidy(fit([line for line in lines if line]))


def same(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nТакая анкета уже опубликована, в файле ничего нового."
    )


def published(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nОпубликовано. Теперь по этой анкете можно начать "
        "опрос, напечатать её и вносить ответы с бумаги."
    )


def ask_archive(title: str) -> str:
    return tidy(
        f"{b(TITLE)} · {b(clip(title, 80))}\nУбрать анкету в архив? Новых опросов по ней не "
        "начать. Идущие опросы и ответы останутся, вернуть анкету можно в любой день."
    )


def dropped() -> str:
    return f"{b(TITLE)}\nЧерновик удалён."


def file_name(title: str) -> str:
    """Without what file systems refuse."""
    return "".join(letter for letter in title if letter not in '\\/:*?"<>|').strip(" .")[:60]


def print_caption(title: str) -> str:
    return tidy(f"{b(clip(title, 80))}\nАнкета для печати на А4. Ответы с листа внесёте сюда же.")


def table_caption(title: str) -> str:
    return tidy(
        f"{b(clip(title, 80))}\nПоправьте таблицу и пришлите её в этот чат: она станет анкетой "
        "школы. Готовая не изменится."
    )


def template_caption() -> str:
    return "Образец анкеты: заполните лист «Вопросы» и пришлите файл в этот чат."


# -- the trial ------------------------------------------------------------------------------

TRIAL_NAME = "Примеров Пётр Ильич"


def trial_title(title: str) -> str:
    """Stands at the head of each screen of a trial."""
    return f"Проба: {title}"


def trial_end(title: str, answers: Sequence[str], thanks: str, more: int) -> str:
    """After the last question; `answers` are escaped lines."""
    lines = [
        f"{b('Проба: ' + clip(title, 80))} · конец",
        "Так анкету увидит тот, кто отвечает. Ответы пробы не сохранены.",
        *([f"В конце бот скажет: «{esc(clip(thanks, 300))}»"] if thanks else []),
        "",
        *answers,
        *([f"И ещё {counted(more, 'ответ', 'ответа', 'ответов')}."] if more else []),
    ]
    return tidy(fit(lines))
