"""Requests of campaigns: launching a questionnaire, how it goes, reminding, the end."""

from datetime import date

from handlers.registry import Button, ItemButton, button
from services.surveys.audience import Who
from services.surveys.rates import Which


@button("90")
class Campaigns(Button):
    """The school's campaigns, by page."""

    page: int


@button("91")
class ChooseSurvey(ItemButton):
    """The questionnaires that can be launched, for a line of a roadmap or for none, by page."""

    item_id: int | None
    page: int


@button("92")
class PrepareSurvey(Button):
    """What a launch of this version would be."""

    version_id: int
    item_id: int | None


@button("93")
class OpenCampaign(Button):
    """A campaign: its preview before the launch, then how it goes."""

    campaign_id: int


@button("94")
class AskWho(Button):
    """The kinds of audiences."""

    campaign_id: int


@button("95")
class SetWho(Button):
    campaign_id: int
    who: Who


@button("96")
class PickValues(Button):
    """The subjects, classes or specialists to choose of, by page."""

    campaign_id: int
    who: Who
    page: int


@button("97")
class ToggleValue(Button):
    """One of them, by its place in the list as it is now."""

    campaign_id: int
    who: Who
    at: int
    on: bool
    page: int


@button("9D")
class PickPairs(Button):
    """The pairs to choose of, by page."""

    campaign_id: int
    page: int


@button("9E")
class TogglePair(Button):
    campaign_id: int
    pair_id: int
    on: bool
    page: int


@button("98")
class PickPeople(Button):
    """People to choose of, by page; `adding`: each is asked at once."""

    campaign_id: int
    page: int
    adding: bool


@button("99")
class TogglePerson(Button):
    campaign_id: int
    person_id: int
    on: bool
    page: int


@button("9F")
class HideNames(Button):
    """A launch without names, or with them."""

    campaign_id: int
    on: bool


@button("9a")
class AddPerson(Button):
    """Ask one more."""

    campaign_id: int
    person_id: int


@button("9b")
class AskWindow(Button):
    """From when till when."""

    campaign_id: int


@button("9c")
class AskClosing(Button):
    """The calendar of the last day."""

    campaign_id: int
    year: int
    month: int


@button("9d")
class SetClosing(Button):
    campaign_id: int
    last: date


@button("9e")
class AskOpening(Button):
    """The calendar of the first day."""

    campaign_id: int
    year: int
    month: int


@button("9f")
class SetOpening(Button):
    """On the morning of a day; none: at once."""

    campaign_id: int
    day: date | None


@button("9g")
class Launch(Button):
    campaign_id: int


@button("9h")
class CampaignPeople(Button):
    """One of the lists of people."""

    campaign_id: int
    which: Which
    page: int


@button("9A")
class CampaignPerson(Button):
    """One person of such a list: the answers, or what can be done about them."""

    campaign_id: int
    which: Which
    person_id: int


@button("9B")
class SentAnswers(Button):
    """What a person has sent, by page."""

    campaign_id: int
    response_id: int
    page: int


@button("9C")
class PrintCampaign(Button):
    """Its questionnaire on A4."""

    campaign_id: int


@button("9i")
class CampaignGroups(Button):
    """The rates of all groups, by page."""

    campaign_id: int
    page: int


@button("9j")
class AskNudge(Button):
    """Whom a reminder would reach."""

    campaign_id: int


@button("9k")
class NudgeRest(Button):
    campaign_id: int


@button("9l")
class AskEnd(Button):
    """Prolong, close, cancel."""

    campaign_id: int


@button("9m")
class CloseCampaign(Button):
    campaign_id: int


@button("9n")
class AskCancel(Button):
    campaign_id: int


@button("9o")
class CancelCampaign(Button):
    campaign_id: int


@button("9p")
class RestoreCampaign(Button):
    campaign_id: int


@button("9q")
class StaffRoom(Button):
    """A card with the QR and a text for the staff room."""

    campaign_id: int


@button("9r")
class FindPeople(Button):
    """Ask for a part of a name."""

    campaign_id: int
    adding: bool


@button("9s")
class AnswerCampaign(Button):
    """My own answers in a campaign, from its link."""

    campaign_id: int


@button("9t")
class SwitchInterim(Button):
    """Interim questionnaires of pairs: by themselves, or not."""


@button("9y")
class AskInterim(Button):
    """What they are, before they are switched."""


@button("9z")
class AskClose(Button):
    """Before answers without names are closed for good."""

    campaign_id: int


@button("9u")
class CampaignLines(Button):
    """The lines of roadmaps that it does, and others, by page."""

    campaign_id: int
    page: int


@button("9v")
class TieLine(Button):
    campaign_id: int
    item_id: int


@button("9w")
class UntieLine(Button):
    campaign_id: int
    item_id: int


@button("9x")
class FoundLines(Button):
    """The same, of what was looked for."""

    campaign_id: int
    page: int
    query: str
