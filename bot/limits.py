"""How fast the messenger lets us speak: token buckets on the program's clock."""

from datetime import datetime, timedelta

OVERALL_PER_SECOND = 25.0  # the server's own limit is about 30
CHAT_BURST = 15.0  # it passes short bursts to one chat, then one a second


class Bucket:
    """`rate` tokens a second, at most `size` at once."""

    def __init__(self, rate: float, size: float) -> None:
        self.rate, self.size = rate, size
        self._tokens = size
        self._at: datetime | None = None

    def _fill(self, now: datetime) -> None:
        if self._at is not None and now > self._at:
            gained = (now - self._at).total_seconds() * self.rate
            self._tokens = min(self.size, self._tokens + gained)
        self._at = now

    def wait(self, now: datetime) -> timedelta:
        """How long until a token is there; nothing is taken."""
        self._fill(now)
        return timedelta(seconds=max(0.0, (1 - self._tokens) / self.rate))

    def take(self, now: datetime) -> None:
        self._fill(now)
        self._tokens -= 1


class Limits:
    """The overall bucket and one for every chat that was written to lately."""

    MOST_CHATS = 10_000

    def __init__(self) -> None:
        self._overall = Bucket(OVERALL_PER_SECOND, OVERALL_PER_SECOND)
        self._chats: dict[str, Bucket] = {}

    def turn(self, now: datetime) -> timedelta:
        """Zero when any message may go now (it is then counted), else how long to wait."""
        return self._try(self._overall, now)

    def chat(self, chat_id: str, now: datetime) -> timedelta:
        """The same for one chat."""
        if len(self._chats) > self.MOST_CHATS:
            self._chats.clear()
        return self._try(self._chats.setdefault(chat_id, Bucket(1.0, CHAT_BURST)), now)

    @staticmethod
    def _try(bucket: Bucket, now: datetime) -> timedelta:
        needed = bucket.wait(now)
        if not needed:
            bucket.take(now)
        return needed
