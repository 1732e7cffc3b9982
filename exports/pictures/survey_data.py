"""What the pictures of a questionnaire's results show: plain values for the worker process."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """`size` from 0 to 1; `value`: the same in words. None: not told."""

    label: str
    size: float | None
    value: str


@dataclass(frozen=True, slots=True)
class BarsData:
    """`points`: the bars are those of a scale, stand upright, and `mean` (in points, with its
    words) is marked among them; `ends`: words at the ends of the scale."""

    question: str
    lines: tuple[str, ...]
    bars: tuple[Bar, ...]
    points: bool = False
    ends: tuple[str, str] = ("", "")
    mean: float | None = None
    mean_words: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One scale from `low` to `high`, before and after; `value`: in words."""

    label: str
    low: float
    high: float
    before: float
    after: float
    value: str


@dataclass(frozen=True, slots=True)
class ShiftsData:
    title: str
    lines: tuple[str, ...]
    shifts: tuple[Shift, ...]
    before: str
    after: str
