"""The files for operators, and what kustomize makes of the Kubernetes ones."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.slack.serving import PATIENCE_SECONDS

DEPLOY = Path(__file__).parents[2] / "deploy"
OVERLAYS = ("socket", "http")


def documents(text: str) -> list[dict[str, Any]]:
    """The YAML documents of a file."""
    return [document for document in yaml.safe_load_all(text) if document is not None]


def build(folder: Path) -> list[dict[str, Any]]:
    """What a kustomization makes. Skips the test where neither kustomize nor kubectl is installed."""
    if shutil.which("kustomize"):
        command = ["kustomize", "build"]
    elif shutil.which("kubectl"):
        command = ["kubectl", "kustomize"]
    else:
        pytest.skip("neither kustomize nor kubectl is installed")
    built = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return documents(built.stdout)


@pytest.fixture(scope="session")
def deploy() -> Path:
    """The folder `deploy`."""
    return DEPLOY


@pytest.fixture(params=OVERLAYS)
def overlay(request: pytest.FixtureRequest) -> str:
    """How the bot meets Slack."""
    return str(request.param)


@pytest.fixture
def built(overlay: str) -> list[dict[str, Any]]:
    """All that an overlay makes."""
    return build(DEPLOY / "kubernetes" / "overlays" / overlay)


@pytest.fixture
def built_with_everything(tmp_path: Path, overlay: str) -> list[dict[str, Any]]:
    """What an overlay makes together with the component that no overlay has by itself."""
    # kustomize takes no absolute paths and nothing outside the tree of a kustomization, so the tree is copied.
    shutil.copytree(DEPLOY / "kubernetes", tmp_path / "kubernetes")
    mine = tmp_path / "kubernetes" / "mine"
    mine.mkdir()
    (mine / "kustomization.yaml").write_text(
        "apiVersion: kustomize.config.k8s.io/v1beta1\n"
        "kind: Kustomization\n"
        "namespace: codebook\n"
        f"resources: [../overlays/{overlay}]\n"
        "components: [../components/imported-files]\n",
        encoding="utf-8",
    )
    return build(mine)


@pytest.fixture(scope="session")
def seconds_to_stop() -> int:
    """How long a stop may take: for open requests, then for questions in flight."""
    return 2 * PATIENCE_SECONDS
