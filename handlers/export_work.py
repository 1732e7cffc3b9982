"""The work on an export: reads batches between updates, writes in the worker, tells how far."""

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram.types import FSInputFile

from domain.exporting import What
from domain.names import Style, render
from exports.big import spool
from exports.big.making import make
from exports.big.model import Job
from exports.names import file_name
from exports.worker import in_worker
from handlers.buttons.exporting import ExportPeriod, MakeExport, StopExport
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.errand_work import WORKSHOP, Telling
from handlers.keyboards.build import Screen
from services.exporting import tables
from services.exporting.access import Order
from texts import export_files as file_words
from texts import exporting as words
from texts import roadmap as roadmap_words


class Exporting:
    """One export on its way to one chat."""

    def __init__(self, context: Context, request: MakeExport, order: Order) -> None:
        self._context, self._request, self._order = context, request, order
        self._rows = 0
        self._telling = Telling(context, (words.STOP, StopExport()))

    async def announce(self) -> None:
        """The message that tells the progress and can stop the work."""
        await self._telling.tell(words.making(self._order.tables[0], 0))

    async def run(self) -> None:
        """Make and send it; whatever goes wrong is told before it is raised."""
        place = self._context.around.data_dir / WORKSHOP
        back = bottom(ExportPeriod(self._request.what, self._request.place))
        try:
            await asyncio.to_thread(place.mkdir, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as folder:
                files = await self._made(Path(folder))
                for number, file in enumerate(files, 1):
                    await self._telling.tell(words.sending(number, len(files)))
                    await self._send(file, (number, len(files)))
        except Exception:
            await self._telling.over(
                Screen(words.failed(), [[(words.AGAIN, self._request)], back])
            )
            raise
        text = words.ready(self._request.what, self._rows, len(files))
        await self._telling.over(Screen(text, [back]))

    async def _made(self, folder: Path) -> tuple[Path, ...]:
        for what in self._order.tables:
            await self._read(folder, what)
        await self._telling.tell(words.writing(self._rows))
        return await in_worker(make, folder, self._job(), folder)

    async def _read(self, folder: Path, what: What) -> None:
        """Every batch in a short transaction: others read and write in between."""
        db, after = self._context.around.db, 0
        while True:
            found = await db.read(tables.batch, what, self._order.scope, after)
            await asyncio.to_thread(spool.add, folder, what.value, found.rows)
            self._rows += len(found.rows)
            if found.after is None:
                return
            after = found.after
            await self._telling.now_and_then(words.making(what, self._rows))

    def _job(self) -> Job:
        context, scope = self._context, self._order.scope
        local = scope.at.astimezone(scope.zone)
        style = Style(context.around.names_in_files)
        return Job(
            tables=tuple(map(tables.table, self._order.tables)),
            place=self._order.name or words.all_places(),
            first=scope.first,
            last=scope.last,
            at=local,
            zone=roadmap_words.clock_in_file(scope.zone.key, local.utcoffset() or timedelta()),
            made_by=render(context.actor.name, style, code=context.actor.person_id),
            names=style.value,
            csv=self._request.csv,
        )

    async def _send(self, file: Path, number: tuple[int, int]) -> None:
        context, order, what = self._context, self._order, self._request.what
        period = words.period(order.scope.first, order.scope.last, context.actor.today)
        caption = words.caption(
            what, order.name, period, self._rows, number, csv=self._request.csv
        )
        kind = f"{words.FILE}. {words.CAPTIONS[what]}"
        which = file_words.period(order.scope.first, order.scope.last)
        if number[1] > 1:
            which = f"{which} ({number[0]})"
        name = file_name(
            kind, order.name, context.actor.today, file.suffix.removeprefix("."), which=which
        )
        shown = Screen("", [bottom(ExportPeriod(what, self._request.place))])
        await self._telling.send(FSInputFile(file, name), caption, shown)
