"""What others think of a mentee: asked by a link, answered without an account."""

from domain.roles import Action, allows
from handlers.buttons.nav import bottom
from handlers.buttons.opinions import (
    AskRelation,
    MakeOpinionLink,
    Opine,
    OpinionsOf,
    RevokeOpinion,
)
from handlers.buttons.people import OpenPerson
from handlers.buttons.psychologist import Referrals
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button, on
from handlers.ways import PERSON, Way
from services import links
from services.people import PersonView
from services.surveys import opinions
from services.surveys.opinions import About, Asked, Relation, Standing
from texts import opinions as words
from texts.piping import plain

PAGE = 5


@PERSON.way(44)
def _of_person(view: PersonView) -> list[Way]:
    pupil = view.card.named.pupil
    return [(words.WAY, OpinionsOf(view.card.id, 0))] if view.curates and pupil else []


@on(OpinionsOf)
async def of_person(context: Context, request: OpinionsOf) -> None:
    await _show(context, request.person_id, request.page)


async def _show(context: Context, person_id: int, page: int) -> None:
    view = await context.read(opinions.of_person, person_id)
    shown = cut(view.lines, page, PAGE)
    lines = [(each.relation.value, each.standing.value, each.on, each.answers) for each in shown]
    text = words.of_person(_whom(context, view), lines, context.actor.today, view.shut)
    ask: Row = [(words.ASK, AskRelation(person_id))] if view.may_ask else []
    revoke: list[Row] = [
        [(words.REVOKE.format(words.RELATIONS[each.relation.value].lower()),
          RevokeOpinion(each.id))]
        for each in shown
        if each.standing is Standing.WAITING
    ]  # fmt: skip
    turn = pager(page, len(view.lines), lambda number: OpinionsOf(person_id, number), PAGE)
    await context.show(Screen(text, [ask, *revoke, turn, bottom(_back(context, person_id))]))


def _whom(context: Context, view: About) -> str:
    return words.whom(context.call(view.who), view.school_class)


def _back(context: Context, person_id: int) -> Button:
    """The psychologist comes from the own desk, whoever keeps people from the card."""
    keeps = any(allows(held.role, Action.SEE_PEOPLE) for held in context.actor.roles)
    return OpenPerson(person_id) if keeps else Referrals(ended=False, page=0)


@on(AskRelation)
async def ask_relation(context: Context, request: AskRelation) -> None:
    view = await context.read(opinions.of_person, request.person_id)
    ways = [
        (words.RELATIONS[each.value], MakeOpinionLink(request.person_id, each))
        for each in Relation
    ]
    text = words.ask_relation(_whom(context, view))
    await context.show(Screen(text, [*in_rows(ways, 1), bottom(OpinionsOf(request.person_id, 0))]))


@on(MakeOpinionLink)
async def make(context: Context, request: MakeOpinionLink) -> None:
    nonce = await context.write(opinions.create, request.person_id, request.relation)
    view = await context.read(opinions.of_person, request.person_id)
    url = links.https(context.around.bot_username, links.to_opinion(nonce))
    text = words.link(_whom(context, view), request.relation.value, url)
    await context.show(Screen(text, [bottom(OpinionsOf(request.person_id, 0))]))


@on(RevokeOpinion)
async def revoke(context: Context, request: RevokeOpinion) -> None:
    await _show(context, await context.write(opinions.revoke, request.opinion_id), 0)


@on(Opine, before_consent=True)
async def opine(context: Context, request: Opine) -> None:
    """Whoever has the link: the next question, or thanks. The buttons carry the answers."""
    chosen = [each for each in (request.first, request.second, request.third) if each is not None]
    if len(chosen) == opinions.QUESTIONS:
        found = await context.write(opinions.save, request.nonce, chosen)
        await context.show(Screen(words.thanks(found.questionnaire.thanks), [bottom()]))
        return
    found = await context.read(opinions.asked, request.nonce)
    await context.show(_question(context, found, request.nonce, chosen))


def _question(context: Context, found: Asked, nonce: str, chosen: list[int]) -> Screen:
    question = found.questions[len(chosen)]
    text = words.question(
        words.whom(context.call(found.about), found.school_class), len(chosen) + 1,
        len(found.questions),
        found.questionnaire.intro, plain(question.text), question.sensitive,
    )  # fmt: skip
    rows: list[Row] = [
        [(option.text, _opine(nonce, [*chosen, at]))] for at, option in enumerate(question.options)
    ]
    earlier: Row = [(words.BACK, _opine(nonce, chosen[:-1]))] if chosen else []
    return Screen(text, [*rows, [*earlier, *bottom()]])


def _opine(nonce: str, chosen: list[int]) -> Opine:
    padded: list[int | None] = [*chosen, *[None] * (opinions.QUESTIONS - len(chosen))]
    return Opine(nonce, *padded)
