"""Files and photos among the answers: opened one by one, or all as an archive with a list."""

from domain.named import Named
from domain.names import Style, render
from exports.names import file_name
from exports.survey_tables import FileOf, FilesArchive, file_path
from exports.worker import in_worker
from handlers.buttons import survey as survey_buttons
from handlers.buttons import survey_results as buttons
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.items import first_number
from handlers.keyboards.pager import cut, pager
from handlers.registry import on
from handlers.screen import HARMLESS
from services import files
from services.errors import Refusal
from services.surveys import sent_files
from services.surveys.sent_files import Files, SentFile
from texts import survey_files as words
from texts.campaign_names import in_file_name
from texts.piping import plain
from texts.survey_results import unshown


@on(buttons.SentFiles)
async def listing(context: Context, request: buttons.SentFiles) -> None:
    found = await context.read(sent_files.listed, request.campaign_id)
    there, page = request.campaign_id, request.page
    start = first_number(page, len(found.files))
    shown = list(enumerate(cut(found.files, page), start))
    lines = [
        words.file_line(
            n, _call(context, each.who), _call(context, each.of), each.name, photo=each.photo,
            question=plain(each.question.text),
        )
        for n, each in shown
    ]  # fmt: skip
    digits: Row = [
        (str(n), buttons.SentFile(there, each.index, each.response_id, each.about))
        for n, each in shown
    ]
    turn = pager(page, len(found.files), lambda to: buttons.SentFiles(there, to))
    every: Row = [(words.ALL_FILES, buttons.AllFiles(there))] if found.files else []
    kept = [unshown(found.unshown)] if found.unshown else []
    text = words.files(found.title, len(found.files), [*kept, *lines])
    back = bottom(buttons.SurveyResults(there))
    await context.show(Screen(text, [*in_rows(digits, 4), turn, every, back]))


@on(buttons.SentFile)
async def open_one(context: Context, request: buttons.SentFile) -> None:
    found = await context.read(
        sent_files.one, request.campaign_id, request.index, request.source, request.about
    )
    who, about = _call(context, found.who), _call(context, found.of)
    caption = words.file_caption(who, about, _title(found), plain(found.question.text))
    shown = Screen(caption, [bottom(buttons.SentFiles(request.campaign_id, 0))])
    await _send(context, found, shown)


@on(buttons.OwnFile)
async def own(context: Context, request: buttons.OwnFile) -> None:
    found = await context.read(sent_files.own, request.response_id, request.index, request.about)
    caption = words.file_caption("", "", _title(found), plain(found.question.text))
    shown = Screen(caption, [bottom(survey_buttons.Answers(request.response_id, 0))])
    await _send(context, found, shown)


def _title(found: SentFile) -> str:
    """Photos have no name of their own."""
    return "" if found.photo else found.name


async def _send(context: Context, found: SentFile, shown: Screen) -> None:
    """A photo comes again as one; what the messenger does not take so is a file."""
    try:
        data = files.path(context.around.data_dir, found.sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("survey_file_lost") from None
    await context.waiting("upload_document")
    if found.photo:
        try:
            await context.send_photo(data, found.name, shown.text, shown)
        except HARMLESS:
            pass
        else:
            return
    await context.send_file(data, found.name or words.FILE_NAME, shown.text, shown)


@on(buttons.AllFiles)
async def every(context: Context, request: buttons.AllFiles) -> None:
    from exports import survey_archive

    found = await context.read(sent_files.listed, request.campaign_id)
    if not found.files:
        raise Refusal("gone")
    await context.waiting("upload_document")
    data, folder = _archive(context, found), files.folder(context.around.data_dir)
    volumes = await in_worker(survey_archive.volumes, data, folder)
    back = bottom(buttons.SentFiles(request.campaign_id, 0))
    which = in_file_name(found.title)
    for number, places in enumerate(volumes, 1):
        made = await in_worker(survey_archive.archive, data, places, folder, number == 1)
        kind = words.zip_kind(number, len(volumes))
        name = file_name(kind, found.organisation, data.made, "zip", which=which)
        caption = words.zip_caption(found.title, len(places), number, len(volumes))
        await context.send_file(made, name, caption, Screen("", [back]))


def _archive(context: Context, found: Files) -> FilesArchive:
    made = []
    for number, each in enumerate(found.files, 1):
        who, about = _named(context, found, each.who), _named(context, found, each.of)
        row = (number, who, about, plain(each.question.text), each.name)
        made.append(FileOf(each.sha, file_path(number, who, each.name), row))
    return FilesArchive(found.title, context.actor.today, tuple(made))


def _call(context: Context, who: Named | None) -> str:
    return context.call(who) if who else ""


def _named(context: Context, found: Files, who: Named | None) -> str:
    """As files name people: who has not agreed to it is a number."""
    if who is None:
        return ""
    if who.id not in found.nameable:
        return words.participant(who.id)
    return render(who.name, Style(context.around.names_in_files), pupil=who.pupil, code=who.id)
