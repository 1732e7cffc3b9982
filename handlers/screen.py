"""Shows a screen: alone decides between editing the last one and sending a new message."""

from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile, InputFile, Message

from handlers.keyboards.build import Screen, keyboard, markup

HARMLESS = (TelegramBadRequest,)
_SAME = "message is not modified"
PARSE_MODE = "HTML"


class _Edit(TelegramMethod[Any]):
    """aiogram's EditMessageText, which makes an object of the message that comes back and of every
    button; nobody looks at them."""

    __returning__ = Any
    __api_method__ = "editMessageText"

    text: str
    chat_id: int
    message_id: int
    reply_markup: dict[str, Any] | None
    parse_mode: str = PARSE_MODE


async def show(bot: Bot, chat_id: int, screen: Screen, old: Message | None) -> Message | None:
    """Edit `old` where it is a text message of ours, else send anew."""
    if old is not None and old.text is not None:
        edit = _Edit(
            text=screen.text,
            chat_id=chat_id,
            message_id=old.message_id,
            reply_markup=keyboard(screen.rows),
        )
        try:
            await bot(edit)
        except TelegramBadRequest as error:
            if _SAME in error.message:
                return None
            if "can't be edited" not in error.message and "not found" not in error.message:
                raise
        else:
            return None
    return await bot.send_message(
        chat_id, screen.text, reply_markup=markup(screen.rows), parse_mode=PARSE_MODE
    )


async def send_file(
    bot: Bot,
    chat_id: int,
    file: InputFile,
    caption: str,
    screen: Screen,
    *,
    seconds: int | None = None,
) -> Message:
    """`seconds`: how long the call may take; None: as long as any."""
    return await bot.send_document(
        chat_id, file, caption=caption, reply_markup=markup(screen.rows), parse_mode=PARSE_MODE,
        request_timeout=seconds,
    )  # fmt: skip


async def send_photo(
    bot: Bot,
    chat_id: int,
    file: BufferedInputFile,
    caption: str,
    screen: Screen,
    *,
    silent: bool | None = None,
) -> Message:
    return await bot.send_photo(
        chat_id, file, caption=caption, reply_markup=markup(screen.rows), parse_mode=PARSE_MODE,
        disable_notification=silent,
    )  # fmt: skip
