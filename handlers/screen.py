"""Shows a screen: alone decides between editing the last one and sending a new message."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputFile, Message

from handlers.keyboards.build import Screen, markup

HARMLESS = (TelegramBadRequest,)
_SAME = "message is not modified"
PARSE_MODE = "HTML"


async def show(bot: Bot, chat_id: int, screen: Screen, old: Message | None) -> Message | None:
    """Edit `old` where it is a text message of ours, else send anew."""
    keyboard = markup(screen.rows)
    if old is not None and old.text is not None:
        try:
            await bot.edit_message_text(
                screen.text,
                chat_id=chat_id,
                message_id=old.message_id,
                reply_markup=keyboard,
                parse_mode=PARSE_MODE,
            )
        except TelegramBadRequest as error:
            if _SAME in error.message:
                return None
            if "can't be edited" not in error.message and "not found" not in error.message:
                raise
        else:
            return None
    return await bot.send_message(
        chat_id, screen.text, reply_markup=keyboard, parse_mode=PARSE_MODE
    )


async def send_file(
    bot: Bot,
    chat_id: int,
    file: InputFile,
    caption: str,
    screen: Screen,
    *,
    silent: bool | None = None,
    seconds: int | None = None,
) -> Message:
    """`seconds`: how long the call may take; None: as long as any."""
    return await bot.send_document(
        chat_id, file, caption=caption, reply_markup=markup(screen.rows), parse_mode=PARSE_MODE,
        disable_notification=silent, request_timeout=seconds,
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
