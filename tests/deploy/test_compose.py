"""The compose files: valid, without rights, and with the records on a volume."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "deploy"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))["services"]


def seconds(duration: str) -> int:
    """A duration such as 45s."""
    return int(duration.removesuffix("s"))


@pytest.mark.parametrize("name", ["compose.yaml", "compose.http.yaml"])
def test_it_is_a_compose_file(name: str, deploy: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(deploy / name)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_has_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] not in ("root", "0")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit", "restart", "healthcheck", "logging"} <= service.keys()
    assert not {"ports", "privileged", "network_mode", "cap_add"} & service.keys()


def test_the_bot_writes_to_a_volume_alone_and_has_time_to_stop(seconds_to_stop: int) -> None:
    bot = SERVICES["codebook"]
    assert bot["volumes"] == ["${BOOK_FOLDER:-../knowledge}:/book:ro", "data:/var/lib/codebook"]
    assert bot["environment"] == {"CODEBOOK_KNOWLEDGE": "/book"}
    assert bot["env_file"] == ".env"
    assert seconds(bot["stop_grace_period"]) > seconds_to_stop


def test_the_database_is_reached_from_the_bot_alone_and_can_be_left_out() -> None:
    networks = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))["networks"]
    assert SERVICES["database"]["networks"] == ["records"]
    assert networks["records"] == {"internal": True}
    assert SERVICES["database"]["profiles"] == ["postgresql"]
    assert SERVICES["codebook"]["depends_on"] == {"database": {"condition": "service_healthy", "required": False}}


def test_over_http_the_port_is_open_on_this_machine_alone(deploy: Path) -> None:
    services = yaml.safe_load((deploy / "compose.http.yaml").read_text(encoding="utf-8"))["services"]
    assert services.keys() == {"codebook"}
    assert services["codebook"]["ports"] == ["127.0.0.1:3000:3000"]
    assert "--http" in services["codebook"]["command"]


def test_the_file_of_secrets_stays_out_of_the_repository_and_the_image() -> None:
    top = FOLDER.parent
    assert ".env" in (top / ".gitignore").read_text(encoding="utf-8").splitlines()
    let_in = (top / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert let_in[0] == "*"
    assert [line for line in let_in if "deploy" in line] == ["!deploy/slack-manifest.yaml"]
