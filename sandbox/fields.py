"""What each implemented method and nested object accepts; anything else is counted as unknown."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

_SENT = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id"
    " disable_notification protect_content allow_paid_broadcast message_effect_id reply_parameters"
)
_SEND = f"{_SENT} suggested_post_parameters reply_markup"
_CAPTION = "caption parse_mode caption_entities"
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup"
_FORWARD = (
    "chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp"
    " disable_notification protect_content message_effect_id suggested_post_parameters message_id"
)

_METHODS = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates"
    " drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND} text parse_mode entities link_preview_options",
    "sendDocument": f"{_SEND} document thumbnail {_CAPTION} disable_content_type_detection",
    "sendPhoto": f"{_SEND} photo {_CAPTION} show_caption_above_media has_spoiler",
    "sendMediaGroup": f"{_SENT} media",
    "sendChatAction": "business_connection_id chat_id message_thread_id action",
    "editMessageText": f"{_EDIT} text parse_mode entities link_preview_options rich_message",
    "editMessageCaption": f"{_EDIT} {_CAPTION} show_caption_above_media",
    "editMessageReplyMarkup": _EDIT,
    "editMessageMedia": f"{_EDIT} media",
    "deleteMessage": "chat_id message_id",
    "deleteMessages": "chat_id message_ids",
    "forwardMessage": _FORWARD,
    "copyMessage": f"{_FORWARD} {_CAPTION} show_caption_above_media allow_paid_broadcast"
    " reply_parameters reply_markup",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "getFile": "file_id",
    "getChat": "chat_id",
    "pinChatMessage": "business_connection_id chat_id message_id disable_notification",
    "unpinChatMessage": "business_connection_id chat_id message_id",
    "unpinAllChatMessages": "chat_id",
    "setMyCommands": "commands scope language_code",
    "getMyCommands": "scope language_code",
    "deleteMyCommands": "scope language_code",
    "setChatMenuButton": "chat_id menu_button",
    "getChatMenuButton": "chat_id",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
}

_TYPES = {
    "InlineKeyboardMarkup": "inline_keyboard",
    "InlineKeyboardButton": "text icon_custom_emoji_id style url callback_data web_app login_url"
    " switch_inline_query switch_inline_query_current_chat switch_inline_query_chosen_chat"
    " copy_text callback_game pay",
    "CopyTextButton": "text",
    "ReplyKeyboardMarkup": "keyboard is_persistent resize_keyboard one_time_keyboard"
    " input_field_placeholder selective",
    "KeyboardButton": "text icon_custom_emoji_id style request_users request_chat"
    " request_managed_bot request_contact request_location request_poll web_app",
    "ReplyKeyboardRemove": "remove_keyboard selective",
    "ForceReply": "force_reply input_field_placeholder selective",
    "LinkPreviewOptions": "is_disabled url prefer_small_media prefer_large_media show_above_text",
    "ReplyParameters": "message_id chat_id allow_sending_without_reply quote quote_parse_mode"
    " quote_entities quote_position checklist_task_id poll_option_id",
    "InputMediaPhoto": f"type media {_CAPTION} show_caption_above_media has_spoiler",
    "InputMediaDocument": f"type media thumbnail {_CAPTION} disable_content_type_detection",
    "BotCommand": "command description",
    "MessageEntity": "type offset length url user language custom_emoji_id unix_time"
    " date_time_format",
}

METHOD_FIELDS = {name: frozenset(words.split()) for name, words in _METHODS.items()}
TYPE_FIELDS = {name: frozenset(words.split()) for name, words in _TYPES.items()}
_BY_LOWER_NAME = {name.lower(): name for name in METHOD_FIELDS}


class UnknownFields(Counter[str]):
    """How often each field outside the tables came, as "sendMessage.txt" or "BotCommand.note"."""

    def method(self, method: str, values: Mapping[str, Any], files: Mapping[str, Any]) -> None:
        """Look at a call; files are fields too, unless another field points at them."""
        name = _BY_LOWER_NAME.get(method.lower())
        if name is None:
            return
        pointed = str(dict(values))
        for key in {*values, *files} - METHOD_FIELDS[name]:
            if f"attach://{key}" not in pointed:
                self[f"{name}.{key}"] += 1

    def nested(self, type_name: str, value: Mapping[str, Any]) -> None:
        """Look at an object inside a call."""
        for key in value.keys() - TYPE_FIELDS[type_name]:
            self[f"{type_name}.{key}"] += 1
