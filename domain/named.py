"""A person as lists and cards carry one: the words for it are made by domain.names.render."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Who is meant; `id` stands for the name where the style is «code»."""

    id: int
    name: str
    pupil: bool = False
