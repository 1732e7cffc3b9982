"""The implemented methods of the Bot API, by lower-case name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sandbox.methods import albums, editing, profile, receiving, sending
from sandbox.params import Params
from sandbox.people import Bot

if TYPE_CHECKING:
    from sandbox.world import World

Method = Callable[["World", Bot, Params], Any]

METHODS: dict[str, Method] = {
    "getme": receiving.get_me,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "getfile": receiving.get_file,
    "getchat": receiving.get_chat,
    "answercallbackquery": receiving.answer_callback_query,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "sendchataction": sending.send_chat_action,
    "forwardmessage": sending.forward_message,
    "copymessage": sending.copy_message,
    "sendmediagroup": albums.send_media_group,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "editmessagemedia": editing.edit_message_media,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "pinchatmessage": editing.pin_chat_message,
    "unpinchatmessage": editing.unpin_chat_message,
    "unpinallchatmessages": editing.unpin_all_chat_messages,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    **profile.WORDS,
}
