"""The Dockerfile: what it copies is there, and what it ships has no rights and no tools."""

import re
from pathlib import Path

import pytest

from bot.settings import read_settings

TOP = Path(__file__).parents[2]


@pytest.fixture
def stages() -> list[list[str]]:
    """The instructions of each stage, continued lines joined."""
    text = (TOP / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    found: list[list[str]] = []
    for line in filter(None, joined.splitlines()):
        if line.startswith("FROM "):
            found.append([])
        found[-1].append(line)
    return found


def test_what_it_copies_is_there_and_let_in(stages: list[list[str]]) -> None:
    copied = [word for line in stages[0] if line.startswith("COPY ") for word in line.split()[1:-1]]
    let_in = (TOP / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"bot", "knowledge", "pyproject.toml"} <= set(copied)
    assert all((TOP / path).exists() and f"!{path}" in let_in for path in copied)


def test_it_ships_the_environment_alone(stages: list[list[str]]) -> None:
    build, shipped = stages
    assert [line for line in shipped if line.startswith(("COPY", "ADD"))] == [
        "COPY --from=build /opt/codebook /opt/codebook"
    ]
    assert any("venv --without-pip" in line for line in build)
    assert all("--no-cache-dir" in line for line in build if re.search(r"pip .*(install|wheel)", line))
    assert all(re.fullmatch(r"FROM python:3\.\d+-slim( AS build)?", stage[0]) for stage in stages)


def test_its_user_is_a_number_and_owns_one_folder(stages: list[list[str]]) -> None:
    shipped = stages[-1]
    assert "USER 10001:10001" in shipped
    assert "VOLUME /var/lib/codebook" in shipped
    assert any("install -d -o 10001 -g 10001 -m 700 /var/lib/codebook" in line for line in shipped)
    after = shipped[shipped.index("USER 10001:10001") :]
    assert not [line for line in after if line.startswith(("RUN", "COPY", "ADD"))]


def test_its_settings_are_some_that_the_bot_takes_and_its_health_is_asked_where_it_answers(
    stages: list[list[str]],
) -> None:
    (environment,) = [line for line in stages[-1] if line.startswith("ENV ")]
    given = dict(word.split("=", 1) for word in environment.split()[1:])
    settings = read_settings(**{name: value for name, value in given.items() if name.startswith("CODEBOOK_")})
    assert settings.database_url.endswith("////var/lib/codebook/records.sqlite3")
    (health,) = [line for line in stages[-1] if line.startswith("HEALTHCHECK ")]
    assert f"http://127.0.0.1:{given['CODEBOOK_HEALTH_PORT']}/healthz" in health
