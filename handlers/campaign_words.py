"""From a campaign's view to its words."""

from domain.named import Named
from handlers.bundle import label
from handlers.context import Context
from services.surveys.rates import Going, Which
from texts import campaign_launch as launch_words
from texts import campaigns as words


def whom(context: Context, view: Going) -> str:
    values = [context.call(each) if isinstance(each, Named) else each for each in view.values]
    return words.whom(view.audience.who.value, values, len(view.audience.plus))


def going(context: Context, view: Going) -> words.Going:
    return words.Going(
        title=view.title,
        lines=[label(line.subject) for line in view.lines],
        whom=whom(context, view),
        state=view.state.value,
        opens=None if view.begun else view.opens,
        last=view.last,
        today=view.today,
        counts={which.value: count for which, count in view.counts.items()},
        asked=view.asked,
        no_consent=view.no_consent,
        groups=[(rate.group, rate.sent, rate.asked) for rate in view.groups],
        anonymous=view.anonymous,
        nudged=view.nudged,
        follows=follows(view),
    )


def draft(context: Context, view: Going) -> launch_words.Draft:
    return launch_words.Draft(
        title=view.title,
        lines=[label(line.subject) for line in view.lines],
        whom=whom(context, view),
        people=view.people,
        sheets=view.asked,
        no_chat=view.counts[Which.NO_CHAT],
        no_consent=view.no_consent,
        opens=view.opens if view.opens > view.today else None,
        last=view.last,
        today=view.today,
        least=view.least,
        most=view.most,
        usual=view.usual,
        minutes=view.minutes,
        anonymous=view.anonymous,
        paper=not view.anonymous,
        follows=follows(view),
    )


def follows(view: Going) -> bool:
    """Whether newcomers are asked by themselves: not where people or pairs were named."""
    return not view.audience.named
