"""A mentor's refusal and the school's notice: from which day the task is over."""

from datetime import date

from sqlalchemy.orm import Session

from db.models import Pair, PairPaper
from domain.pair_papers import ENDING, NOTICE_DAYS, PaperKind, last_day
from domain.pairs import OPEN
from services import calendars
from services.actor import Actor
from services.errors import Refusal
from services.pairs import paper_answers, paper_prompts, rights, snapshot
from services.pairs.papers import leave, owner_of, replace_former
from services.pairs.rights import Access
from services.pairs.states import Acted


def earliest_end(session: Session, actor: Actor, pair_id: int, kind: PaperKind) -> date:
    """The first day that may be the last one: of a refusal today, of a notice by the employer
    after three whole working days of the school (art. 351.8)."""
    access = rights.see(session, actor, pair_id)
    if not (access.mentors or access.edit):
        raise Refusal("forbidden")
    if kind is PaperKind.REFUSAL:
        return actor.today
    return _noticed(session, actor, access.pair, actor.today)


def give_notice(
    session: Session,
    actor: Actor,
    pair_id: int,
    kind: PaperKind,
    person_id: int,
    until: date,
    signed_on: date | None = None,
) -> Acted:
    """A mentor refuses early, or the employer takes the task back: the clock to the last day.

    On it the mentor's place ends, and with the only mentor the pair (services.pairs.tick).
    Mentors may refuse for themselves. Raises Refusal("notice_short", day=…) for an employer's
    notice of less than three working days.
    """
    access = rights.for_mentoring(session, actor, pair_id)
    own = kind is PaperKind.REFUSAL and person_id == actor.person_id
    if not (access.edit or own):
        raise Refusal("forbidden")
    owner = owner_of(access, kind, person_id)
    if kind not in ENDING or access.pair.state not in OPEN:
        raise Refusal("pair_state")
    given = signed_on or actor.today
    if given > actor.today:
        raise Refusal("paper_ahead")
    least = _noticed(session, actor, access.pair, given) if kind is PaperKind.NOTICE else given
    if until < least:
        raise Refusal("notice_short", day=f"{least:%d.%m.%Y}")
    return _ends(session, actor, access, kind, owner, until, given)


def enter_refusal(
    session: Session, actor: Actor, pair_id: int, person_id: int, until: date,
    on: date | None = None,
) -> Acted:  # fmt: skip
    """A mentor's refusal on paper, entered by who keeps the pair or a class teacher.

    Raises Refusal("gone" | "forbidden" | "pair_state" | "paper_future" | "notice_short").
    """
    access, paper = paper_answers.taken(session, actor, pair_id, person_id, on)
    kind = PaperKind.REFUSAL
    owner = owner_of(access, kind, person_id)
    if access.pair.state not in OPEN:
        raise Refusal("pair_state")
    if until < paper.on:
        raise Refusal("notice_short", day=f"{paper.on:%d.%m.%Y}")
    return _ends(session, actor, access, kind, owner, until, paper.on)


def _ends(
    session: Session, actor: Actor, access: Access, kind: PaperKind, owner: int | None,
    until: date, given: date,
) -> Acted:  # fmt: skip
    pair_id = access.pair.id
    with snapshot.changing(
        session, actor, access.pair, kind.value, who=owner, until=until.isoformat()
    ) as change:
        for ending in ENDING:
            replace_former(session, actor, pair_id, ending, owner)
        session.add(
            PairPaper(
                pair_id=pair_id, person_id=owner, kind=kind.value, signed_on=given, until=until,
                entered_by=actor.person_id, at=actor.at,
            )
        )  # fmt: skip
        leave(access, owner, until)
    if owner is not None:
        paper_prompts.tell_of(session, actor, access.pair, kind, owner)
    return Acted(pair_id, change.event_id)


def _noticed(session: Session, actor: Actor, pair: Pair, given: date) -> date:
    days = calendars.of(session, pair.organisation_id, actor.at)
    return last_day(days.steady, given, NOTICE_DAYS)
