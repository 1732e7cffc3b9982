"""Imports every feature once, so that its buttons, states and commands are registered."""

from handlers import (
    consent,
    draft,
    forecast,
    invitations,
    item,
    item_edit,
    menu,
    organisations,
    people,
    reminders,
    roadmap,
    roles,
    settings,
    start,
    upload,
)

FEATURES = (
    consent, draft, forecast, invitations, item, item_edit, menu, organisations, people,
    reminders, roadmap, roles, settings, start, upload,
)  # fmt: skip
