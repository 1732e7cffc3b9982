"""What a picture consists of: plain values that are measured by tests and drawn by `paint`."""

from dataclasses import dataclass, field
from typing import Literal

from exports.pictures import fonts

Colour = str  # «#rrggbb»
Anchor = Literal["left", "middle", "right"]
Fill = Literal["solid", "hatched"]
Area = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Text:
    """One line; `x` is its left end, middle or right end by `anchor`, `y` its top."""

    x: int
    y: int
    words: str
    size: int
    colour: Colour
    bold: bool = False
    anchor: Anchor = "left"

    @property
    def area(self) -> Area:
        """The rectangle that the line takes."""
        wide = fonts.width(self.words, self.size, self.bold)
        left = self.x - {"left": 0, "middle": wide // 2, "right": wide}[self.anchor]
        return left, self.y, left + wide, self.y + fonts.height(self.size)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; a hatched one has slanting lines of its edge's colour."""

    area: Area
    fill: Colour | None = None
    edge: Colour | None = None
    style: Fill = "solid"


@dataclass(frozen=True, slots=True)
class Line:
    """A broken line through the points; `dash` is the length of a stroke, 0 for none."""

    points: tuple[tuple[int, int], ...]
    colour: Colour
    width: int = 2
    dash: int = 0


@dataclass(frozen=True, slots=True)
class Polygon:
    points: tuple[tuple[int, int], ...]
    fill: Colour
    edge: Colour | None = None


Shape = Text | Box | Line | Polygon


@dataclass(slots=True)
class Picture:
    """Shapes are drawn in their order; nothing may lie outside."""

    width: int
    height: int = 0
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        self.shapes += shapes

    @property
    def texts(self) -> list[Text]:
        return [shape for shape in self.shapes if isinstance(shape, Text)]
