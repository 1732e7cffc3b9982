"""What the installation keeps for itself: the link secret and the way to be its administrator."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.models import RoleGrant, Setting
from domain.roles import Role

SECRET = "link_secret"
ADMIN_CODE = "admin_code"
PERSONAL = "survey_personal"
# No letters or digits that look alike: the code is read off a console and typed on a phone.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 3, 4


def link_secret(session: Session) -> bytes:
    """The key that signs invitation links; made at the first use, so only inside a write."""
    value = _value(session, SECRET)
    if value is None:
        value = _keep_first(session, SECRET, {"hex": secrets.token_hex(32)})
    return bytes.fromhex(value["hex"])


def known_secret(session: Session) -> bytes | None:
    """The same where nothing may be written; None before the first link."""
    value = _value(session, SECRET)
    return None if value is None else bytes.fromhex(value["hex"])


ANEW_FOR = timedelta(days=1)


def new_admin_code(session: Session, now: datetime, *, keep: bool) -> str:
    """A one-time code although there is an administrator: whoever was is lost, or (with `keep`)
    there shall be one more. It works for a day and replaces any earlier code."""
    session.execute(delete(Setting).where(Setting.key == ADMIN_CODE))
    session.flush()
    fresh = {"code": _fresh_code(), "at": now.isoformat(), "anew": True, "keep": keep}
    return str(_keep_first(session, ADMIN_CODE, fresh)["code"])


def admin_code(session: Session, now: datetime) -> str | None:
    """The one-time code by which somebody becomes the administrator; None when there is one."""
    if has_administrator(session):
        return None
    value = _value(session, ADMIN_CODE)
    if value is None:
        fresh = {"code": _fresh_code(), "at": now.isoformat()}
        value = _keep_first(session, ADMIN_CODE, fresh)
    return str(value["code"])


def is_admin_code(session: Session, text: str, now: datetime) -> bool:
    """Whether `text` is the code that is valid now; case, spaces and hyphens do not matter."""
    value = _value(session, ADMIN_CODE)
    if value is None or not _works(session, value, now):
        return False
    return hmac.compare_digest(_bare(text).encode(), _bare(value["code"]).encode())


def _works(session: Session, value: dict[str, Any], now: datetime) -> bool:
    if value.get("anew"):
        return now - datetime.fromisoformat(value["at"]) <= ANEW_FOR
    return not has_administrator(session)


def has_administrator(session: Session) -> bool:
    found = session.scalar(
        select(RoleGrant.id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.until.is_(None))
        .limit(1)
    )
    return found is not None


@dataclass(frozen=True, slots=True)
class Burnt:
    """A code that was used just now. `replaces`: earlier administrators are none any more."""

    replaces: bool


def burn_code(session: Session) -> Burnt | None:
    """The code is dead once it has been used; None for who comes second with the same code."""
    gone = session.execute(
        delete(Setting).where(Setting.key == ADMIN_CODE).returning(Setting.value)
    ).first()
    if gone is None:
        return None
    value: dict[str, Any] = gone.value
    return Burnt(bool(value.get("anew")) and not value.get("keep"))


def personal_questions(session: Session) -> bool:
    """Whether questionnaires ask what is marked `personal` in them."""
    value = _value(session, PERSONAL)
    return value is None or bool(value["on"])


def set_personal_questions(session: Session, on: bool) -> None:
    """As the settings of the installation say; written down at every start."""
    row = session.get(Setting, PERSONAL)
    if row is None:
        session.add(Setting(key=PERSONAL, value={"on": on}))
    elif row.value != {"on": on}:
        row.value = {"on": on}


def _fresh_code() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    groups = ["".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP)]
    return "-".join(groups)


def _bare(code: str) -> str:
    return "".join(code.replace("-", "").split()).upper()


def _value(session: Session, key: str) -> dict[str, Any] | None:
    return session.scalar(select(Setting.value).where(Setting.key == key))


def _keep_first(session: Session, key: str, value: dict[str, Any]) -> dict[str, Any]:
    """Two processes may start at once: whoever is second takes the value of the first."""
    try:
        with session.begin_nested():
            session.add(Setting(key=key, value=value))
            session.flush()
    except IntegrityError:
        kept = _value(session, key)
        assert kept is not None
        return kept
    return value
