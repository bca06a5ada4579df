"""The county-size installation: no container engine runs where the tests run, so its description is read."""

import re
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = COMPOSE["services"]


def test_only_the_web_server_can_be_reached_and_only_from_this_machine() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}
    assert {name for name, service in SERVICES.items() if "outside" in service["networks"]} == {"web"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_every_lasting_service_has_a_health_check() -> None:
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"prepare"}


def test_the_program_runs_without_rights() -> None:
    rights = {name: (SERVICES[name]["read_only"], SERVICES[name]["cap_drop"]) for name in ("prepare", "web", "worker")}
    assert rights == dict.fromkeys(("prepare", "web", "worker"), (True, ["ALL"]))
    assert re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE) == ["perfeval"]


def test_what_is_being_done_is_finished_before_a_stop() -> None:
    """gunicorn lets requests end for 30 seconds, and without a word an engine kills after 10."""
    patience = {
        name: int(SERVICES[name]["stop_grace_period"].removesuffix("s")) for name in ("web", "worker", "database")
    }
    assert patience["web"] > 30
    assert min(patience["worker"], patience["database"]) >= 60


def test_no_secret_stands_in_the_description() -> None:
    assert {secret["file"] for secret in COMPOSE["secrets"].values()} == {
        "./secrets/secret_key",
        "./secrets/database_url",
        "./secrets/database_password",
    }
    given = {key for service in SERVICES.values() for key in service.get("environment", {})}
    assert {key for key in given if re.search("KEY|PASSWORD|DATABASE_URL", key) and not key.endswith("_FILE")} == set()


def test_secrets_are_made_once_and_stay(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    first = subprocess.run([ROOT / "script" / "secrets", folder], capture_output=True, text=True, check=False)
    made = {file.name: file.read_text() for file in folder.iterdir()}
    second = subprocess.run([ROOT / "script" / "secrets", folder], capture_output=True, text=True, check=False)
    password = made["database_password"].strip()
    assert (first.returncode, second.returncode) == (0, 1)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert made["database_url"] == f"postgres://perfeval:{password}@database/perfeval\n"
    assert min(len(made["secret_key"].strip()), len(password)) == 64
    assert {file.name: file.read_text() for file in folder.iterdir()} == made


def test_the_image_gets_nothing_that_is_not_committed_by_choice() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and line[0] != "#"]
    assert rules[0] == "*"
    assert [rule[1:] for rule in rules[1:] if rule.startswith("!") and not (ROOT / rule[1:]).exists()] == []
