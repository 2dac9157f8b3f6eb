"""What the manifests promise: nothing more than needed, no question lost in a roll-out, no secret applied."""

from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.cli.app import app
from bot.settings import choose_mode, read_settings

Manifest = dict[str, Any]


def one(built: list[Manifest], kind: str, name: str = "codebook") -> Manifest:
    """The manifest of a kind and a name; kustomize adds a hash to the names of ConfigMaps."""
    (found,) = [
        manifest
        for manifest in built
        if manifest["kind"] == kind
        and name in (manifest["metadata"]["name"], manifest["metadata"]["name"].rpartition("-")[0])
    ]
    return found


def pod(built: list[Manifest]) -> Manifest:
    """What the Deployment says of its pods."""
    spec: Manifest = one(built, "Deployment")["spec"]["template"]["spec"]
    return spec


def bot(built: list[Manifest]) -> Manifest:
    """The bot's container."""
    (found,) = [container for container in pod(built)["containers"] if container["name"] == "codebook"]
    return dict(found)


def configured(built: list[Manifest]) -> dict[str, str]:
    """The variables of the ConfigMap."""
    return dict(one(built, "ConfigMap")["data"])


def assert_locked_down(spec: Manifest) -> None:
    """A pod without rights, in every one of its containers."""
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not {"hostNetwork", "hostPID", "hostIPC"} & spec.keys()
    for container in [*spec.get("initContainers", []), *spec["containers"]]:
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] is True
        assert (context["allowPrivilegeEscalation"], context["privileged"]) == (False, False)
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert context.get("runAsUser", 1) > 0
        assert "memory" in container["resources"]["limits"]
    for volume in spec["volumes"]:
        assert volume.keys() & {"emptyDir", "persistentVolumeClaim"}
        assert volume.get("emptyDir", {"sizeLimit": ""}).get("sizeLimit") is not None


def test_no_container_has_more_rights_than_it_needs(built_with_everything: list[Manifest]) -> None:
    assert_locked_down(pod(built_with_everything))
    assert one(built_with_everything, "ServiceAccount")["automountServiceAccountToken"] is False
    labels = one(built_with_everything, "Namespace")["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_the_place_to_import_from_has_no_more(deploy: Path) -> None:
    path = deploy / "kubernetes" / "components" / "imported-files" / "import-pod.yaml"
    importing, policy = yaml.safe_load_all(path.read_text(encoding="utf-8"))
    assert_locked_down(importing["spec"])
    assert policy["spec"]["podSelector"]["matchLabels"] == importing["metadata"]["labels"]
    assert not {"ingress", "egress"} & policy["spec"].keys()
    assert policy["spec"]["policyTypes"] == ["Ingress", "Egress"]


def test_the_bot_can_only_read_the_book_and_the_imported_files(built_with_everything: list[Manifest]) -> None:
    mounts = {mount["mountPath"]: mount.get("readOnly", False) for mount in bot(built_with_everything)["volumeMounts"]}
    assert mounts == {"/tmp": False, "/var/lib/codebook": False, "/book": True, "/reference": True}


def test_a_roll_out_always_leaves_somebody_to_answer(built: list[Manifest], seconds_to_stop: int) -> None:
    deployment = one(built, "Deployment")["spec"]
    assert deployment["replicas"] >= 2
    assert deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert one(built, "PodDisruptionBudget")["spec"]["maxUnavailable"] < deployment["replicas"]
    drained = bot(built)["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod(built)["terminationGracePeriodSeconds"] > drained + seconds_to_stop


def test_probes_ask_the_port_that_the_bot_listens_on(built: list[Manifest], overlay: str) -> None:
    container = bot(built)
    (port,) = container["ports"]
    probes = {name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {probe["port"] for probe in probes.values()} == {port["name"]}
    assert {name: probe["path"] for name, probe in probes.items()} == {
        "startup": "/healthz",
        "liveness": "/healthz",
        "readiness": "/readyz",
    }
    if overlay == "socket":
        assert configured(built)["CODEBOOK_HEALTH_PORT"] == str(port["containerPort"])
    else:
        assert arguments(container)["port"] == port["containerPort"]


def arguments(container: Manifest) -> dict[str, Any]:
    """The container's arguments as the command line reads them. Fails where it does not take them."""
    command, *options = container["args"]
    group = typer.main.get_command(app)
    context = group.make_context("codebook", [command, *options])  # the group takes the name of the command alone
    assert command == "run"
    found = group.get_command(context, command)  # type: ignore[attr-defined]
    return dict(found.make_context(command, list(options)).params)


def test_the_bot_takes_the_settings_and_meets_slack_as_the_overlay_says(
    built: list[Manifest], deploy: Path, overlay: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = yaml.safe_load((deploy / "kubernetes" / "secret.example.yaml").read_text(encoding="utf-8"))["stringData"]
    # Its driver is not installed with the tests.
    assert secret.pop("CODEBOOK_DATABASE_URL").startswith("postgresql://")
    settings = read_settings(**configured(built), **secret)
    given = arguments(bot(built))
    assert choose_mode(settings, http=given["http"]) == overlay
    assert (given["host"], given["browser"]) == ("0.0.0.0", False)


def test_no_secret_is_applied_and_none_is_in_a_manifest(built_with_everything: list[Manifest], deploy: Path) -> None:
    assert "Secret" not in {manifest["kind"] for manifest in built_with_everything}
    container = bot(built_with_everything)
    assert {"secretRef": {"name": "codebook"}} in container["envFrom"]
    (database,) = container["env"]
    assert (database["name"], database["valueFrom"]["secretKeyRef"]["name"]) == ("CODEBOOK_DATABASE_URL", "codebook")
    assert not database["valueFrom"]["secretKeyRef"].get("optional", False)
    example = yaml.safe_load((deploy / "kubernetes" / "secret.example.yaml").read_text(encoding="utf-8"))
    assert example["metadata"]["name"] == "codebook"
    assert all("invented" in value for value in example["stringData"].values())


def test_the_network_is_open_as_far_as_it_must_be(built: list[Manifest], overlay: str) -> None:
    policies = [manifest for manifest in built if manifest["kind"] == "NetworkPolicy"]
    labels = one(built, "Deployment")["spec"]["template"]["metadata"]["labels"]
    assert all(policy["spec"]["podSelector"]["matchLabels"].items() <= labels.items() for policy in policies)
    let_in = [rule for policy in policies for rule in policy["spec"].get("ingress", [])]
    assert all(rule["from"] and [port["port"] for port in rule["ports"]] == ["http"] for rule in let_in)
    assert len(let_in) == {"socket": 1, "http": 2}[overlay]
    main = one(built, "NetworkPolicy")["spec"]
    assert main["policyTypes"] == ["Ingress", "Egress"]
    assert {port["port"] for rule in main["egress"] for port in rule["ports"]} == {53, 443, 5432}


def test_only_what_is_slacks_is_served_to_the_world(deploy: Path) -> None:
    ingress = yaml.safe_load((deploy / "kubernetes/overlays/http/ingress.yaml").read_text(encoding="utf-8"))
    (rule,) = ingress["spec"]["rules"]
    assert [(path["path"], path["pathType"]) for path in rule["http"]["paths"]] == [("/slack/events", "Exact")]
    assert ingress["spec"]["tls"][0]["hosts"] == [rule["host"]]


def test_the_service_leads_to_the_pods(deploy: Path, built: list[Manifest], overlay: str) -> None:
    services = [manifest["spec"] for manifest in built if manifest["kind"] == "Service"]
    if overlay == "socket":
        assert services == []
    else:
        (service,) = services
        labels = one(built, "Deployment")["spec"]["template"]["metadata"]["labels"]
        assert service["selector"].items() <= labels.items()
        assert [port["targetPort"] for port in service["ports"]] == [port["name"] for port in bot(built)["ports"]]


def test_the_book_is_there_before_the_bot_and_is_read_by_the_link(built: list[Manifest]) -> None:
    (sync,) = pod(built)["initContainers"]
    assert sync["restartPolicy"] == "Always"
    assert sync["startupProbe"]["httpGet"]["port"] == 1234
    given = dict(argument.removeprefix("--").split("=") for argument in sync["args"])
    assert (given["http-bind"], given["max-failures"]) == (":1234", "-1")
    assert configured(built)["CODEBOOK_KNOWLEDGE"] == f"{given['root']}/{given['link']}"
    assert one(built, "ConfigMap", "codebook-book")["data"].keys() == {"GITSYNC_REPO", "GITSYNC_REF"}


def test_images_are_pinned_and_the_bots_is_the_operators_to_name(built: list[Manifest], deploy: Path) -> None:
    containers = [*pod(built)["initContainers"], *pod(built)["containers"]]
    assert [container["image"] for container in containers] == [
        "registry.k8s.io/git-sync/git-sync:v4.7.1",
        "registry.example.org/codebook:0.1.0",
    ]
    base = yaml.safe_load((deploy / "kubernetes/base/deployment.yaml").read_text(encoding="utf-8"))
    assert base["spec"]["template"]["spec"]["containers"][0]["image"] == "codebook"
