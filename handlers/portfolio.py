"""The own file to take along, from the settings or from the card of a person."""

from exports.names import file_name
from exports.portfolio import Part, PortfolioData, portfolio_docx, portfolio_xlsx
from exports.report import Value
from exports.worker import in_worker
from handlers.buttons.nav import bottom
from handlers.buttons.people import OpenPerson
from handlers.buttons.settings import Settings
from handlers.buttons.standing import Portfolio, PortfolioAs
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.registry import Button, on
from handlers.ways import PERSON, SETTINGS, Way
from services.people import PersonView
from services.reminder_settings import Mine
from services.standing import portfolio
from services.standing.portfolio import OwnWork
from services.standing.portfolio import Portfolio as Found
from texts import pair_names as pair_words
from texts import people as people_words
from texts import portfolio as words


@SETTINGS.way(30)
def _of_mine(mine: Mine) -> list[Way]:
    return [(words.WAY, Portfolio(mine.person_id))] if mine.school else []


@PERSON.way(70)
def _of_person(view: PersonView) -> list[Way]:
    return [(words.WAY, Portfolio(view.card.id))] if view.may_edit else []


@on(Portfolio)
async def ask(context: Context, request: Portfolio) -> None:
    found = await context.read(portfolio.of, request.person_id)
    who = request.person_id
    mine = who == context.actor.person_id
    text = words.ask(
        "" if mine else found.name,
        len(found.pairs),
        sum(each.held for each in found.pairs),
        len(found.works) + len(found.events),
    )
    files: Row = [
        (words.WORD, PortfolioAs(who, word=True)), (words.EXCEL, PortfolioAs(who, word=False)),
    ]  # fmt: skip
    await context.show(Screen(text, [files, bottom(_back(context, who))]))


def _back(context: Context, who: int) -> Button:
    return Settings() if who == context.actor.person_id else OpenPerson(who)


@on(PortfolioAs)
async def send(context: Context, request: PortfolioAs) -> None:
    found = await context.read(portfolio.of, request.person_id)
    await context.answer()
    await context.waiting("upload_document")
    made = await in_worker(portfolio_docx if request.word else portfolio_xlsx, _data(found))
    ending = "docx" if request.word else "xlsx"
    name = file_name(words.NAME, found.organisation, found.made, ending, which=found.name)
    other = PortfolioAs(request.person_id, word=not request.word)
    again: Row = [(words.EXCEL if request.word else words.WORD, other)]
    rows = [again, bottom(_back(context, request.person_id))]
    caption = words.caption(found.made, context.actor.today)
    await context.send_file(made, name, caption, Screen("", rows))


def _data(found: Found) -> PortfolioData:
    parts = (
        Part(words.ROLES, words.ROLE_COLUMNS, tuple(
            (people_words.role(each.role, each.title), each.organisation, each.since, each.until)
            for each in found.roles
        )),
        Part(words.PAIRS, words.PAIR_COLUMNS, tuple(
            (
                words.side(each.side, each.instead), pair_words.FORMS[each.form],
                ", ".join(each.others), each.since, each.until, each.held, each.counted,
                words.hours(each.minutes), words.state(each.state),
            )
            for each in found.pairs
        )),
        Part(words.PROGRAMMES, words.PROGRAMME_COLUMNS, tuple(
            (
                each.title, words.side(each.side, instead=False),
                words.part(each.done, each.total),
                words.FINISHED if each.finished else words.GOES_ON,
            )
            for each in found.programmes
        )),
        Part(words.WORKS, words.WORK_COLUMNS, _works(found.works)),
        Part(words.EVENTS, words.WORK_COLUMNS, _works(found.events)),
    )  # fmt: skip
    return PortfolioData(found.name, found.post, found.organisation, found.made, parts)


def _works(works: tuple[OwnWork, ...]) -> tuple[tuple[Value, ...], ...]:
    return tuple((each.title, each.roadmap, each.on) for each in works)
