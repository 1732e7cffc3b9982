"""The guides tell the truth: buttons, commands and links that they name exist."""

import ast
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, parser

ROOT = Path(__file__).resolve().parent.parent
GUIDES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
CAPTION = re.compile(r"\*\*«(.+?)»\*\*")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FIRST_SIGN = re.compile(r"^[^\w«]+")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def test_every_button_of_the_guides_exists() -> None:
    unknown = {
        f"{guide.name}: {caption}"
        for guide in GUIDES
        for caption in CAPTION.findall(guide.read_text(encoding="utf-8"))
        if not _is_said(caption)
    }

    assert unknown == set()


@pytest.mark.parametrize("caption", ["Просрочено (…)", "✅ Готово", "Разобрать … вопросов"])
def test_a_caption_is_known_with_its_sign_and_its_number(caption: str) -> None:
    assert _is_said(caption)


@pytest.mark.parametrize("caption", ["Запустить всё", "Готов", "Просрочивать"])
def test_a_caption_that_nothing_says_is_found_out(caption: str) -> None:
    assert not _is_said(caption)


def test_every_command_of_the_chat_exists() -> None:
    known = {f"/{name}" for name in _chat_commands()}
    named = {
        command
        for guide in (ROOT / "docs" / "ru").glob("*.md")
        for command in re.findall(r"`(/\w+)`", guide.read_text(encoding="utf-8"))
    }

    # The messenger's own father of bots has commands too.
    assert named - known == {"/newbot"}


def test_every_link_leads_to_a_file() -> None:
    broken = {
        f"{guide.relative_to(ROOT)}: {link}"
        for guide in GUIDES
        for link in LINK.findall(guide.read_text(encoding="utf-8"))
        if "://" not in link and not (guide.parent / link.partition("#")[0]).exists()
    }

    assert broken == set()


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^    (\w+)(?: |$)", parser().format_help(), re.MULTILINE))

    assert listed == set(COMMANDS)
    assert {name for name in COMMANDS if f"python -m bot {name}" not in readme} == set()


def test_the_readme_names_every_folder() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert {name for name in packages if f"| `{name}/` |" not in readme} == set()


def _is_said(caption: str) -> bool:
    """Whether a button reads so; a number or a name in it is «…» in the guide."""
    bare = _bare(caption)
    return bare in _captions() or any(made.fullmatch(bare) for made in _made_captions())


def _bare(caption: str) -> str:
    return FIRST_SIGN.sub("", caption.replace("\N{NO-BREAK SPACE}", " "))


@cache
def _captions() -> frozenset[str]:
    """Whole strings of texts/ and of the sandbox's page."""
    said = {
        node.value
        for tree in _texts()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return frozenset(map(_bare, said | _Page().said()))


@cache
def _made_captions() -> tuple[re.Pattern[str], ...]:
    """f-strings of texts/ that have words of their own."""
    made = (
        _pattern(node)
        for tree in _texts()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    )
    return tuple(re.compile(pattern) for pattern in made if CYRILLIC.search(pattern))


def _pattern(node: ast.JoinedStr) -> str:
    """What is filled in is «…» in a guide, with the words that may stand around it."""
    parts = [
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[^«»]*…[^«»]*"
        for part in node.values
    ]
    return "".join(parts)


@cache
def _texts() -> tuple[ast.Module, ...]:
    files = sorted((ROOT / "texts").rglob("*.py"))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in files)


def _chat_commands() -> list[str]:
    tree = ast.parse((ROOT / "texts" / "menu.py").read_text(encoding="utf-8"))
    (listed,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "COMMANDS"
    )
    return [name for name, _ in ast.literal_eval(listed)]


class _Page(HTMLParser):
    """What stands on the sandbox's page."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def said(self) -> set[str]:
        self.feed((ROOT / "sandbox" / "web" / "index.html").read_text(encoding="utf-8"))
        return self._said

    def handle_data(self, data: str) -> None:
        self._said.add(unescape(data.strip()))
