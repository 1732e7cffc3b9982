"""The Dockerfile is read, not built: there is no engine where the tests run."""

import re
from pathlib import Path

from tests.test_house_rules import PACKAGES

ROOT = Path(__file__).parents[2]


def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", "", kept)
    pairs = (line.partition(" ") for line in joined.splitlines() if line.strip())
    return [(name, rest.strip()) for name, _, rest in pairs]


def values(name: str) -> list[str]:
    return [rest for found, rest in instructions() if found == name]


def test_only_known_instructions() -> None:
    known = {
        "FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK",
        "STOPSIGNAL", "CMD",
    }  # fmt: skip

    assert {name for name, _ in instructions()} == known


def test_the_base_image_has_a_fixed_version() -> None:
    (image,) = values("FROM")
    tag = image.partition(":")[2]

    assert (re.fullmatch(r"\d+\.\d+[\w.-]*", tag) is not None, tag) == (True, "3.12-slim")


def test_it_does_not_run_as_root_from_the_first_start_on() -> None:
    names = [name for name, _ in instructions()]

    assert values("USER") == ["nastavnik"]
    assert "useradd" in " ".join(values("RUN"))
    assert names.index("USER") > max(i for i, name in enumerate(names) if name in ("RUN", "COPY"))


def test_health_and_start_are_commands_of_the_program() -> None:
    (health,) = values("HEALTHCHECK")

    assert health.endswith('CMD ["python", "-m", "bot", "doctor", "--quick"]')
    assert values("CMD") == ['["python", "-m", "bot", "up"]']


def test_every_package_is_in_the_image() -> None:
    folders = {rest.split()[0] for rest in values("COPY")} - {"requirements.lock", "alembic.ini"}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert folders == set(PACKAGES) - {"bench", "tests"}
    assert {line[1:] for line in ignored if line.startswith("!")} >= folders


def test_nothing_else_is_sent_to_the_builder() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert ignored[0] == "*"


def test_compose_names_no_floating_image() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    images = re.findall(r"^\s+image: (\S+)$", compose, re.MULTILINE)

    assert [image for image in images if re.search(r":\d", image) is None] == []
    assert len(images) == 2
