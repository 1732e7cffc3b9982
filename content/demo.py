"""The sandbox's invented school: people, a roadmap and pairs, checked when loaded."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from domain.health import Fit
from domain.meetings import MeetingKind, Outcome
from domain.pairs import Form, PairState
from domain.roles import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`roles`: pairs of role and title; `chat`: whether the person has pressed «Запустить».

    Of a pupil the class, the key of a parent, and the number of that parent's consent.
    """

    key: str
    name: str
    post: str
    roles: tuple[tuple[Role, str], ...]
    chat: bool
    school_class: str
    parent: str
    consent: str


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One row of the roadmap, in the words of a document."""

    stage: str
    number: str
    title: str
    deadline: str
    responsible: tuple[str, ...]
    result: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """A held meeting. `next`: days from it to the step that was promised; `confirmed`: by the
    mentees with a chat."""

    day: int
    kind: MeetingKind
    topic: str
    outcome: Outcome
    confirmed: bool
    next: int | None
    step: str


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """A meeting of which nothing was written yet, `day` in working days; `agreed`: by all."""

    day: int
    time: time
    kind: MeetingKind
    agreed: bool


@dataclass(frozen=True, slots=True)
class DemoPair:
    """People by their keys, days from the day on which the school is made.

    `order`, `consent`, `agreement`: numbers of papers that are there; `unpaid`: why no agreement
    is due. `fit`: how it goes with this partner, as all with a chat have said. `referred`: the
    mentee asks for help, and the curator has asked the psychologist.
    """

    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    form: Form
    state: PairState
    goal: str
    began: int
    ended: int | None
    until: int | None
    why: str
    order: str
    consent: str
    agreement: str
    pay: str
    unpaid: str
    programme: str
    programme_on: int
    meetings: tuple[DemoMeeting, ...]
    planned: DemoPlan | None
    fit: Fit | None
    referred: bool


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """What somebody has answered on a day, by keys of questions; `mark`: on every scale that is
    not named; `stopped`: in the middle, at the first that is not named."""

    person: str
    day: int
    mark: int
    stopped: bool
    answers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DemoSurvey:
    """`opened`, `closed`: days from the day on which the school is made; `last`: the last day of
    the window in working days from it."""

    questionnaire: str
    opened: int
    last: int
    closed: int | None
    asked: tuple[str, ...]
    responses: tuple[DemoResponse, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """`title` has a place for the school year: `{period}`; `in_bank`: mentors who are in the
    bank since they answered."""

    municipality: str
    school: str
    people: tuple[DemoPerson, ...]
    title: str
    rows: tuple[DemoRow, ...]
    pairs: tuple[DemoPair, ...]
    surveys: tuple[DemoSurvey, ...]
    in_bank: tuple[str, ...]


def _role(text: str) -> tuple[Role, str]:
    role, _, title = text.partition(":")
    return Role(role), title


def _pair(raw: dict[str, Any]) -> DemoPair:
    plan = raw.get("planned")
    return DemoPair(
        mentors=tuple(raw["mentors"]),
        mentees=tuple(raw["mentees"]),
        form=Form(raw["form"]),
        state=PairState(raw.get("state", "active")),
        goal=raw["goal"],
        began=raw["began"],
        ended=raw.get("ended"),
        until=raw.get("until"),
        why=raw.get("why", ""),
        order=raw.get("order", ""),
        consent=raw.get("consent", ""),
        agreement=raw.get("agreement", ""),
        pay=raw.get("pay", ""),
        unpaid=raw.get("unpaid", ""),
        programme=raw.get("programme", ""),
        programme_on=raw.get("programme_on", 0),
        meetings=tuple(map(_meeting, raw.get("meetings", ()))),
        planned=_plan(plan) if plan else None,
        fit=Fit(raw["fit"]) if "fit" in raw else None,
        referred=raw.get("referred", False),
    )


def _meeting(raw: dict[str, Any]) -> DemoMeeting:
    return DemoMeeting(
        day=raw["day"],
        kind=MeetingKind(raw["kind"]),
        topic=raw["topic"],
        outcome=Outcome(raw["outcome"]),
        confirmed=raw.get("confirmed", True),
        next=raw.get("next"),
        step=raw.get("step", ""),
    )


def _plan(raw: dict[str, Any]) -> DemoPlan:
    clock = time.fromisoformat(raw["time"])
    return DemoPlan(raw["day"], clock, MeetingKind(raw["kind"]), raw["agreed"])


def _survey(raw: dict[str, Any]) -> DemoSurvey:
    return DemoSurvey(
        questionnaire=raw["questionnaire"],
        opened=raw["opened"],
        last=raw["last"],
        closed=raw.get("closed"),
        asked=tuple(raw["asked"]),
        responses=tuple(map(_response, raw["responses"])),
    )


def _response(raw: dict[str, Any]) -> DemoResponse:
    return DemoResponse(
        person=raw["person"],
        day=raw["day"],
        mark=raw.get("mark", 0),
        stopped=raw.get("stopped", False),
        answers=raw.get("answers", {}),
    )


@cache
def demo() -> Demo:
    """Raises KeyError or ValueError where the file is wrong."""
    raw = tomllib.loads((Path(__file__).with_name("demo.toml")).read_text(encoding="utf-8"))
    people = tuple(
        DemoPerson(
            key=p["key"],
            name=p["name"],
            post=p["post"],
            roles=tuple(map(_role, p["roles"])),
            chat=p.get("chat", True),
            school_class=p.get("class", ""),
            parent=p.get("parent", ""),
            consent=p.get("consent", ""),
        )
        for p in raw["people"]
    )
    rows = tuple(
        DemoRow(
            stage=r["stage"],
            number=r["number"],
            title=r["title"],
            deadline=r["deadline"],
            responsible=tuple(r["responsible"]),
            result=r["result"],
            steps=tuple(r.get("steps", ())),
        )
        for r in raw["roadmap"]["rows"]
    )
    if len({p.key for p in people}) != len(people):
        raise ValueError("two people of the demo share a key")
    return Demo(
        municipality=raw["municipality"]["name"],
        school=raw["school"]["name"],
        people=people,
        title=raw["roadmap"]["title"],
        rows=rows,
        pairs=tuple(map(_pair, raw["pairs"])),
        surveys=tuple(map(_survey, raw["surveys"])),
        in_bank=tuple(raw["bank"]["mentors"]),
    )
