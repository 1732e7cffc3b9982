"""Faults to order for chaos tests: the next calls of a method fail in a chosen way."""

from dataclasses import dataclass
from enum import StrEnum

from sandbox.refusals import Refusal, too_many_requests


class Fault(StrEnum):
    """Ways in which a server or the network fails."""

    SERVER_ERROR = "500"
    BAD_GATEWAY_HTML = "502 html"
    HANG = "hang"
    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    FLOOD = "429"


BAD_GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
    "</body>\r\n</html>\r\n"
)


@dataclass
class _Order:
    fault: Fault
    method: str
    left: int
    chat_id: int | None


class Faults:
    """The orders waiting; each call takes the first that fits it."""

    def __init__(self) -> None:
        self.retry_after = 5
        self._orders: list[_Order] = []

    def add(
        self,
        fault: Fault,
        method: str = "",
        *,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Spoil the next `times` calls of a method (of any but getUpdates when it is empty)."""
        self._orders.append(_Order(fault, method.lower(), times, chat_id))

    def clear(self) -> None:
        """Forget every order that is left."""
        self._orders.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """The fault for this call, used up by asking."""
        for order in self._orders:
            if self._fits(order, method.lower(), chat_id):
                order.left -= 1
                if not order.left:
                    self._orders.remove(order)
                return order.fault
        return None

    def refusal(self, fault: Fault) -> Refusal:
        """The JSON refusal that stands for an answered fault."""
        if fault is Fault.FLOOD:
            return too_many_requests(self.retry_after)
        return Refusal(500, "Internal Server Error")

    @staticmethod
    def _fits(order: _Order, method: str, chat_id: object) -> bool:
        named = order.method == method or (not order.method and method != "getupdates")
        return named and (order.chat_id is None or str(order.chat_id) == str(chat_id))
