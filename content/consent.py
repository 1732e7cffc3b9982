"""Consent documents, read from consent/*.txt: the exact text that is shown, and its hash.

One text serves the chat and the printed form: they differ in who consents and how it is given.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.consents import Document as Kind

# They grow with every change of the text.
VERSIONS = {
    Kind.PROCESSING: "2", Kind.PARENTAL: "1", Kind.ASSENT: "1", Kind.NAME: "1", Kind.PHOTO: "1",
    Kind.MENTORING: "1",
}  # fmt: skip
KEEP_YEARS = 3
_FILES = {Kind.NAME: "publication", Kind.PHOTO: "publication"}
_NOT_NAMED_YET = "организация, которая установила этого бота"
_FOLDER = Path(__file__).with_name("consent")
_BLANK = "_" * 60
_SIGNER = (
    f"Я, {_BLANK}\n(фамилия, имя, отчество)\n"
    f"адрес: {_BLANK}\n"
    f"паспорт (серия, номер, кем и когда выдан): {_BLANK}\n{_BLANK}"
)
_OF_CHILD = (
    f"{_SIGNER}\nкак законный представитель (мать, отец, опекун; № и дата документа, если не "
    f"родитель): {_BLANK}\nребёнка: {_BLANK}\n(фамилия, имя, отчество, класс, дата рождения)"
)
_FREELY = "действую свободно, своей волей и в своём интересе."
_WHO = {
    Kind.PROCESSING: (
        "Я, владелец учётной записи в мессенджере, с которой нажата кнопка «Даю согласие», "
        f"{_FREELY} Мне 18 лет или больше. За того, кому ещё нет 18, согласие даёт родитель или "
        "другой законный представитель.",
        f"{_SIGNER}\n{_FREELY}",
    ),
    Kind.PARENTAL: (
        "Я, родитель или другой законный представитель ребёнка, чью карточку школа открыла мне в "
        f"боте, {_FREELY}",
        f"{_OF_CHILD}\nдействую свободно, своей волей и в интересах ребёнка.",
    ),
    Kind.ASSENT: (
        "Я, ученик или ученица школы и владелец учётной записи в мессенджере, с которой нажата "
        f"кнопка «Даю согласие», {_FREELY}",
        f"Я, {_BLANK}\n(фамилия, имя, отчество, класс)\n{_FREELY}",
    ),
    Kind.NAME: (
        "Я, владелец учётной записи в мессенджере, с которой нажата кнопка, за себя; за ребёнка, "
        f"которому нет 18, – его родитель или другой законный представитель. Я {_FREELY}",
        f"{_OF_CHILD}\n(за взрослого строка о ребёнке остаётся пустой)\n{_FREELY}",
    ),
    Kind.MENTORING: ("", f"{_SIGNER}\nдолжность: {_BLANK}\n{_FREELY}"),
}
_KEPT = "Вместе с ним сохраняются номер редакции, дата, время и контрольная сумма этого текста."
_SIGNATURE = f"Дата: «___» ______________ 20___ г.\n\nПодпись: {_BLANK[:25]} / {_BLANK[:30]} /"
_BY_TAP = (
    f"Согласие даётся нажатием кнопки «Даю согласие». {_KEPT} Если закон требует согласия в "
    "письменной форме, Организация дополнительно оформит его на бумаге."
)
_END = {
    Kind.PROCESSING: _BY_TAP,
    Kind.PARENTAL: (
        f"Согласие даётся нажатием кнопки «Даю согласие». {_KEPT} Нажатие предварительное: "
        "Организация попросит подписать этот же текст на бумаге."
    ),
    Kind.ASSENT: _BY_TAP,
    Kind.NAME: (
        f"Каждый ответ даётся отдельной кнопкой. {_KEPT} Без ответа ничего не публикуется."
    ),
    Kind.MENTORING: "",
}
_WHO[Kind.PHOTO], _END[Kind.PHOTO] = _WHO[Kind.NAME], _END[Kind.NAME]


@dataclass(frozen=True, slots=True)
class Document:
    """A consent as one operator offers it; `sha256` is of `text` in UTF-8."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def document(
    kind: Kind, operator: str, *, years: int = KEEP_YEARS, paper: bool = False
) -> Document:
    """The text as the chat shows it, or to be printed and signed. `operator`: empty before there
    is a school; `years`: how long it keeps what reports need (services.preferences)."""
    filled = {
        "{operator}": operator or _NOT_NAMED_YET,
        "{version}": VERSIONS[kind],
        "{years}": str(years),
        "{who}": _WHO[kind][paper],
        "{end}": _SIGNATURE if paper else _END[kind],
    }
    text = _template(_FILES.get(kind, kind.value))
    for place, said in filled.items():
        text = text.replace(place, said)
    return Document(VERSIONS[kind], text.replace(" – ", "\N{NO-BREAK SPACE}– ").strip())


@cache
def _template(name: str) -> str:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for place in ("{operator}", "{version}", "{who}", "{end}"):
        if place not in text:
            raise ValueError(f"consent/{name}.txt has no place {place}")
    return text
