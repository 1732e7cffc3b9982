"""«My data» walks the tables: nothing in a person's own words is missing from the file, in tables
that come later neither."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from db.engine import Database
from db.models import BankEntry, HealthFlag, Person
from domain.consents import Document
from domain.health import Answer as Check
from domain.health import Rule
from domain.pair_papers import PaperKind
from domain.pairs import Form, PairKind, Side
from domain.roles import Role
from domain.survey import AnswerStatus, Kind, Reply
from domain.survey.reading import plain as content_of
from exports.own_data import Pack, Part, as_json
from services import own_data
from services.health import answers as check_ins
from services.own_data import OwnData
from services.surveys import answering
from tests import every_row
from tests import survey_factories as make
from tests.every_row import fill
from tests.pair_factories import pair
from tests.people_factories import NOW, again, consented, person, school
from texts.pair_names import FORMS, KINDS

# Columns whose words are not in the file, by the reason.
NOT_TOLD = {
    "the school's own, of nobody": {
        "setting.key", "setting.value", "campaign.title", "campaign.auto", "campaign.frozen",
        "campaign.audience", "questionnaire.key", "questionnaire.title",
        "roadmap_template.title", "roadmap_template.body", "roadmap_template.form",
        "day_override.name", "school_break.kind", "organisation.name", "organisation.timezone",
        "organisation.preferences", "responsible_alias.phrase", "responsible_alias.role",
        "responsible_alias.role_title", "responsible_alias.person_ids", "answer_tag.tag",
        "roadmap.title", "roadmap.approval", "roadmap.columns", "roadmap.source_name",
        "roadmap.answers", "item.actual", "item.content", "item.deadline", "item.mark",
        "item.responsible", "item.result", "item.section", "item.stage", "item_owner.phrase",
        "item_event.before", "item_event.after", "occurrence.answer",
    },
    "papers of the pair, which its people open from its card": {
        "programme.conclusion", "programme.difficulties", "programme.expected",
        "programme.goal", "programme.tasks", "pair_paper.number", "pair_paper.pay",
        "meeting.sheet", "pair.ended_why",
    },
    "what it was before; the file tells what it is now": {
        "meeting_event.before", "pair_event.before", "bank_event.before", "bank_event.after",
    },
    "told by another column: events, answers, the sent questionnaire": {
        "meeting.reason", "bank_entry.newer", "answer_change.after", "audit_entry.data",
        "application.title",
    },
    "what others say or decide of the person, in confidence or by papers": {
        "opinion.answers", "opinion.relation", "bank_entry.criteria", "referral.source",
        "health_flag.act", "health_flag.outcome", "health_flag.rule", "erasure.reason",
        "erasure.plan", "erasure.done",
    },
    "of nobody: no way leads from it to a person": {
        "anonymous_sheet.answers", "anonymous_sheet.group",
    },
    "a step in the chat that is not done yet, or what the bot wrote": {
        "chat_state.channel", "chat_state.chat_id", "chat_state.data", "chat_state.name",
        "response.draft", "response.at_key", "digest.period", "digest.snapshot",
        "outbox_message.dedup_key", "outbox_message.error", "outbox_message.message_id",
        "outbox_message.payload", "outbox_message.kind", "prompt.data", "prompt.kind",
    },
    "tables that somebody else keeps or that went through somebody's hands": {
        "roster_import.file_name", "roster_import.made", "roster_import.rows",
        "roster_import.what", "sent_sheet.base", "sent_sheet.kind", "sheet_return.acts",
        "sheet_return.edits", "invitation.title",
    },
    "keys, hashes, files and settings, no words": {
        "agreement.text_hash", "answer.question", "answer_change.question",
        "answer_tag.answer_key", "bank_entry.by_hand", "bank_event.action", "consent.sha",
        "consent.text_hash", "evidence.sha", "invitation.nonce", "item.rule", "item.search",
        "item.spans", "item_event.action", "meeting.series", "meeting_event.action",
        "meeting_note.sha", "opinion.nonce", "pair.slots", "pair_event.action",
        "pair_paper.sha", "person.muted", "person.search", "programme.core_hash",
        "programme.text_hash", "questionnaire_version.sha", "response.mentees",
        "response.slot", "roadmap.source_sha", "sent_sheet.key",
    },
    "is in the file, in this test without a mark of its own": {
        "audit_entry.action", "audit_entry.subject", "bank_entry.areas", "bank_entry.forms",
        "bank_entry.kinds", "consent.kind", "fit_answer.answer", "health_flag.facts",
        "identity.channel", "identity.chat_id", "pair.kinds", "pair_paper.kind", "person.name",
        "person.post", "person.school_class", "questionnaire_version.content",
    },
}  # fmt: skip

QUESTIONS = make.questionnaire(
    make.question("why", Kind.LONG, text="Почему с {mentee}?"),
    make.question("other", Kind.ONE, options=make.options("да", "другое", own=True)),
)
GIVEN = AnswerStatus.GIVEN.value


def shaped(person_id: int, other: int) -> dict[str, Any]:
    """Rows that cannot be made of their columns alone."""
    kept = {"status": GIVEN, "is": "~answer_change.before~", "text": ""}
    return {
        "pair": {"kinds": [PairKind.GROUP.value]},
        "pair_member": {"side": Side.MENTEE},
        "questionnaire_version": {"content": content_of(QUESTIONS)},
        "campaign": {"anonymous": False},
        "response": {"slot": "1", "mentees": []},
        "answer": (
            {"about": 0, "question": "why", "value": {"is": "~answer.value~"}, "text": ""},
            {"about": 0, "question": "other", "value": {"is": "o2"}},
        ),
        "answer_change": {"about": 0, "question": "why", "before": kept},
        "health_flag": {
            "rule": Rule.SILENT,
            "facts": {"answers": [[person_id, "not_yet", "2026-10-05T07:00:00+00:00"]]},
        },
        "bank_entry": {
            "areas": {"planning": 7},
            "forms": [Form.TEACHER_TEACHER.value],
            "kinds": [PairKind.GROUP.value],
            "facts": {
                "goal": {"is": "~", "said": [], "text": "~bank_entry.facts~"}, "wants": [other],
            },
        },
        "meeting_event": {"after": {"reason": "~meeting_event.after~"}},
        "pair_event": {"after": {"told": {"why": "~pair_event.after~"}}},
        "identity": {"channel": "telegram", "chat_id": "77"},
        "role_grant": {"role": Role.MENTEE},
        "consent": {"kind": Document.PROCESSING},
        "pair_paper": {"kind": PaperKind.ORDER},
        "prompt": {"kind": "pair_offer", "data": {}},
        "guardian": ({"child_id": other}, {"person_id": other}),
        "fit_answer": {"answer": "so_so"},
        "meeting_note": {"removed_at": None},
    }  # fmt: skip


def as_file(found: OwnData) -> str:
    parts = tuple(Part(each.key, each.columns, each.rows) for each in found.sections)
    return as_json(Pack(found.name, found.organisation, found.made, found.child, parts))


async def test_nothing_in_ones_own_words_is_missing_from_the_file(db: Database) -> None:
    place = await school(db)
    who = await person(db, place, "Громов Пётр Ильич", chat=None)
    other = await person(db, place, "Лунина Анна Петровна", chat=None)
    await db.write(fill, place, who.me, shaped(who.me, other.me))

    told = as_file(await db.read(own_data.mine, await again(db, who.me)))

    missing = {
        f"{table.name}.{column.name}"
        for table in every_row.tables()
        for column in table.columns
        if every_row.worded(column) and every_row.mark(column) not in told
    }
    listed = {column for some in NOT_TOLD.values() for column in some}
    assert sorted(missing ^ listed) == []


async def test_people_checks_and_earlier_answers_stand_in_words(db: Database) -> None:
    """Whom somebody named stands as a file may name that person, not as a number."""
    place = await school(db)
    who = await person(db, place, "Громов Пётр Ильич", Role.MENTOR, chat="2")
    anna = await person(db, place, "Ким Анна Львовна", Role.MENTEE, chat="3")
    pupil = await person(db, place, "Носов Илья", Role.MENTEE, chat=None)
    asked = make.questionnaire(
        make.question("best", Kind.PERSON, text="С кем Вам легко?", bank="mentees"),
        make.question("worst", Kind.PERSON, text="С кем трудно?", bank="mentees"),
        make.question("mood", Kind.SCALE, text="Как Вам с {mentee}?"),
    )
    _, (response,) = await db.write(
        make.campaign, NOW, place, asked, [who], about={who.me: anna.me}
    )

    def tell(session: Session) -> None:
        session.get_one(Person, pupil.me).is_pupil = True
        consented(session, pupil.me)
        given = AnswerStatus.GIVEN
        answers = {"best": Reply(given, anna.me), "worst": Reply(given, pupil.me)}
        make.send(session, who, response, {**answers, "mood": 4})
        answering.save_answer(session, who, response, "mood", 0, Reply(given, 2))
        answering.save_answer(session, who, response, "best", 0, Reply(given, pupil.me))
        consented(session, pupil.me, NOW.date() - timedelta(days=1), given=False)
        there = pair(session, NOW, place, [who], [anna])
        flag = HealthFlag(pair_id=there, rule=Rule.SILENT, raised_at=NOW, facts={})
        session.add(flag)
        check_ins.add(flag, who.me, Check.HELP, NOW)
        check_ins.add(flag, anna.me, Check.MET, NOW)
        session.add(BankEntry(
            organisation_id=place, person_id=who.me, side=Side.MENTOR, created_at=NOW,
            updated_at=NOW, facts={"wants": [anna.me], "unwanted": [pupil.me]},
            forms=[Form.TEACHER_TEACHER.value], kinds=[PairKind.GROUP.value],
        ))  # fmt: skip

    await db.write(tell)
    found = await db.read(own_data.mine, who)

    told = {section.key: section for section in found.sections}
    nobody = f"Участник\u00a0{pupil.me}"
    kim = "Ким\u00a0А.\u00a0Л."
    rows = [(row[1], row[2], row[4], row[5]) for row in told["surveys"].rows]
    assert rows == [
        ("С кем Вам легко?", nobody, kim, f"до 05.10.2026: {kim}"),
        ("С кем трудно?", nobody, kim, ""),
        ("Как Вам с [имя наставляемого]?", "2", kim, "до 05.10.2026: 4"),
    ]
    (check,) = told["answers"].rows
    assert (check[0], check[2]) == ("checked", Check.HELP)
    (entry,) = told["wishes"].rows
    shown = dict(zip(told["wishes"].columns, entry, strict=True))
    assert (shown["wants"], shown["unwanted"]) == (kim, nobody)
    assert (shown["forms"], shown["kinds"]) == (
        FORMS[Form.TEACHER_TEACHER], KINDS[PairKind.GROUP],
    )  # fmt: skip
