"""Everything that is stored, as a file: of oneself, of one's child."""

from exports.names import file_name
from exports.own_data import Pack, Part, pack
from exports.worker import in_worker
from handlers.buttons.consent import MyData, MyFile
from handlers.buttons.nav import bottom
from handlers.buttons.parenting import Child, ChildFile
from handlers.context import Context
from handlers.keyboards.build import Screen
from handlers.registry import Button, on
from services import own_data, parenting
from services.own_data import OwnData
from texts import own_data as words


@on(MyFile)
async def my_file(context: Context, _: MyFile) -> None:
    found = await context.read(own_data.mine)
    await _send(context, found, words.caption("", child=False), MyData())


@on(ChildFile)
async def child_file(context: Context, request: ChildFile) -> None:
    found = await context.read(own_data.of_child, request.child_id)
    view = await context.read(parenting.view, request.child_id)
    caption = words.caption(context.call(view.who), child=True)
    await _send(context, found, caption, Child(request.child_id))


async def _send(context: Context, found: OwnData, caption: str, back: Button) -> None:
    await context.waiting("upload_document")
    parts = tuple(Part(each.key, each.columns, each.rows) for each in found.sections)
    data = Pack(found.name, found.organisation, found.made, found.child, parts)
    made = await in_worker(pack, data)
    name = file_name(words.file_name(found.child), "", found.made.date(), "zip")
    await context.send_file(made, name, caption, Screen("", [bottom(back)]))
