"""The scan of a consent on paper."""

from handlers import incoming
from handlers.buttons.consent_papers import Documents
from handlers.buttons.consent_scans import PaperScan, ShowScan
from handlers.buttons.nav import bottom
from handlers.consent_entering import receipt
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import on, on_state
from services import consent_papers, files
from services.errors import Refusal
from texts import consent as consent_words
from texts import consent_papers as words

SCAN = "consent.scan"


@on(PaperScan)
async def ask_scan(context: Context, request: PaperScan) -> None:
    entered = await context.read(consent_papers.entered, request.consent_id)
    await context.ask(SCAN, consent=entered.consent_id)
    back = bottom(Documents(entered.who.id))
    await context.show(Screen(words.ask_scan(entered.document), [back]))


@on_state(SCAN)
async def scanned(context: Context, data: dict[str, int]) -> None:
    entered = await context.read(consent_papers.entered, data["consent"])
    file = incoming.of_message(context.message) if context.message else None
    if file is None:
        back = bottom(Documents(entered.who.id))
        await context.show(Screen(words.ask_scan(entered.document), [back]))
        return
    await context.waiting("upload_document")
    bytes_ = await incoming.download(context, file)
    sha = files.keep_proof(context.around.data_dir, bytes_, file.name)
    await receipt(context, await context.write(consent_papers.attach, entered.consent_id, sha))


@on(ShowScan)
async def show_scan(context: Context, request: ShowScan) -> None:
    sha = await context.read(consent_papers.scan, request.consent_id)
    entered = await context.read(consent_papers.entered, request.consent_id)
    try:
        data = files.path(context.around.data_dir, sha).read_bytes()
    except FileNotFoundError:
        raise Refusal("file_lost") from None
    ending = "pdf" if data.startswith(b"%PDF") else "jpg" if data[:2] == b"\xff\xd8" else "bin"
    name = f"{consent_words.DOCUMENTS[entered.document]}.{ending}"
    shown = Screen("", [bottom(Documents(entered.who.id))])
    await context.send_file(data, name, consent_words.DOCUMENTS[entered.document], shown)
