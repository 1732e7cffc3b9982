"""Who and what lives in the world: bots, people, their private chats, messages, button presses."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Bot:
    """A bot account with everything that its settings methods keep."""

    id: int
    username: str
    first_name: str
    token: str
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    webhook: Json | None = None
    allowed_updates: list[str] = field(default_factory=list)
    next_update_id: int = 500_000_001

    def user(self) -> Json:
        """The bot as a User object."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


@dataclass
class Person:
    """A living user; `title` is free text for the chat page, unknown to bots."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    title: str = ""
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name as a messenger shows them."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> Json:
        """The person as a User object."""
        return {"id": self.id, "is_bot": False, **self._names(), "language_code": "ru"}

    def chat(self) -> Json:
        """The person's private chat as a Chat object."""
        return {"id": self.id, "type": "private", **self._names()}

    def _names(self) -> Json:
        names = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {key: value for key, value in names.items() if value}


@dataclass
class Message:
    """A message of a private chat; `data` has the shape of the Bot API's Message."""

    data: Json
    by_bot: bool
    fixed: bool = False  # sent with a keyboard that is not inline: the server never edits it

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.data["message_id"])


@dataclass
class Chat:
    """The private chat of a person with a bot."""

    bot_id: int
    person_id: int
    started: bool = False
    blocked: bool = False
    next_message_id: int = 1
    read_to: int = 0
    reply_keyboard: list[list[str]] | None = None
    one_time: bool = False
    action: str | None = None
    action_at: float = 0.0
    pinned: list[int] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name in the store."""
        return f"{self.bot_id}/{self.person_id}"


@dataclass
class Query:
    """A press of an inline button, waiting for answerCallbackQuery."""

    id: str
    bot_id: int
    person_id: int
    at: float
    data: str
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(frozen=True)
class StoredFile:
    """A file that the server keeps; the bytes are in the store under `unique_id`."""

    unique_id: str
    kind: str  # "document" or "photo"
    name: str
    mime: str
    size: int
    path: str
    width: int = 0
    height: int = 0

    def described(self, bot_id: int) -> Json:
        """As a Document, or as the only PhotoSize of a photo; ids differ from bot to bot."""
        known = {
            "file_id": f"{self.kind}-{bot_id}-{self.unique_id}",
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }
        if self.kind == "photo":
            return {**known, "width": self.width, "height": self.height}
        return {**known, "file_name": self.name, "mime_type": self.mime}


@dataclass(frozen=True)
class Upload:
    """A file in a request."""

    name: str
    data: bytes
    mime: str = ""
