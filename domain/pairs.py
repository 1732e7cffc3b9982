"""Pairs and groups: forms, role models, kinds and the states they go through.

Forms and role models are those of Р-145 (pupils, five forms) and АЗ-1128/08 (teachers).
"""

from enum import StrEnum


class Form(StrEnum):
    """Who mentors whom; a pair has exactly one."""

    TEACHER_TEACHER = "teacher_teacher"
    HEAD_TEACHER = "head_teacher"
    EMPLOYER_STUDENT_TEACHER = "employer_student_teacher"  # a student of a teachers' college
    COLLEGE_TEACHER = "college_teacher"  # of a college or university, to a young teacher
    PARTNER_TEACHER = "partner_teacher"
    PUPIL_PUPIL = "pupil_pupil"
    TEACHER_PUPIL = "teacher_pupil"
    STUDENT_PUPIL = "student_pupil"
    EMPLOYER_PUPIL = "employer_pupil"
    EMPLOYER_STUDENT = "employer_student"


class RoleModel(StrEnum):
    """What one is to the other, within a form."""

    EXPERIENCED_YOUNG = "experienced_young"
    LEADER_TROUBLED = "leader_troubled"
    INNOVATOR_CONSERVATIVE = "innovator_conservative"
    SUBJECT_SUBJECT = "subject_subject"
    ACHIEVER_STRUGGLER = "achiever_struggler"
    LEADER_PASSIVE = "leader_passive"
    EQUAL_EQUAL = "equal_equal"
    LEADER_INDIFFERENT = "leader_indifferent"
    EQUAL_OTHER = "equal_other"
    CURATOR_AUTHOR = "curator_author"
    PROFESSIONAL_CONSUMER = "professional_consumer"
    EMPLOYER_COLLEAGUE = "employer_colleague"


class PairKind(StrEnum):
    """How the mentoring is done; a pair has one or more."""

    TRADITIONAL = "traditional"
    GROUP = "group"
    VIRTUAL = "virtual"
    SHORT = "short"
    REVERSE = "reverse"
    SITUATIONAL = "situational"
    SPEED = "speed"


class PairState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    CONFIRMED = "confirmed"  # by an order, but not begun
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    TRANSFERRED = "transferred"  # goes on as another pair: another mentor


class Side(StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"


class EndReason(StrEnum):
    """Why a pair ended before its time; kept with the pair, never shown to the other side."""

    REFUSAL = "refusal"  # the mentor's
    NOTICE = "notice"  # the employer took the task back
    LEFT = "left"
    REACHED = "reached"
    LOAD = "load"
    HEALTH = "health"
    OTHERWISE = "otherwise"


R = RoleModel
_SCHOOLED = (R.ACHIEVER_STRUGGLER, R.LEADER_PASSIVE, R.EQUAL_EQUAL)
_TEACHING = (
    R.EXPERIENCED_YOUNG, R.LEADER_TROUBLED, R.INNOVATOR_CONSERVATIVE, R.SUBJECT_SUBJECT,
)  # fmt: skip
_STUDENTS = (R.ACHIEVER_STRUGGLER, R.LEADER_INDIFFERENT, R.EQUAL_OTHER, R.CURATOR_AUTHOR)
_EMPLOYERS = (R.PROFESSIONAL_CONSUMER, R.EMPLOYER_COLLEAGUE)

ROLE_MODELS: dict[Form, tuple[RoleModel, ...]] = {
    Form.TEACHER_TEACHER: _TEACHING,
    Form.HEAD_TEACHER: (R.EXPERIENCED_YOUNG, R.LEADER_TROUBLED),
    Form.EMPLOYER_STUDENT_TEACHER: _EMPLOYERS,
    Form.COLLEGE_TEACHER: (R.EXPERIENCED_YOUNG, R.SUBJECT_SUBJECT),
    Form.PARTNER_TEACHER: (R.INNOVATOR_CONSERVATIVE, R.SUBJECT_SUBJECT),
    Form.PUPIL_PUPIL: _SCHOOLED,
    Form.TEACHER_PUPIL: (R.ACHIEVER_STRUGGLER, R.LEADER_PASSIVE, R.CURATOR_AUTHOR),
    Form.STUDENT_PUPIL: _STUDENTS,
    Form.EMPLOYER_PUPIL: _EMPLOYERS,
    Form.EMPLOYER_STUDENT: _EMPLOYERS,
}

# Where the mentee is a minor as a rule: a parent's consent and the pupil's assent are needed.
OF_PUPILS = frozenset({
    Form.PUPIL_PUPIL, Form.TEACHER_PUPIL, Form.STUDENT_PUPIL, Form.EMPLOYER_PUPIL,
})  # fmt: skip

OPEN = frozenset({
    PairState.PROPOSED, PairState.AGREED, PairState.CONFIRMED, PairState.ACTIVE, PairState.PAUSED,
})  # fmt: skip

S = PairState
_ENDS = frozenset({S.COMPLETED, S.ENDED_EARLY, S.TRANSFERRED})
TRANSITIONS: dict[PairState, frozenset[PairState]] = {
    S.PROPOSED: frozenset({S.AGREED, S.CONFIRMED, S.ACTIVE, S.ENDED_EARLY}),
    S.AGREED: frozenset({S.CONFIRMED, S.ACTIVE, S.ENDED_EARLY}),
    S.CONFIRMED: frozenset({S.ACTIVE, S.ENDED_EARLY, S.TRANSFERRED}),
    S.ACTIVE: _ENDS | {S.PAUSED},
    S.PAUSED: _ENDS | {S.ACTIVE},
    # Ending is taken back within a day (services.pairs); nothing else follows an end.
    S.COMPLETED: frozenset({S.ACTIVE}),
    S.ENDED_EARLY: frozenset({S.ACTIVE, S.PROPOSED, S.AGREED, S.CONFIRMED, S.PAUSED}),
    S.TRANSFERRED: frozenset({S.ACTIVE, S.CONFIRMED, S.PAUSED}),
}


def may_become(state: PairState, new: PairState) -> bool:
    """Whether a pair in `state` may go over to `new`."""
    return new in TRANSITIONS[state]
