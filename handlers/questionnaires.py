"""«Анкеты школы»: the list, a card, a file of one's own, publishing, printing."""

from collections.abc import Sequence

from domain.roles import Action
from domain.survey import scoring
from domain.survey.checking import faults
from domain.survey.moments import Moment
from exports import questionnaire_paper, questionnaire_table
from exports.worker import in_worker
from handlers import list_file, lists
from handlers.buttons.campaigns import PrepareSurvey
from handlers.buttons.nav import bottom
from handlers.buttons.questionnaires import (
    ArchiveQuestionnaire,
    AskArchive,
    DropQuestionnaire,
    OpenQuestionnaire,
    PaperWhere,
    PrintQuestionnaire,
    PublishQuestionnaire,
    Questionnaires,
    QuestionnaireTemplate,
    TakeQuestionnaire,
    TryQuestionnaire,
    UploadQuestionnaire,
)
from handlers.buttons.survey_results import Levels
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.lists import Found, ListKind
from handlers.registry import Button, on, on_state
from imports.lists import Lists
from imports.questionnaire import Problem, QuestionTable, find, look, titled
from services.errors import Refusal
from services.surveys import catalogue, publishing
from services.surveys.catalogue import Card
from texts import questionnaire_faults as fault_words
from texts import questionnaire_files as file_words
from texts import questionnaires as words
from texts import survey_levels as level_words

WANTED = "questionnaire.file"
_TOLD = 20  # faulty rows that one message names


@on(OpenQuestionnaire)
async def open_questionnaire(context: Context, request: OpenQuestionnaire) -> None:
    await context.forget()
    await show_card(context, request.version_id)


async def show_card(context: Context, version_id: int) -> None:
    card = await context.read(catalogue.card, version_id)
    zone = context.actor.zone
    text = words.card(
        card.asked, card.least, card.most, card.usual, card.minutes, version=card.number,
        published=card.published_at.astimezone(zone).date() if card.published_at else None,
        today=context.actor.today, own=card.own, archived=card.archived,
        here=card.here,
    )  # fmt: skip
    await context.show(Screen(text, [*_acts(card), bottom(Questionnaires(0, False))]))


def _acts(card: Card) -> list[Row]:
    version = card.version_id
    ways: list[tuple[str, Button]] = [
        (words.TRY, TryQuestionnaire(version)),
        (words.PRINT, PrintQuestionnaire(version)),
        (words.TAKE, TakeQuestionnaire(version)),
    ]
    if card.published_at is None:
        ways.append((words.DROP, DropQuestionnaire(version)))
        return [[(words.PUBLISH, PublishQuestionnaire(version))], *in_pairs(ways)]
    if card.own and card.archived:
        ways.append((words.RESTORE, ArchiveQuestionnaire(version, on=False)))
    elif card.own:
        ways.append((words.ARCHIVE, AskArchive(version)))
    if not (card.archived or card.asked.anonymous):
        ways.insert(1, (words.PAPER, PaperWhere(version)))
    if scoring.matrix(card.asked) and not card.asked.anonymous:
        ways.append((level_words.SET, Levels(version, None)))
    by_link = card.asked.moment == Moment.OPINION
    first: Row = [(words.LAUNCH, PrepareSurvey(version, None))]
    return [[] if card.archived or by_link else first, *in_pairs(ways)]


# -- files out ------------------------------------------------------------------------------


@on(PrintQuestionnaire)
async def print_it(context: Context, request: PrintQuestionnaire) -> None:
    card = await context.read(catalogue.card, request.version_id)
    await context.answer()
    await context.waiting("upload_document")
    held = context.actor.current
    made = await in_worker(
        questionnaire_paper.printed, card.here, context.actor.today,
        held.organisation if held else "",
    )  # fmt: skip
    await _send(context, card, made, "docx")


@on(TakeQuestionnaire)
async def take_it(context: Context, request: TakeQuestionnaire) -> None:
    card = await context.read(catalogue.card, request.version_id)
    await context.answer()
    await context.waiting("upload_document")
    await _send(context, card, await in_worker(questionnaire_table.table, card.asked), "xlsx")


async def _send(context: Context, card: Card, made: bytes, suffix: str) -> None:
    name = f"{words.file_name(card.asked.title)}.{suffix}"
    caption = words.print_caption if suffix == "docx" else words.table_caption
    shown = Screen("", [bottom(OpenQuestionnaire(card.version_id))])
    await context.send_file(made, name, caption(card.asked.title), shown)


@on(QuestionnaireTemplate)
async def template(context: Context, _: QuestionnaireTemplate) -> None:
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(questionnaire_table.table)
    shown = Screen("", [bottom(UploadQuestionnaire())])
    await context.send_file(
        made, f"{file_words.TEMPLATE_NAME}.xlsx", words.template_caption(), shown
    )


# -- a file of one's own --------------------------------------------------------------------


def _find(context: Context, found: Lists) -> Found | None:
    place = context.actor.current.organisation_id if context.actor.current else None
    if place is None or not context.actor.may(Action.EDIT_PAIRS, place):
        return None
    table = find(found)
    if table is None:
        return None
    return Found(table, sure=True, alone="origin" in table.head or "title" in table.head)


@on(UploadQuestionnaire)
async def ask(context: Context, _: UploadQuestionnaire) -> None:
    if not context.actor.may(Action.EDIT_PAIRS, context.actor.organisation_id):
        raise Refusal("forbidden")
    await context.ask(WANTED)
    rows: list[Row] = [[(words.TEMPLATE, QuestionnaireTemplate())]]
    await context.show(Screen(words.ask_file(), [*rows, bottom(Questionnaires(0, False))]))


@on_state(WANTED)
async def came(context: Context, _: dict[str, object]) -> None:
    """The file, or anything else instead of it."""
    found = await list_file.read(
        context, find, UploadQuestionnaire(), other="questionnaire_format",
        unread="questionnaire_unread",
    )  # fmt: skip
    if found is not None:
        await take(context, *found)


async def take(context: Context, table: QuestionTable, name: str) -> None:
    """Rows that are wrong are named and nothing is kept; else a draft to be tried."""
    table = titled(table, name)
    origin = await context.read(catalogue.origin, table.head.get("origin", ""))
    looked = await in_worker(look, table, origin)
    if looked.wrong:
        told = _told(looked.wrong)
        text = words.refused(name, told[:_TOLD], max(0, len(told) - _TOLD))
        rows: list[Row] = [[(words.TEMPLATE, QuestionnaireTemplate())]]
        await context.show(Screen(text, [*rows, bottom(UploadQuestionnaire())]))
        return
    place = context.actor.organisation_id
    version_id = await context.write(publishing.draft, place, looked.questionnaire)
    await _drafted(context, version_id, table.ignored, _told(looked.notes))


def _told(found: Sequence[Problem]) -> list[str]:
    return [fault_words.row_fault(each.at, each.code, each.data) for each in found]


lists.list_kind("questionnaire", ListKind(words.LIST, _find, take))


async def _drafted(
    context: Context, version_id: int, ignored: Sequence[str], notes: Sequence[str]
) -> None:
    card = await context.read(catalogue.card, version_id)
    if card.published_at is not None:
        rows: list[Row] = [[(words.TO_CARD, OpenQuestionnaire(version_id))]]
        text = words.same(card.asked.title)
        await context.show(Screen(text, [*rows, bottom(Questionnaires(0, False))]))
        return
    text = words.drafted(
        card.asked, card.bare, card.minutes, ignored=ignored, newer=card.newer,
        notes=notes[:_TOLD], more=max(0, len(notes) - _TOLD),
    )  # fmt: skip
    rows = [
        [(words.TRY, TryQuestionnaire(version_id))],
        [
            (words.PUBLISH, PublishQuestionnaire(version_id)),
            (words.DROP, DropQuestionnaire(version_id)),
        ],
    ]
    await context.show(Screen(text, [*rows, bottom(OpenQuestionnaire(version_id))]))


@on(PublishQuestionnaire)
async def publish(context: Context, request: PublishQuestionnaire) -> None:
    made = await context.read(publishing.made, request.version_id)
    wrong = () if made.published else await in_worker(faults, made.questionnaire)
    if wrong:
        raise Refusal("questionnaire_faulty")
    asked = await context.write(publishing.publish, request.version_id, made.sha)
    rows: list[Row] = [[(words.TO_CARD, OpenQuestionnaire(request.version_id))]]
    await context.show(
        Screen(words.published(asked.title), [*rows, bottom(Questionnaires(0, False))])
    )


@on(DropQuestionnaire)
async def drop(context: Context, request: DropQuestionnaire) -> None:
    await context.write(publishing.drop, request.version_id)
    await context.show(Screen(words.dropped(), [bottom(Questionnaires(0, False))]))


@on(AskArchive)
async def ask_archive(context: Context, request: AskArchive) -> None:
    card = await context.read(catalogue.card, request.version_id)
    rows: list[Row] = [[(words.ARCHIVE, ArchiveQuestionnaire(request.version_id, on=True))]]
    text = words.ask_archive(card.asked.title)
    await context.show(Screen(text, [*rows, bottom(OpenQuestionnaire(request.version_id))]))


@on(ArchiveQuestionnaire)
async def archive(context: Context, request: ArchiveQuestionnaire) -> None:
    card = await context.read(catalogue.card, request.version_id)
    await context.write(publishing.archive, card.questionnaire_id, on=request.on)
    await show_card(context, request.version_id)
