"""What forms, kinds, states, papers and sides of a pair are called."""

from collections.abc import Sequence
from typing import Final

from domain.pair_papers import PaperKind
from domain.pairs import EndReason, Form, PairKind, PairState, RoleModel
from texts.html import clip

FORMS: Final = {
    Form.TEACHER_TEACHER: "педагог — педагог",
    Form.HEAD_TEACHER: "руководитель — педагог",
    Form.EMPLOYER_STUDENT_TEACHER: "работодатель — студент педвуза",
    Form.COLLEGE_TEACHER: "преподаватель вуза — молодой педагог",
    Form.PARTNER_TEACHER: "социальный партнёр — педагог",
    Form.PUPIL_PUPIL: "ученик — ученик",
    Form.TEACHER_PUPIL: "учитель — ученик",
    Form.STUDENT_PUPIL: "студент — ученик",
    Form.EMPLOYER_PUPIL: "работодатель — ученик",
    Form.EMPLOYER_STUDENT: "работодатель — студент",
}
MODELS: Final = {
    RoleModel.EXPERIENCED_YOUNG: "опытный педагог — молодой специалист",
    RoleModel.LEADER_TROUBLED: "лидер — педагог, которому трудно",
    RoleModel.INNOVATOR_CONSERVATIVE: "новатор — консерватор",
    RoleModel.SUBJECT_SUBJECT: "предметник — предметник",
    RoleModel.ACHIEVER_STRUGGLER: "успевающий — неуспевающий",
    RoleModel.LEADER_PASSIVE: "лидер — пассивный",
    RoleModel.EQUAL_EQUAL: "равный — равному",
    RoleModel.LEADER_INDIFFERENT: "лидер — равнодушный",
    RoleModel.EQUAL_OTHER: "равный — другому",
    RoleModel.CURATOR_AUTHOR: "куратор — автор проекта",
    RoleModel.PROFESSIONAL_CONSUMER: "профессионал — равнодушный потребитель",
    RoleModel.EMPLOYER_COLLEAGUE: "работодатель — будущий коллега",
}
KINDS: Final = {
    PairKind.TRADITIONAL: "традиционное",
    PairKind.GROUP: "групповое",
    PairKind.VIRTUAL: "дистанционное",
    PairKind.SHORT: "краткосрочное",
    PairKind.REVERSE: "реверсивное",
    PairKind.SITUATIONAL: "ситуационное",
    PairKind.SPEED: "скоростное",
}
STATES: Final = {
    PairState.PROPOSED: "предложена, наставник ещё не ответил",
    PairState.AGREED: "согласована, ждёт приказа",
    PairState.CONFIRMED: "утверждена, ещё не начата",
    PairState.ACTIVE: "работает",
    PairState.PAUSED: "на паузе",
    PairState.COMPLETED: "завершена",
    PairState.ENDED_EARLY: "закончена досрочно",
    PairState.TRANSFERRED: "передана другому наставнику",
}
SHORT_STATES: Final = {
    PairState.PROPOSED: "предложена",
    PairState.AGREED: "ждёт приказа",
    PairState.CONFIRMED: "не начата",
    PairState.ACTIVE: "",
    PairState.PAUSED: "⏸ пауза",
    PairState.COMPLETED: "завершена",
    PairState.ENDED_EARLY: "досрочно",
    PairState.TRANSFERRED: "передана",
}
REASONS: Final = {
    EndReason.REFUSAL: "Отказ наставника",
    EndReason.NOTICE: "Поручение отменено школой",
    EndReason.LEFT: "Уход из школы",
    EndReason.REACHED: "Цель достигнута раньше срока",
    EndReason.LOAD: "Не хватает времени",
    EndReason.HEALTH: "Долгое отсутствие",
    EndReason.OTHERWISE: "По договорённости",
}
PAPERS: Final = {
    PaperKind.CONSENT: "письменное согласие наставника",
    PaperKind.AGREEMENT: "дополнительное соглашение об оплате",
    PaperKind.ORDER: "приказ о закреплении",
    PaperKind.REFUSAL: "отказ наставника",
    PaperKind.NOTICE: "уведомление школы",
}
PAIRS = ("пара", "пары", "пар")
MENTEES = ("наставляемый", "наставляемых", "наставляемых")
DAYS = ("день", "дня", "дней")


def people(names: Sequence[str], shown: int = 2) -> str:
    """«Ким А. Л., Громов П. И. и ещё 3»; plain."""
    first = ", ".join(clip(name, 60) for name in names[:shown])
    rest = len(names) - shown
    return f"{first} и\u00a0ещё\u00a0{rest}" if rest > 0 else first or "никого"


def title(mentors: Sequence[str], mentees: Sequence[str], shown: int = 2) -> str:
    """«Ветрова О. С. → Ким А. Л.»; plain."""
    return f"{people(mentors, shown)} → {people(mentees, shown)}"


def reason(why: str) -> str:
    """Why a pair ended, one of the usual reasons or somebody's own words; plain."""
    return REASONS[EndReason(why)] if why in list(EndReason) else why
