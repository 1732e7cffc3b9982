"""Files in messages: an upload, or the identifier of a file the server has."""

from typing import TYPE_CHECKING

from sandbox.params import Params
from sandbox.people import Bot, Json, StoredFile
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World


def file_field(world: "World", bot: Bot, params: Params, kind: str) -> Json:
    """The `document` or `photo` of a call as a message field."""
    upload = params.files.get(kind)
    if upload is not None:
        return as_field(bot, world.files.received(upload, kind))
    reference = params.text(kind)
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    return referred(world, bot, params, kind, reference)


def referred(world: "World", bot: Bot, params: Params, kind: str, reference: str) -> Json:
    """A message field from `attach://name` or a file_id."""
    upload = params.upload(reference)
    if upload is not None:
        return as_field(bot, world.files.received(upload, kind))
    if reference.startswith(("http://", "https://")):
        # The sandbox fetches nothing from outside.
        raise bad_request("failed to get HTTP URL content")
    found = world.files.named(bot.id, reference)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return as_field(bot, found)


def as_field(bot: Bot, one: StoredFile) -> Json:
    """{"document": ...} or {"photo": [...]}."""
    described = one.described(bot.id)
    return {one.kind: [described] if one.kind == "photo" else described}
