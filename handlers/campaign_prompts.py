"""What the daily bundle says of campaigns."""

from handlers.buttons.campaigns import Campaigns, OpenCampaign
from handlers.buttons.item import Done
from handlers.buttons.survey import OpenSurvey
from handlers.digest_points import Saying
from handlers.digest_points import Worded as PointWorded
from handlers.digest_points import words_of as point_of
from handlers.prompting import Call, Worded, words_of
from services.digest.surveys_part import SurveyClosing, SurveysOpen
from services.surveys.interim import HowItGoes
from services.surveys.reminding import Waits
from services.surveys.tick import Over
from texts import campaign_prompts as prompt_words
from texts import campaigns as words


@words_of(Waits)
def waits(thing: Waits, call: Call) -> Worded:
    said = prompt_words.waits(
        prompt_words.Waits(
            title=thing.title, count=thing.count, begun=thing.begun, least=thing.least,
            left=thing.left, minutes=thing.minutes, until=thing.until, today=thing.today,
            last=thing.last, close=thing.close,
        )
    )  # fmt: skip
    caption = words.GO_ON if thing.begun else words.ANSWER
    return Worded(said, ((caption, OpenSurvey(thing.response_id)),))


@words_of(HowItGoes)
def how_it_goes(thing: HowItGoes, call: Call) -> Worded:
    other = call(thing.other) if thing.other else ""
    said = prompt_words.how_it_goes(
        thing.title, other, thing.minutes, begun=thing.begun, close=thing.close
    )
    caption = words.GO_ON if thing.begun else words.ANSWER
    return Worded(said, ((caption, OpenSurvey(thing.response_id)),))


@words_of(Over)
def over(thing: Over, call: Call) -> Worded:
    lines = len(thing.items)
    said = prompt_words.over(thing.title, thing.sent, thing.asked, lines, told=thing.told)
    open_ = (words.OPEN, OpenCampaign(thing.campaign_id))
    if len(thing.items) != 1:
        return Worded(said, (open_,))
    return Worded(said, (open_, (words.MARK, Done(thing.items[0]))))


@point_of(SurveyClosing)
def closing(thing: SurveyClosing, saying: Saying) -> PointWorded:
    point = prompt_words.closing_point(
        thing.title, thing.sent, thing.asked, thing.last, saying.today
    )
    return PointWorded(point, ((words.OPEN, OpenCampaign(thing.campaign_id)),))


@point_of(SurveysOpen)
def open_(thing: SurveysOpen, _: Saying) -> PointWorded:
    point = prompt_words.open_point(thing.count, thing.title, thing.sent, thing.asked)
    return PointWorded(point, ((words.SHOW, Campaigns(0)),))
