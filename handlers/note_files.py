"""Photos, voices and files that are kept with a meeting."""

from handlers import incoming
from handlers.context import Context
from handlers.incoming import Incoming
from services import files
from services.meetings import notes

_ENDINGS = {"voice": ".ogg", "video": ".mp4", "audio": ".mp3"}
_KINDS = {"photo": notes.PHOTO, "voice": notes.VOICE}


async def keep(context: Context, meeting_id: int, file: Incoming, *, private: bool) -> int:
    """The id of the note. Raises as incoming.download, files.keep_proof and notes.add."""
    await context.read(notes.for_adding, meeting_id)
    await context.waiting("upload_document")
    data = await incoming.download(context, file)
    name = file.name + _ENDINGS.get(file.kind, "")
    sha = files.keep_proof(context.around.data_dir, data, name)
    kind = _KINDS.get(file.kind, notes.FILE)
    caption = (context.message.caption or "") if context.message else ""
    text = notes.JOIN.join(filter(None, (name, caption)))
    return await context.write(notes.add, meeting_id, kind, text, private=private, sha=sha)
