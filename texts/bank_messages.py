"""What the bot writes of the banks by itself: candidates that wait, the letter of a no."""

from typing import Final

from domain.pairs import Side
from texts.digest_points import Point
from texts.html import b, clip, esc
from texts.plural import counted, plural
from texts.typography import tidy

WAITS: Final = ("ждёт", "ждут", "ждут")
_CANDIDATES = ("кандидат", "кандидата", "кандидатов")
WAIT_LINE = "Проверьте критерии и решите, кого принять в банк."
SEND_LETTER = "Отправить письмо"
LETTER_SENT = "Письмо уйдёт в рабочие часы"


def wait_title(mentors: int, mentees: int) -> str:
    """Candidates, in the daily message; plain."""
    return f"Решения школы {_waiting(mentors, mentees)}"


def point(mentors: int, mentees: int) -> Point:
    """The same in the weekly message."""
    told = f"Банк: решения {_waiting(mentors, mentees)}"
    return Point(told, told, "", "", "открыть банк и решить")


def _waiting(mentors: int, mentees: int) -> str:
    """«ждёт 1 кандидат в наставники»."""
    total = mentors + mentees
    told = f"{plural(total, *WAITS)} {counted(total, *_CANDIDATES)}"
    if mentors and mentees:
        return f"{told} (в наставники {mentors}, в наставляемые {mentees})"
    return f"{told} в {'наставники' if mentors else 'наставляемые'}"


def letter(call: str, side: Side, school: str, *, close: bool) -> str:
    """A kind no. `call`: how the person is addressed; `close`: a pupil, spoken to as «ты»."""
    hello = f"{esc(call)}, здравствуйте!" if call and not close else "Здравствуйте!"
    if close:
        hello = f"{esc(call)}, привет!" if call else "Привет!"
        if side is Side.MENTOR:
            body = (
                "Спасибо, что хочешь помогать другим. В этот раз наставниками станут другие "
                "ребята, но твоё желание школа помнит. Если хочешь узнать больше или попробовать "
                "ещё раз, подойди к куратору."
            )
        else:
            body = (
                "Спасибо за ответы. Сейчас пары с наставником для тебя не будет. Если помощь "
                "нужна, подойди к куратору: вместе придумаете, как быть."
            )
    elif side is Side.MENTOR:
        body = (
            "Спасибо за готовность помогать коллегам и ученикам. В этот раз наставниками станут "
            "другие участники. Ваш опыт для школы важен: куратор расскажет, как ещё можно "
            "участвовать и когда попробовать снова."
        )
    else:
        body = (
            "Спасибо за Ваши ответы. Сейчас школа не сможет предложить Вам наставника. Если "
            "помощь нужна, напишите куратору: вместе найдёте, как быть."
        )
    return tidy(f"{hello}\n\n{body}\n\n{esc(clip(school, 200))}")


def ask_letter(name: str, text: str) -> str:
    """Before it is sent. `text`: the letter as it will come (HTML)."""
    return f"👥 {b('Банк · письмо')} · {esc(clip(name, 100))}\n\n{text}\n\nОтправить?"
