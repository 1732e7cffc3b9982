"""Any file at any moment is answered with what can be done with it."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, Item, Roadmap
from db.models.roadmap import EvidenceKind
from domain.roles import Role
from sandbox.people import Upload
from tests.documents import word
from tests.handlers.test_draft import captions, lines, put_on

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
ONE = [["1", "Встречи пар", "декабрь 2026", "Наставники", ""]]


async def running(stage: Any) -> tuple[Any, Any]:
    """A curator, and a mentor with one item to do."""
    curator, _, mentor = await put_on(stage)
    await curator.sends(document=word(ONE), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    return curator, mentor


def proofs(session: Session) -> list[tuple[str, EvidenceKind, str]]:
    rows = session.execute(
        select(Item.title, Evidence.kind, Evidence.title)
        .join(Evidence, Evidence.item_id == Item.id)
        .order_by(Evidence.id)
    )
    return [tuple(row) for row in rows]


def roadmaps(session: Session) -> int:
    return len(session.scalars(select(Roadmap.id)).all())


async def test_a_photo_is_attached_to_the_item_that_one_taps(stage: Any) -> None:
    _, mentor = await running(stage)
    await mentor.sends(photo=JPEG)
    assert lines(mentor)[-1] == "К какому делу прикрепить?"
    await mentor.taps("Встречи пар")

    assert lines(mentor)[0] == "✅ Файл прикреплён"
    assert await stage.db.read(proofs) == [("Встречи пар", EvidenceKind.PHOTO, "photo.jpg")]


async def test_the_caption_names_the_file(stage: Any) -> None:
    _, mentor = await running(stage)
    await mentor.sends("Протокол № 3", document=b"%PDF-1.7 ...", name="скан.pdf")
    assert "Дорожную карту загружает куратор" in mentor.screen.text
    await mentor.taps("Встречи пар")

    assert await stage.db.read(proofs) == [("Встречи пар", EvidenceKind.FILE, "Протокол № 3")]


async def test_a_file_waits_only_once(stage: Any) -> None:
    _, mentor = await running(stage)
    await mentor.sends(photo=JPEG)
    screen = mentor.screen.message_id
    await mentor.taps("Встречи пар")
    await mentor.taps(data=f"at:{(await stage.db.read(item_ids))[-1]}", message_id=screen)

    assert mentor.alerts[-1].startswith("Этот файл уже не ждёт")
    assert len(await stage.db.read(proofs)) == 1


def item_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Item.id).order_by(Item.id)))


async def test_nobody_attaches_to_what_is_not_theirs(stage: Any) -> None:
    await running(stage)
    await stage.school("МБОУ «СОШ № 2»")
    stranger = await stage.join("Орлов Игорь Петрович", Role.MENTOR)
    await stranger.sends(photo=JPEG)
    await stranger.taps(data=f"at:{(await stage.db.read(item_ids))[-1]}")

    assert await stage.db.read(proofs) == []
    assert len(stranger.alerts) == 1


async def test_an_album_is_attached_whole(stage: Any) -> None:
    _, mentor = await running(stage)
    for number in range(3):
        await album(stage, mentor, JPEG + bytes([number]), "album-1")
    assert len(mentor.messages) == 2, "the menu and one question"
    await mentor.taps("Встречи пар")

    assert lines(mentor)[0] == "✅ Прикреплено: 3 файла"
    assert len(await stage.db.read(proofs)) == 3


async def album(stage: Any, actor: Any, data: bytes, group: str) -> None:
    """One picture of several that were sent together."""
    update = stage.world.acts.send_file(
        actor.bot, actor.person, Upload("photo.jpg", data), kind="photo", queued=False
    )
    update["message"]["media_group_id"] = group
    await stage.feed(update)


@pytest.mark.parametrize(("kind", "name"), [("voice", "a.ogg"), ("video", "a.mp4")])
async def test_voices_and_videos_are_answered_kindly(stage: Any, kind: str, name: str) -> None:
    curator, *_ = await put_on(stage)
    update = stage.world.acts.send_file(
        curator.bot, curator.person, Upload(name, b"OggS" * 9), kind="document", queued=False
    )
    sound = {**update["message"].pop("document"), "duration": 3, "width": 1, "height": 1}
    update["message"][kind] = sound
    await stage.feed(update)

    assert lines(curator)[0].startswith("Голосовые и видео бот не слушает")


async def test_a_sticker_is_answered_kindly(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    update = stage.world.acts.write(curator.bot, curator.person, "x", queued=False)
    del update["message"]["text"]
    update["message"]["sticker"] = {
        "file_id": "1", "file_unique_id": "1", "type": "regular", "width": 9, "height": 9,
        "is_animated": False, "is_video": False,
    }  # fmt: skip
    await stage.feed(update)

    assert lines(curator)[0].startswith("Спасибо!")


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "карта.docx", "Файл пустой."),
        (b"%PDF-1.7 " + b"0" * 99, "карта.pdf", "Из PDF таблица читается с ошибками"),
        (word([], header=("Привет", "мир")), "карта.docx", "Не нашлась таблица дорожной карты."),
    ],
)
async def test_a_refused_file_leaves_nothing(
    stage: Any, data: bytes, name: str, sentence: str
) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=data, name=name)

    assert lines(curator)[0].startswith(f"⚠️ {sentence}")
    assert captions(curator) == ["Мои дела", "Меню"]
    assert await stage.db.read(roadmaps) == 0
    assert not (stage.data_dir / "files").exists()


async def test_a_scan_that_is_no_roadmap_can_be_attached(stage: Any) -> None:
    """A curator's papers look like roadmaps by their endings alone."""
    curator, _ = await running(stage)
    scan = b"%PDF-1.7 " + b"0" * 99
    await curator.sends(document=scan, name="Приказ 15.pdf")

    assert lines(curator)[0].startswith("⚠️ Из PDF таблица читается с ошибками")
    assert lines(curator)[2:] == ["Если это подтверждение, выберите, к какому делу."]
    first = captions(curator)[0]
    await curator.taps(first)

    assert lines(curator)[0] == "✅ Файл прикреплён"
    (sha,) = await stage.db.read(shas)
    assert (stage.data_dir / "files" / sha).read_bytes() == scan


async def test_any_open_item_can_be_chosen_for_a_kept_file(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    rows = [[str(n), f"Дело {n}", "до 20 мая 2027", "", ""] for n in range(1, 12)]
    await curator.sends(document=word(rows), name="карта.docx")
    await curator.taps("Запустить")
    await curator.taps("Запустить сейчас")
    await curator.sends(photo=JPEG)
    await curator.taps("Другое дело")
    await curator.taps("Ещё 3 ›")

    assert lines(curator)[0] == "📎 photo.jpg"
    assert lines(curator)[-1] == "К какому делу прикрепить?"
    await curator.taps("11")
    assert lines(curator) == ["✅ Файл прикреплён", "Дело 11"]
    answer = await curator.taps(data="at1:0")
    assert answer is not None
    assert answer.text.startswith("Этот файл уже не ждёт")


async def test_a_mentor_who_sends_a_roadmap_is_told_who_does_that(stage: Any) -> None:
    _, _, mentor = await put_on(stage)
    await mentor.sends(document=word(ONE), name="карта.docx")

    assert lines(mentor)[1:] == [
        "Дорожную карту загружает куратор, а этот файл можно приложить к делу.",
        "",
        "Открытых дел сейчас нет, прикреплять не к чему.",
    ]
    assert await stage.db.read(roadmaps) == 0


async def test_a_file_instead_of_the_typed_words_is_read_as_a_file(stage: Any) -> None:
    curator, *_ = await put_on(stage)
    await curator.sends(document=word([["1", "Смотр", "", "", ""]]), name="карта.docx")
    await curator.taps("Разобрать")
    await curator.taps("Написать словами")
    await curator.sends(document=word(ONE), name="другая.docx")

    assert captions(curator) == [
        "Заменить новым", "Оставить прежний", "Добавить рядом", "← Назад", "Меню",
    ]  # fmt: skip


async def test_evidence_is_what_the_card_shows(stage: Any) -> None:
    """The stored bytes are those that were sent."""
    _, mentor = await running(stage)
    await mentor.sends(photo=JPEG)
    await mentor.taps("Встречи пар")

    (sha,) = await stage.db.read(shas)
    assert (stage.data_dir / "files" / sha).read_bytes() == JPEG


def shas(session: Session) -> list[str | None]:
    return list(session.scalars(select(Evidence.sha)))
