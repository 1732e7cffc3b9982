"""The house rules of docs/decisions, held by reading the sources: nothing is imported."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "bot", "handlers", "services", "db", "exports", "imports", "texts", "content", "domain",
    "sandbox", "migrations", "bench", "tests",
)  # fmt: skip
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")
# aiogram's own helpers beside the API: a path of the file server, the object itself.
NOT_METHODS = {"download", "download_file"}

Rule = Callable[[Path, str], list[str]]


@cache
def sources() -> list[Path]:
    found = [ROOT / "start.py"]
    for package in PACKAGES:
        found += sorted((ROOT / package).rglob("*.py"))
    return [path.relative_to(ROOT) for path in found]


def docstrings(tree: ast.Module) -> set[int]:
    """Ids of the nodes that are docstrings: they may quote what a parser reads."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = (node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body)
    return {id(node.value) for node in first if isinstance(node, ast.Expr)}


def speaks_russian(path: Path) -> bool:
    """Sentences live in texts and content, words to recognise in words.py; start.py runs before
    anything of ours can be imported."""
    return (
        path.parts[0] in ("texts", "content", "tests", "start.py")
        or path.parts[:2] == ("sandbox", "web")
        or path.name == "words.py"
    )


def no_cyrillic(path: Path, source: str) -> list[str]:
    if speaks_russian(path):
        return []
    tree = ast.parse(source)
    spared = docstrings(tree)
    return [
        f"{path}:{node.lineno}: Cyrillic literal"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and CYRILLIC.search(node.value)
    ]


def services_are_synchronous(path: Path, source: str) -> list[str]:
    if path.parts[0] != "services":
        return []
    waits = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    return [
        f"{path}:{node.lineno}: a service never awaits"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, waits)
    ]


def no_print(path: Path, source: str) -> list[str]:
    if path.parts[:2] == ("bot", "commands") or path.parts[0] in ("start.py", "bench", "tests"):
        return []
    return [
        f"{path}:{node.lineno}: print"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def known_bot_methods(path: Path, source: str) -> list[str]:
    if path.parts[0] not in ("bot", "handlers"):
        return []
    return [
        f"{path}:{line}: {method} is not in handlers/botapi.py"
        for line, method in bot_calls(ast.parse(source))
        if method not in bot_api_methods()
    ]


def bot_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls on anything named bot, and method objects taken from aiogram.methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = getattr(owner, "id", getattr(owner, "attr", ""))
            if name == "bot" and node.func.attr not in NOT_METHODS:
                yield node.lineno, camel(node.func.attr)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("aiogram.methods"):
            if node.module == "aiogram.methods.base":
                continue  # what all methods have in common
            for alias in node.names:
                yield node.lineno, alias.name[0].lower() + alias.name[1:]


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@cache
def bot_api_methods() -> frozenset[str]:
    tree = ast.parse((ROOT / "handlers/botapi.py").read_text(encoding="utf-8"))
    sets = (node for node in ast.walk(tree) if isinstance(node, ast.Set))
    return frozenset(ast.literal_eval(next(sets)))


def no_machine_paths(path: Path, source: str) -> list[str]:
    if path == Path("tests/test_house_rules.py"):
        return []
    places = re.compile(r"(?<![\w.])/(?:work|root|farm|Users)/|[A-Z]:\\Users\\")
    return [
        f"{path}:{number}: a path of one machine"
        for number, line in enumerate(source.splitlines(), 1)
        if places.search(line)
    ]


RULES: dict[Rule, tuple[str, str]] = {
    no_cyrillic: ("services/x.py", 'TEXT = f"{1} шаг"\n'),
    services_are_synchronous: ("services/x.py", "async def act() -> None: ...\n"),
    no_print: ("domain/x.py", 'print("x")\n'),
    known_bot_methods: ("handlers/x.py", "await context.bot.ban_chat_member(1)\n"),
    no_machine_paths: ("bot/x.py", 'HOME = "/' + 'root/main"\n'),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_sources_keep_the_rule(rule: Rule) -> None:
    broken = [
        line
        for path in sources()
        for line in rule(path, (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert broken == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_rule_can_fail(rule: Rule) -> None:
    path, source = RULES[rule]

    assert len(rule(Path(path), source)) == 1


def test_every_setting_is_explained() -> None:
    tree = ast.parse((ROOT / "bot/settings.py").read_text(encoding="utf-8"))
    settings = next(
        node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    names = {
        node.target.id.upper()
        for node in settings.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE)) == names


def test_every_command_is_explained() -> None:
    guides = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        if path.exists()
    )

    assert {name for name in commands() if f"python -m bot {name}" not in guides} == set()


def commands() -> set[str]:
    """The keys of COMMANDS in bot/__main__.py."""
    tree = ast.parse((ROOT / "bot/__main__.py").read_text(encoding="utf-8"))
    (listed,) = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "COMMANDS"
    )
    return set(ast.literal_eval(listed))


def test_locks_name_no_address() -> None:
    locks = [*ROOT.glob("requirements*")]

    assert len(locks) == 4
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def test_every_locked_package_has_a_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())

    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_import_linter_sees_every_package() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    watched = set(config["tool"]["importlinter"]["root_packages"])

    assert watched == set(PACKAGES) - {"bench", "tests"}
