"""Every Bot API method the product calls: what another messenger's adapter must translate."""

BOT_API_METHODS = frozenset({
    "getMe", "getUpdates", "deleteWebhook", "sendMessage", "editMessageText",
    "answerCallbackQuery", "sendDocument", "sendPhoto", "sendChatAction", "getFile",
    "setMyCommands",
})  # fmt: skip
