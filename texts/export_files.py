"""What stands in the files of the exports: headings, choices, and how everything is counted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Protocol

from domain.exporting import Account, Agreed, Level, Paper, Place
from domain.meeting_rules import Verdict
from domain.meetings import MeetingKind, MeetingState, Outcome
from domain.pair_papers import PaperKind
from domain.pairs import Form, PairKind, PairState, RoleModel
from domain.programmes import Stage
from domain.roles import Role
from domain.shown import Shown
from domain.survey import AnswerStatus
from texts import audit_log, exports, meeting_names, pair_names, people
from texts.typography import tidy

YES: Final = "да"
NO: Final = "нет"
WHAT: Final = "Что"
MEANING: Final = "Как считается"
COUNTING: Final = "Как считается"

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "schools": "По школам",
        "people": "Люди",
        "pairs": "Пары",
        "programmes": "Программы",
        "meetings": "Встречи",
        "surveys": "Ответы на анкеты",
        "roadmap": "Дорожная карта",
        "audit": "Журнал действий",
    }
)

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "school": "Организация",
        "person_id": "№ человека",
        "person": "Фамилия, имя, отчество",
        "post": "Должность",
        "pupil": "Ученик",
        "class": "Класс",
        "roles": "Роли",
        "consent": "Согласие на обработку данных",
        "account": "Чат с ботом",
        "since": "Внесён в бот",
        "archived": "Убран из школы",
        "pair_id": "№ пары",
        "mentors": "Наставники",
        "mentees": "Наставляемые",
        "form": "Форма",
        "role_model": "Ролевая модель",
        "kinds": "Вид наставничества",
        "state": "Состояние",
        "starts": "Начало",
        "ends": "Окончание по плану",
        "ended_on": "Закончена",
        "paused_until": "Пауза до",
        "every_days": "Встречи раз в … дней",
        "consent_paper": "Согласие наставника",
        "agreement_paper": "Дополнительное соглашение",
        "order_paper": "Приказ",
        "lacks": "Каких бумаг нет",
        "held": "Состоялось встреч",
        "confirmed": "Подтверждено второй стороной",
        "journal": "Подтверждено журналом",
        "claimed": "Ждут подтверждения",
        "denied": "Вторая сторона отрицает",
        "missed": "Не состоялось встреч",
        "hours": "Часы подтверждённых встреч",
        "last_held": "Последняя встреча",
        "undated": "Ещё до бота, без дат",
        "title": "Название",
        "goal": "Цель",
        "stage_of": "Состояние программы",
        "put_on": "Отправлена на согласование",
        "agreed": "Кто согласовал",
        "lines": "Строк плана",
        "done": "Выполнено строк",
        "overdue": "Просрочено строк",
        "meeting_id": "№ встречи",
        "kind": "Вид встречи",
        "meeting_state": "Состояние встречи",
        "day": "День",
        "time": "Время",
        "minutes": "Минут",
        "place": "Где",
        "verdict": "Подтверждение",
        "topic": "Тема",
        "outcome": "Результат",
        "text": "Что сделали",
        "next_step": "Следующий шаг",
        "next_on": "Срок шага",
        "reason": "Причина переноса или отмены",
        "moved": "Переносов",
        "logged_by": "Кто отметил",
        "logged_at": "Когда отмечено",
        "response_id": "№ анкеты",
        "survey": "Анкета",
        "about": "О ком вся анкета",
        "asked_about": "О ком вопрос",
        "question_number": "№ вопроса",
        "question": "Вопрос",
        "answer_status": "Ответ дан",
        "answer": "Ответ",
        "how": "Как получен",
        "paper_on": "Дата на бумаге",
        "answer_before": "До исправления",
        "answered_at": "Когда",
        "roadmap": "Дорожная карта",
        "section": "Раздел",
        "stage": "Этап",
        "number": "№",
        "level": "Уровень",
        "activity": "Мероприятие",
        "term": "Срок по документу",
        "due": "Срок",
        "owners": "Ответственные",
        "status": "Статус",
        "fact": "Дата факта",
        "proofs": "Подтверждений",
        "note": "Примечание",
        "at": "Когда",
        "actor": "Кто",
        "action": "Что сделано",
        "subject": "С чем",
        "subject_person": "С кем",
        "data": "Подробности",
        "people": "Людей",
        "pupils": "Из них учеников",
        "mentor_count": "Наставников",
        "mentee_count": "Наставляемых",
        "no_consent": "Без согласия",
        "active": "Пар работает",
        "paused": "Пар на паузе",
        "waiting": "Пар ждут начала",
        "completed": "Пар завершено",
        "ended_early": "Пар закончено досрочно",
        "programme_count": "Программ работает",
        "items": "Пунктов дорожной карты",
        "items_done": "Пунктов выполнено",
        "items_overdue": "Пунктов просрочено",
    }
)

# By type: members of two StrEnums with one value are equal.
_CHOICES: Final[Mapping[type[Enum], Mapping[Any, str]]] = MappingProxyType(
    {
        Account: {
            Account.OPEN: "есть",
            Account.CLOSED: "бот заблокирован",
            Account.NONE: "нет",
        },
        Agreed: {
            Agreed.YES: "дано",
            Agreed.NO: "отказ или отозвано",
            Agreed.WAITING: "ещё не дано",
        },
        AnswerStatus: {
            AnswerStatus.GIVEN: "да",
            AnswerStatus.SKIPPED: "пропущен",
            AnswerStatus.NOT_APPLICABLE: "не относится",
        },
        Paper: {Paper.CHAT: "в чате", Paper.PAPER: "с бумаги"},
        Place: {Place.FACE: meeting_names.FACE, Place.REMOTE: meeting_names.REMOTE},
        Level: {Level.ROW: "мероприятие", Level.STEP: "шаг"},
        MeetingState: {
            MeetingState.PROPOSED: "предложена, ждёт ответа",
            MeetingState.PLANNED: "назначена",
            MeetingState.HELD: "состоялась",
            MeetingState.MISSED: "не состоялась",
            MeetingState.CANCELLED: "отменена",
        },
        Stage: {
            Stage.WRITING: "черновик",
            Stage.PUT: "на согласовании",
            Stage.RUNNING: "работает",
            Stage.CLOSED: "закончена",
        },
        Shown: {each: exports.STATUSES[each.value] for each in Shown},
        Role: people.ROLES,
        Outcome: meeting_names.OUTCOMES,
        Verdict: meeting_names.VERDICTS,
        MeetingKind: meeting_names.KINDS,
        Form: pair_names.FORMS,
        RoleModel: pair_names.MODELS,
        PairKind: pair_names.KINDS,
        PairState: pair_names.STATES,
        PaperKind: pair_names.PAPERS,
    }
)

# What each table holds and how its period works; then words that are not plain by themselves.
_TABLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "schools": (
            "Одна строка — одна организация. Имён здесь нет, только числа.",
            "Люди, пары, программы и пункты считаются на сегодня, встречи — за период.",
            "Встреча группы — одна встреча. Встреча, на которую куратор собрал сразу несколько "
            "пар, здесь посчитана один раз, а в таблице пар — у каждой из них, поэтому сумма по "
            "парам может быть больше.",
        ),
        "people": ("Все, кто был в организации хотя бы день периода, и кого из неё убрали.",),
        "pairs": (
            "Пары и группы, которые были хотя бы день периода. Встречи посчитаны за период. "
            "Встреча группы и её часы — одна встреча и одно время, сколько бы человек ни пришло; "
            "встреча сразу для нескольких пар стоит у каждой.",
            "Участники — те, кто в паре сейчас; у законченной — кто был в последний день. "
            "Почему пара закончилась раньше срока, в файл не входит.",
            "«Ещё до бота, без дат» — сколько встреч школа указала числом, когда вносила пару. "
            "Дней у них нет, поэтому в период, в подтверждённые и в часы они не входят. Если день "
            "встречи до внесения пары потом записали, она из этого числа вычитается.",
        ),
        "programmes": (
            "Персонализированные программы пар, которые были хотя бы день периода. Строки плана "
            "посчитаны на сегодня. Трудности и личные замечания в файл не входят.",
        ),
        "meetings": (
            "Встречи, день которых попадает в период: состоявшиеся, назначенные, отменённые.",
            "Состоялась — так отметил наставник. Подтверждена — так сказала и вторая сторона или "
            "это записано в бумажном журнале. Личные заметки, оценки, ответы о том, подходит ли "
            "пара, и обращения за помощью в выгрузки не входят никогда.",
        ),
        "surveys": (
            "Ответы на анкеты, присланные за период: одна строка — ответ на один вопрос. Ответы, "
            "исправленные после отправки, — в последнем виде; чем они были раньше, стоит рядом.",
            "Анкеты без имён сюда не входят никогда.",
            "Ответы, которые обещано показать только куратору и руководителю школы (деликатные "
            "вопросы, с кем хочется работать, промежуточные анкеты пар, причины досрочного "
            "завершения, сводки психолога), есть только в файле, который сделали они сами. "
            "Того, что сказано о них самих или о паре, в которой они состоят, нет и там.",
        ),
        "roadmap": (
            "Мероприятия и шаги дорожных карт. За период: срок или дата факта в нём, и всё "
            "просроченное на сегодня.",
            "Просрочено — последний день срока прошёл, а отметки о выполнении нет.",
        ),
        "audit": (
            "Кто и что менял в правах, людях, согласиях и документах. Текстов и имён в журнале "
            "нет, только номера. Записи об обращениях за помощью не выгружаются.",
        ),
    }
)
_NAMES_RULE: Final = (
    "Кто не дал согласия на обработку данных, назван «Участник» и номер. Имена учеников сокращены."
)
_FORMULAS_RULE: Final = (
    "Текст, который начинается с = + - @, в таблице CSV стоит после апострофа: так он не станет "
    "формулой."
)


def said(choice: Enum) -> str:
    """A choice in words. Raises KeyError for one that has none."""
    return _CHOICES[type(choice)][choice]


def coded(kind: str, code: str) -> str:
    """An act of the log or what it is about; what has no words stands as it is."""
    return audit_log.action(code) if kind == "action" else audit_log.subject(code)


class Told(Protocol):
    """What a file says of itself (exports.big.model.Job)."""

    @property
    def place(self) -> str: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def zone(self) -> str: ...
    @property
    def made_by(self) -> str: ...
    @property
    def csv(self) -> bool: ...


def counting(job: Told, tables: Sequence[str], number: tuple[int, int]) -> list[tuple[str, str]]:
    """The lines of the sheet «Как считается»; `number`: which file of how many."""
    lines = [
        ("Организация", job.place),
        ("Период", period(job.first, job.last)),
        ("Время данных", exports.data_as_of(job.at, job.zone)),
        ("Кто выгрузил", job.made_by),
    ]
    if number[1] > 1:
        lines.append(("Часть", f"{number[0]} из {number[1]}"))
    for key in tables:
        lines += [(NAMES[key], tidy(line)) for line in _TABLES[key]]
    if set(tables) != {"schools"}:
        lines.append(("Имена", tidy(_NAMES_RULE)))
    if job.csv:
        lines.append(("Знаки", _FORMULAS_RULE))
    return lines


def period(first: date | None, last: date | None) -> str:
    """«с 01.09.2026 по 31.05.2027»."""
    parts = [f"с {first:%d.%m.%Y}" if first else "", f"по {last:%d.%m.%Y}" if last else ""]
    return " ".join(filter(None, parts)) or "за всё время"
