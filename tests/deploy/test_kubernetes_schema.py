"""Every manifest is one that Kubernetes takes, as written and as kustomize makes it."""

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

OLDEST = "1.30"
"""The first version that sleeps in preStop without a feature gate."""

VERSIONS = (OLDEST, kubernetes_validate.latest_version())
FOLDER = Path(__file__).parents[2] / "deploy" / "kubernetes"
PATCHES = ("git-sync.yaml", "reference.yaml")


def manifests() -> list[tuple[str, dict[str, Any]]]:
    """Each document that is a whole manifest, by the name of its file."""
    found = []
    for path in sorted(FOLDER.rglob("*.yaml")):
        if path.name not in ("kustomization.yaml", *PATCHES):
            found += [(path.name, document) for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_each_manifest_as_written_is_valid(version: str) -> None:
    kinds = set()
    for _, manifest in manifests():
        kubernetes_validate.validate(manifest, version, strict=True)
        kinds.add(manifest["kind"])
    assert kinds >= {"Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy", "ServiceAccount", "Secret"}


@pytest.mark.parametrize("version", VERSIONS)
def test_what_an_overlay_makes_is_valid(built_with_everything: list[dict[str, Any]], version: str) -> None:
    for manifest in built_with_everything:
        kubernetes_validate.validate(manifest, version, strict=True)


def test_a_misspelt_field_is_found() -> None:
    (deployment,) = [manifest for _, manifest in manifests() if manifest["kind"] == "Deployment"]
    deployment["spec"]["template"]["spec"]["containers"][0]["securityContext"]["readOnlyRootFileSystem"] = True
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, OLDEST, strict=True)


def test_all_that_is_made_is_in_one_namespace(built_with_everything: list[dict[str, Any]]) -> None:
    placed = {
        manifest["metadata"]["namespace"] for manifest in built_with_everything if manifest["kind"] != "Namespace"
    }
    assert placed == {"codebook"}
