"""sendMediaGroup: two to ten photos, or two to ten documents, as one album."""

from typing import TYPE_CHECKING, Any

from sandbox.methods.media import referred
from sandbox.params import Params
from sandbox.people import Bot, Json
from sandbox.posting import checked_caption, post, reach, words
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.world import World

INPUT_MEDIA = {"photo": "InputMediaPhoto", "document": "InputMediaDocument"}


def send_media_group(world: "World", bot: Bot, params: Params) -> list[Json]:
    media = params.parsed("media", "can't parse media JSON object")
    if not isinstance(media, list):
        raise bad_request("expected an Array of InputMedia")
    bodies = [input_media(world, bot, params, one) for one in media]
    if not 2 <= len(bodies) <= 10:
        raise bad_request("media group must include 2-10 items")
    if len({"photo" in body for body in bodies}) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = reach(world, bot, params)
    group = f"{bot.id}{chat.person_id}{chat.next_message_id}"
    bodies = [{"media_group_id": group, **body} for body in bodies]
    return post(world, bot, chat, params, bodies)


def input_media(world: "World", bot: Bot, params: Params, media: Any) -> Json:
    """One InputMedia object as message fields."""
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = media.get("type")
    if kind not in INPUT_MEDIA:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not media.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    world.unknown_fields.nested(INPUT_MEDIA[kind], media)
    said = checked_caption(
        media.get("caption", ""), media.get("parse_mode", ""), media.get("caption_entities")
    )
    body = referred(world, bot, params, kind, media["media"])
    return {**body, **words(said, "caption", "caption_entities")}
