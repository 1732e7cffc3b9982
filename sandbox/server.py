"""The HTTP door: the Bot API as a bot sees it, and the chat page beside it."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from sandbox.people import Json, Upload
from sandbox.refusals import DroppedError, HungError, Refusal
from sandbox.ui import SandboxClock, Ui
from sandbox.world import Answer, World

__all__ = ["SandboxClock", "create_app"]

# Above the 50 MB a bot may upload, so that the world itself refuses what is too big.
MAX_BODY = 64 << 20
_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
_CLOSING = web.AppKey("closing", asyncio.Event)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(
    world: World, *, clock: SandboxClock, web_dir: Path, token: str = ""
) -> web.Application:
    """Everything on one server: /bot<token>/..., /file/bot<token>/..., the page and its /ui.

    There is no login: bind it to the loopback address. Requests that name another host are
    refused, so that no foreign web page reaches it. `token` chooses the page's bot.
    """
    app = web.Application(client_max_size=MAX_BODY, middlewares=[_only_loopback])
    app[_CLOSING] = asyncio.Event()
    door = _BotDoor(world, app[_CLOSING])
    app.router.add_route("*", "/bot{token:[^/]+}/{method}", door.call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", door.file)
    ui = Ui(world, clock, app[_CLOSING], token)
    ui.add_routes(app)
    app.router.add_get("/", _index(web_dir))
    app.router.add_static("/static", web_dir)
    app.on_shutdown.append(_close(world))
    return app


def _close(world: World) -> Callable[[web.Application], Awaitable[None]]:
    async def close(app: web.Application) -> None:
        app[_CLOSING].set()
        world.updates.stop()
        world.save()

    return close


def _index(web_dir: Path) -> Handler:
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}

    async def index(request: web.Request) -> web.StreamResponse:
        return web.FileResponse(web_dir / "index.html", headers=headers)

    return index


@web.middleware
async def _only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    origin = request.headers.get("Origin")
    named = [request.headers.get("Host", "")]
    if origin is not None:
        named.append(urlsplit(origin).netloc)
    if not all(_is_loopback(host) for host in named):
        raise web.HTTPForbidden(text="The sandbox answers only to this machine.")
    response = await handler(request)
    if not response.prepared:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class _BotDoor:
    def __init__(self, world: World, closing: asyncio.Event) -> None:
        self._world = world
        self._closing = closing

    async def call(self, request: web.Request) -> web.Response:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            values, files = await _arguments(request)
            answer = await self._world.call(token, method, values, files)
        except Refusal as refusal:
            return _refused(refusal)
        except HungError:
            await self._closing.wait()
            return web.Response(status=504)
        except DroppedError:
            if request.transport is not None:
                request.transport.close()
            return web.Response(status=504)
        return _response(answer)

    async def file(self, request: web.Request) -> web.Response:
        try:
            data = self._world.file(request.match_info["token"], request.match_info["path"])
        except Refusal as refusal:
            return _refused(refusal)
        return web.Response(body=data, content_type="application/octet-stream")


def _refused(refusal: Refusal) -> web.Response:
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return web.json_response(body, status=refusal.code)


def _response(answer: Answer) -> web.Response:
    kind = "application/json" if answer.body.startswith("{") else "text/html"
    response = web.Response(text=answer.body, status=answer.status, content_type=kind)
    if answer.retry_after is not None:
        response.headers["Retry-After"] = str(answer.retry_after)
    return response


async def _arguments(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    values: Json = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json" and request.can_read_body:
            body = await request.json()
            if not isinstance(body, dict):
                raise Refusal(400, "Bad Request: object expected")
            values.update(body)
        elif request.content_type == "multipart/form-data":
            await _read_parts(request, values, files)
        elif request.can_read_body:
            values.update(await request.post())
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413, "Request Entity Too Large") from None
    except ValueError:
        raise Refusal(400, "Bad Request: can't parse request") from None
    return values, files


async def _read_parts(request: web.Request, values: Json, files: dict[str, Upload]) -> None:
    read = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytearray()
        while chunk := await part.read_chunk(1 << 16):
            data += chunk
            read += len(chunk)
            if read > MAX_BODY:
                raise Refusal(413, "Request Entity Too Large")
        if part.filename is None:
            values[part.name] = data.decode()
        else:
            mime = part.headers.get("Content-Type", "")
            generic = mime in {"", "application/octet-stream"}
            files[part.name] = Upload(part.filename, bytes(data), "" if generic else mime)
