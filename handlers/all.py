"""Imports every feature once, so that its buttons, states and commands are registered."""

from handlers import (
    closing,
    commands,
    consent,
    days,
    decisions,
    draft,
    evidence,
    forecast,
    invitations,
    item,
    item_edit,
    item_move,
    item_people,
    launch,
    menu,
    mine,
    organisations,
    people,
    reminders,
    responsibles,
    roadmap,
    roles,
    schools,
    settings,
    settling,
    sheet,
    start,
    upload,
)

FEATURES = (
    closing, commands, consent, days, decisions, draft, evidence, forecast, invitations, item,
    item_edit, item_move, item_people, launch, menu, mine, organisations, people, reminders,
    responsibles, roadmap, roles, schools, settings, settling, sheet, start, upload,
)  # fmt: skip
