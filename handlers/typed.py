"""Words that a state waits for; whatever else comes is answered for what it is."""

from handlers.context import Context


async def typed_text(context: Context) -> str | None:
    """The typed words, or None after a file was answered instead."""
    from handlers.upload import unexpected_file  # it shows drafts, which ask for typed words

    assert context.message is not None
    if context.message.text is not None:
        return context.message.text
    await unexpected_file(context, context.message)
    return None
