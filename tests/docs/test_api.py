"""The manual of the API: its commands work as printed, and it names what there is."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.docs.api_blocks import MANUAL, blocks
from tests.portal.api.scene import Programs
from xingshen.review.api_policy import Scope
from xingshen.review.policy import Role

EXAMPLE = Path(__file__).parents[2] / "examples" / "dossiers" / "clean-cat1-enterprise" / "application.json"


def commands() -> list[str]:
    """Every curl command, one each."""
    return ["curl" + each for block in blocks("sh") for each in f"\n{block}".split("\ncurl") if each.strip()]


@pytest.mark.django_db(transaction=True)
def test_the_commands_work_as_they_are_printed(live_server: Any, tmp_path: Path) -> None:
    programs = Programs()
    point = next(each for each in programs.review.case().points() if each.waits and not each.for_panel)
    archive = tmp_path / "dossier.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(EXAMPLE, "application.json")
    environment = {
        "PATH": os.environ["PATH"], "XINGSHEN": live_server.url, "DOSSIER": str(programs.own.pk), "ZIP": str(archive),
        "XINGSHEN_TOKEN": programs.program(Role.REVIEWER).secret, "KEY": "a-key-of-my-own",
        "OFFICE_TOKEN": programs.program(Role.OFFICE).secret, "POINT": point.finding.fingerprint,
        "SEEN": point.basis.digest,
    }  # fmt: skip
    answers = []
    for command in commands():
        done = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), (command, done.stdout)
        answers.append(sorted(json.loads(done.stdout)))
    assert [each[0] for each in answers] == [
        "checks_left", "items", "call", "as_of", "dossier", "dossier", "expires_at", "items",
    ]  # fmt: skip


def test_scopes_and_settings_are_explained() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    wanted = [f"`{scope.value}`" for scope in Scope]
    wanted += ["XS_API_PER_MINUTE", "XS_API_CHECKS_PER_DAY", "XS_WEBHOOK_NETWORKS", "X-Xingshen-Signature"]
    assert [each for each in wanted if each not in text] == []
