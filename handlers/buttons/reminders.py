"""Requests of the daily bundle, of forecasts and of delivery."""

from handlers.registry import Button, button


@button("fc")
class Forecast(Button):
    """What will be sent to whom in the next days."""

    page: int


@button("dl")
class Delivery(Button):
    """People without a chat or whom messages do not reach."""

    page: int
