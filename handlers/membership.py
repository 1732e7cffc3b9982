"""Somebody blocked the bot or came back."""

from aiogram.types import ChatMemberUpdated

from db.models.people import Reach
from handlers.context import Context
from services import delivery


async def on_membership(event: ChatMemberUpdated, context: Context) -> None:
    """Blocking stops everything that was not asked for; the curator sees it in his list."""
    if event.new_chat_member.status == "kicked":
        await context.write(delivery.chat_closed, Reach.BLOCKED)
    elif event.new_chat_member.status == "member":
        await context.write(delivery.chat_open)
