"""Sentences about people: every refusal has one, and nothing outgrows a message."""

import ast
from pathlib import Path

import pytest

from domain.roles import Role
from texts import consent, invitations, organisations, people, refusals
from texts.html import MESSAGE_LIMIT, visible_len

ROOT = Path(__file__).resolve().parent.parent.parent
FEATURES = (
    "services/people.py", "services/grants.py", "services/entry.py", "services/consents.py",
    "services/invitations.py", "services/organisations.py", "handlers/handing.py",
    "handlers/roles.py", "handlers/invitations.py", "handlers/organisations.py",
)  # fmt: skip
WILD = "<b>&🎓" * 700


def raised(path: str) -> set[str]:
    """The keys with which a module refuses."""
    calls = (
        node
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refusal"
    )
    return {str(ast.literal_eval(call.args[0])) for call in calls}


@pytest.mark.parametrize("path", FEATURES)
def test_every_refusal_has_its_sentence(path: str) -> None:
    keys = raised(path)

    assert keys
    for key in keys:
        assert len(refusals.sentence(key, {})) <= 200, "an alert takes no more"


def test_no_refusal_is_left_unused() -> None:
    used = set().union(*map(raised, FEATURES))

    assert set(people.REFUSALS) <= used


def test_wild_names_fit_into_messages() -> None:
    screens = [
        people.listing(WILD, 300),
        people.listing(WILD, 0, WILD),
        people.card(
            name=WILD, post=WILD, held=WILD, school=WILD, chat="none", owned=5, pupil=True
        ),
        people.added(5, [WILD, WILD]),
        people.ask_revoke(WILD, WILD, 5),
        organisations.card(
            name=WILD, parent=WILD, zone="Asia/Omsk", officers=[("куратор", WILD)] * 300
        ),
        consent.ask(operator=WILD, role=WILD, person=WILD, pupil=True, refused=True),
    ]

    assert [visible_len(text) <= MESSAGE_LIMIT for text in screens] == [True] * len(screens)


def test_the_words_for_one_item_and_many() -> None:
    def owned(count: int) -> str:
        return people.ask_archive("Ким", count).splitlines()[-1]

    start, rest = "За этим человеком закреплено: ", "Что ещё не выполнено, перейдёт к куратору."
    assert owned(1) == f"{start}1\u00a0мероприятие. {rest}"
    assert owned(12) == f"{start}12\u00a0мероприятий. {rest}"


def test_the_document_is_cut_between_paragraphs_and_nothing_is_lost() -> None:
    document = "\n\n".join(f"{number}. {'слово ' * 100}".strip() for number in range(20))

    pages = consent.pages(document)

    assert len(pages) == 4
    assert "\n\n".join(pages) == document
    assert max(map(visible_len, pages)) <= MESSAGE_LIMIT


def test_the_address_that_forwards_a_link() -> None:
    address = invitations.share_address("https://t.me/b?start=x", "Школа № 1")

    assert address.startswith(
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fb%3Fstart%3Dx&text="
    )
    assert " " not in address


def test_captions_of_roles() -> None:
    assert people.role_caption(Role.CURATOR) == "Куратор"
    assert people.line("Ким\u00a0А.", "наставник", "blocked") == "Ким\u00a0А. · наставник ⚠️"
