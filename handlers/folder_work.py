"""The work on an inspector's folder: runs beside the updates and tells how far it has come."""

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError
from aiogram.types import FSInputFile, Message

from exports.docx.statement import StatementData
from exports.folder import pack
from exports.folder.data import FolderData
from exports.folder.plan import LIMIT, Member, Prepared
from exports.names import file_name
from exports.progress import ProgressData
from exports.worker import in_worker
from handlers import screen
from handlers.buttons.folder import Folder, StopFolder
from handlers.buttons.hubs import Files
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Screen
from services import errands, files
from texts import folder as words

WORKSHOP = "errands"  # in DATA_DIR: emptied at every start of the program
EVERY_SECONDS = 2.5  # between two changes of the message that tells the progress
SENDING_SECONDS = 600
PAUSES = (3, 15, 60)  # seconds before an archive is sent again
PASSING = (TelegramNetworkError, TelegramServerError)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the folder is made of: the proof, and what its papers say."""

    folder: FolderData
    sheet: ProgressData
    statement: StatementData


class Making:
    """One folder on its way to one chat."""

    def __init__(self, context: Context, roadmap_id: int, contents: Contents) -> None:
        self._context, self._roadmap_id = context, roadmap_id
        self._contents, self._data = contents, contents.folder
        self._files = files.folder(context.around.data_dir)
        self._status: Message | None = None
        self._told_at = -EVERY_SECONDS

    async def announce(self) -> None:
        """The message that tells the progress and can stop the work: a new one, so that the
        screen it was asked on stays for going on."""
        await self._tell_progress(0)

    async def run(self) -> None:
        """Make and send it; whatever goes wrong is told before it is raised."""
        place = self._context.around.data_dir / WORKSHOP
        try:
            await asyncio.to_thread(place.mkdir, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as folder:
                await self._make(Path(folder))
        except Exception:
            again = [(words.AGAIN, Folder(self._roadmap_id))]
            await self._over(Screen(words.failed(), [again, bottom(Files(self._roadmap_id))]))
            raise
        data, today = self._data, self._context.actor.today
        text = words.ready(data.title, data.since, data.as_of, today)
        await self._over(Screen(text, [bottom(Files(self._roadmap_id))]))

    async def _make(self, folder: Path) -> None:
        from exports.folder.prepare import prepare  # the library for papers is heavy

        of = self._contents
        ready = await in_worker(prepare, of.folder, of.sheet, of.statement, self._files, LIMIT)
        archives = [
            await self._archive(folder, number, ready, members)
            for number, members in enumerate(ready.plan.volumes, 1)
        ]
        for number, archive in enumerate(archives, 1):
            await self._tell(words.sending(number, len(archives)))
            await self._send(archive, number, ready)

    async def _archive(
        self, folder: Path, number: int, ready: Prepared, members: tuple[Member, ...]
    ) -> Path:
        at = folder / f"{number}.0.zip"
        papers = ready.papers if number == 1 else ()
        await in_worker(pack.begin, at, papers, self._data.as_of)
        for count, step in enumerate(pack.steps(members), 1):
            made = folder / f"{number}.{count}.zip"
            await in_worker(pack.add, at, made, step, self._files)
            at.unlink()
            at = made
            await self._tell_progress(step[-1].at)
        return at

    async def _send(self, archive: Path, number: int, ready: Prepared) -> None:
        members, of = ready.plan.volumes[number - 1], len(ready.plan.volumes)
        caption = words.caption(
            title=self._data.title, number=number, of=of,
            since=self._data.since, day=self._data.as_of,
            today=self._context.actor.today,
            folders=len({member.path.rpartition("/")[0] for member in members}),
            files=sum(member.proof is not None for member in members),
            missing=ready.missing if number == 1 else 0,
        )  # fmt: skip
        kind = words.archive_kind(number, of)
        name = file_name(kind, self._data.organisation, self._data.as_of, "zip")
        await self._patiently(FSInputFile(archive, name), caption)

    async def _patiently(self, file: FSInputFile, caption: str) -> None:
        """A connection that breaks is tried again: the archive took long to make."""
        shown = Screen("", [bottom(Files(self._roadmap_id))])
        bot, chat_id = self._context.bot, self._context.chat_id
        for pause in PAUSES:
            try:
                await screen.send_file(bot, chat_id, file, caption, shown, seconds=SENDING_SECONDS)
            except PASSING:
                await asyncio.sleep(pause)
            else:
                return
        await screen.send_file(bot, chat_id, file, caption, shown, seconds=SENDING_SECONDS)

    async def _tell_progress(self, done: int) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= EVERY_SECONDS:
            self._told_at = now
            await self._tell(words.making(done, len(self._data.entries)))

    async def _tell(self, text: str) -> None:
        """How far it is; a messenger that does not take it in is no reason to stop."""
        with contextlib.suppress(TelegramAPIError):
            await self._show(Screen(text, [[(words.STOP, StopFolder(self._roadmap_id))]]))

    async def _show(self, shown: Screen) -> None:
        bot, chat_id = self._context.bot, self._context.chat_id
        anew = await screen.show(bot, chat_id, shown, self._status)
        self._status = anew or self._status

    async def _over(self, shown: Screen) -> None:
        await self._context.write(errands.ended)
        await self._show(shown)
