"""Files out of messages: what was sent, and its bytes."""

from dataclasses import dataclass

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from handlers.context import Context
from services.errors import Refusal

DOWNLOAD_LIMIT = 20 * 1024 * 1024  # the Bot API gives no larger file to a bot


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on the messenger's server. `kind`: document, photo, voice, video or audio."""

    kind: str
    file_id: str
    name: str
    size: int


def of_message(message: Message) -> Incoming | None:
    """The file of a message, or None where there is none that can be kept."""
    if message.document is not None:
        document = message.document
        name = document.file_name or "file"
        return Incoming("document", document.file_id, name, document.file_size or 0)
    if message.photo:
        photo = message.photo[-1]
        return Incoming("photo", photo.file_id, "photo.jpg", photo.file_size or 0)
    for kind in ("voice", "video", "audio"):
        found = getattr(message, kind)
        if found is not None:
            return Incoming(kind, found.file_id, kind, found.file_size or 0)
    return None


async def download(context: Context, incoming: Incoming) -> bytes:
    """The bytes of a file. Raises Refusal("file_too_big" | "file_not_given"): over 20 MB, and
    where the messenger does not give it (any more)."""
    if incoming.size > DOWNLOAD_LIMIT:
        raise Refusal("file_too_big")
    try:
        file = await context.bot.get_file(incoming.file_id)
    except TelegramBadRequest as error:
        raise Refusal("file_not_given") from error
    assert file.file_path is not None
    buffer = await context.bot.download_file(file.file_path)
    assert buffer is not None
    return buffer.read()
