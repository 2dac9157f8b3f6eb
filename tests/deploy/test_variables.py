"""Every variable that a file for operators names is one that somebody reads."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings

OURS = {str(field.validation_alias) for field in Settings.model_fields.values()}
OF_OTHER_IMAGES = {
    *("GITSYNC_REPO", "GITSYNC_REF", "GITSYNC_USERNAME", "GITSYNC_PASSWORD"),
    *("POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"),
}
OF_COMPOSE = {"BOOK_FOLDER"}
NO_VARIABLES = {"AF_INET", "AF_INET6", "AF_UNIX"}

FILES = [
    path
    for path in sorted((Path(__file__).parents[2] / "deploy").rglob("*"))
    if path.is_file() and path.name not in ("README.md", "slack-manifest.yaml", ".env")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_variable_is_known(path: Path) -> None:
    named = set(re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b", path.read_text(encoding="utf-8")))
    assert named <= OURS | OF_OTHER_IMAGES | OF_COMPOSE | NO_VARIABLES


def test_the_example_of_secrets_is_invented_and_commented_out_where_it_is_a_choice(deploy: Path) -> None:
    lines = (deploy / "env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert given == {"SLACK_BOT_TOKEN": "xoxb-invented", "SLACK_APP_TOKEN": "xapp-invented"}
