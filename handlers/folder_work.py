"""The work on an inspector's folder: runs beside the updates and tells how far it has come."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram.types import FSInputFile

from exports.docx.statement import StatementData
from exports.folder import pack
from exports.folder.data import FolderData
from exports.folder.plan import LIMIT, Member, Prepared
from exports.names import file_name
from exports.progress import ProgressData
from exports.worker import in_worker
from handlers.buttons.folder import Folder, StopFolder
from handlers.buttons.hubs import Files
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.errand_work import WORKSHOP, Telling
from handlers.keyboards.build import Screen
from services import files
from services.kin import name_of
from texts import folder as words


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
        self._telling = Telling(context, (words.STOP, StopFolder(roadmap_id)))

    async def announce(self) -> None:
        """The message that tells the progress and can stop the work."""
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
            await self._telling.over(
                Screen(words.failed(), [again, bottom(Files(self._roadmap_id))])
            )
            raise
        data, today = self._data, self._context.actor.today
        text = words.ready(data.title, data.since, data.as_of, today)
        await self._telling.over(Screen(text, [bottom(Files(self._roadmap_id))]))

    async def _make(self, folder: Path) -> None:
        from exports.folder.prepare import prepare  # the library for papers is heavy

        of = self._contents
        ready = await in_worker(prepare, of.folder, of.sheet, of.statement, self._files, LIMIT)
        archives = [
            await self._archive(folder, number, ready, members)
            for number, members in enumerate(ready.plan.volumes, 1)
        ]
        for number, archive in enumerate(archives, 1):
            await self._telling.tell(words.sending(number, len(archives)))
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
        which = await self._context.read(name_of, self._roadmap_id, self._data.title)
        name = file_name(kind, self._data.organisation, self._data.as_of, "zip", which=which)
        await self._telling.send(
            FSInputFile(archive, name), caption, Screen("", [bottom(Files(self._roadmap_id))])
        )

    async def _tell_progress(self, done: int) -> None:
        await self._telling.now_and_then(words.making(done, len(self._data.entries)))
