"""Files on the server: limits, identifiers, where they are downloaded from."""

import hashlib
import mimetypes

from sandbox.images import picture_size
from sandbox.people import StoredFile, Upload
from sandbox.refusals import Refusal, bad_request
from sandbox.store import Store

MAX_UPLOAD = 50 << 20
MAX_DOWNLOAD = 20 << 20
MAX_PHOTO = 10 << 20
_UNKNOWN_SIZE = (1280, 960)


class Files:
    """Every file of the world, by unique id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = {key: StoredFile(**body) for key, body in store.rows("file")}
        self._paths = {one.path: one for one in self._known.values()}

    def received(self, upload: Upload, kind: str) -> StoredFile:
        """Keep what a bot uploads; refuses what the server refuses."""
        if len(upload.data) > MAX_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        if not upload.data:
            raise bad_request("file must be non-empty")
        if kind == "photo":
            return self.keep(upload, kind, _checked_picture(upload))
        return self.keep(upload, kind)

    def keep(self, upload: Upload, kind: str, pixels: tuple[int, int] | None = None) -> StoredFile:
        """Keep a file as it is, as people's clients do; the same bytes get the same id."""
        name = upload.name if kind == "document" else ""
        digest = hashlib.sha256(f"{kind}:{name}:".encode() + upload.data).hexdigest()
        unique_id = f"{kind[0]}{digest[:24]}"
        if unique_id not in self._known:
            self._add(unique_id, kind, upload, pixels)
        return self._known[unique_id]

    def _add(
        self, unique_id: str, kind: str, upload: Upload, pixels: tuple[int, int] | None
    ) -> None:
        suffix = ".jpg" if kind == "photo" else _suffix(upload.name)
        sized = pixels or picture_size(upload.data) or _UNKNOWN_SIZE
        width, height = sized if kind == "photo" else (0, 0)
        one = StoredFile(
            unique_id=unique_id,
            kind=kind,
            name=upload.name,
            mime=upload.mime or mimetypes.guess_type(upload.name)[0] or "application/octet-stream",
            size=len(upload.data),
            path=f"{kind}s/file_{len(self._known)}{suffix}",
            width=width,
            height=height,
        )
        self._known[unique_id] = one
        self._paths[one.path] = one
        self._store.put_file(unique_id, upload.data)
        self._store.put("file", unique_id, dict(vars(one)))

    def named(self, bot_id: int, file_id: str) -> StoredFile | None:
        """The file a bot means by an identifier it was given; identifiers are per bot."""
        kind, _, rest = file_id.partition("-")
        owner, _, unique_id = rest.partition("-")
        one = self._known.get(unique_id)
        return one if one and owner == str(bot_id) and one.kind == kind else None

    def at(self, path: str) -> StoredFile | None:
        """The file behind a file_path."""
        return self._paths.get(path)

    def unique(self, unique_id: str) -> StoredFile | None:
        """The file with this file_unique_id."""
        return self._known.get(unique_id)

    def data(self, one: StoredFile) -> bytes:
        """Its bytes."""
        return self._store.file(one.unique_id)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix}" if stem and dot and suffix.isascii() and suffix.isalnum() else ""


def _checked_picture(upload: Upload) -> tuple[int, int]:
    if len(upload.data) > MAX_PHOTO:
        raise bad_request(
            f'file "{upload.name}" of size {len(upload.data)} bytes is too big for a photo;'
            f" the maximum size is {MAX_PHOTO} bytes"
        )
    pixels = picture_size(upload.data)
    if pixels is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = pixels
    if not width or not height or width + height > 10_000 or max(pixels) > 20 * min(pixels):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return pixels
