"""Consents to be printed and signed, and the list of who has handed theirs in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exports.docx.paper import Block, Column, Line, Paper, Table, Text, cell
from texts import consent_files as words

_HEADING = re.compile(r"\d\. ")
_TO_FILL = "___"


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody of the list; `on`: the day of the paper that is there already."""

    name: str
    about: str
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SignatureData:
    """The list of one document in one organisation."""

    organisation: str
    title: str
    made: date
    signers: tuple[Signer, ...]


def blank(text: str, made: date) -> bytes:
    """A document of content/consent as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build  # the library is heavy, and only the worker needs it

    return build.render(blank_paper(text, made))


def blank_paper(text: str, made: date) -> Paper:
    title, version, *lines = [line for line in text.split("\n") if line.strip()]
    head = (Text(title, "center", bold=True, with_next=True), Text(version, "center"))
    return Paper(title=title.capitalize(), made=made, blocks=(*head, *_body(lines)))


def _body(lines: Sequence[str]) -> Iterator[Block]:
    for line in lines:
        if _HEADING.match(line):
            yield Text(line, "left", bold=True, with_next=True)
        elif _TO_FILL in line or line.startswith("("):
            yield Text(line, "left")
        else:
            yield Text(line)


def signatures(data: SignatureData) -> bytes:
    """The list as .docx bytes; give it to exports.worker.in_worker."""
    from exports.docx import build

    return build.render(signatures_paper(data))


def signatures_paper(data: SignatureData) -> Paper:
    columns = (
        Column(words.NUMBER, 11, "center"),
        Column(words.NAME, 55),
        Column(words.ABOUT, 34),
        Column(words.PAPER, 30, "center"),
        Column(words.SIGNATURE, 35),
    )
    blocks: list[Block] = [
        Text(data.organisation, "center"),
        Text(words.SIGNATURES_HEAD, "center", bold=True, with_next=True),
        Text(data.title, "center", with_next=True),
        Text(words.as_of(data.made), "left"),
        Table(columns, tuple(_lines(data.signers))),
        Text(words.SIGNATURES_NOTE, "left"),
        Text(words.KEEPER, "left"),
    ]
    return Paper(title=words.SIGNATURES_HEAD, made=data.made, blocks=tuple(blocks))


def _lines(signers: Sequence[Signer]) -> Iterator[Line]:
    for number, each in enumerate(signers, 1):
        yield Line(
            (
                cell(str(number)),
                cell(each.name),
                cell(each.about),
                cell(words.paper(each.number, each.on)),
                cell(""),
            )
        )
