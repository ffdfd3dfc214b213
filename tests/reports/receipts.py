"""A receipt and its export made without a database, for tests."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from xingshen.reports.receipt import (
    PACKAGE_FILE,
    PAPERS_FOLDER,
    Package,
    PackedPaper,
    canonical,
    event_digest,
    pack,
    receipt_json,
)
from xingshen.reports.receipt_checking import shown_instant

AT = "2026-07-13T08:59:59.123456+00:00"
CONTENT = b"%PDF-1.7 agreement"


def make_package(**answers: Any) -> Package:
    """A package with one paper."""
    paper = PackedPaper(
        "05-协议.pdf", "合作协议", "", "", "",
        hashlib.sha256(CONTENT).hexdigest(), hashlib.new("sm3", CONTENT).hexdigest(), len(CONTENT),
    )  # fmt: skip
    return pack(
        salt="5a" * 16,
        call={"slug": "intl", "title": "2026年度"},
        guide={"id": "hebei-intl-2026", "version": "1.0.0", "digest": "sha256:0"},
        unit={"name": "石家庄砺行机器人科技有限公司", "uscc": "91130100MA01106879"},
        version=3,
        version_code="XS1-G4DN-7X3K-9P1X-E",
        answers=answers or {"project": {"title": "柔性焊接机器人"}, "team": [{"name": "邢亦舟"}]},
        papers=[paper],
    )


def make_receipt(package: Package) -> dict[str, Any]:
    """The receipt of this package, as the server would give it."""
    event: dict[str, Any] = {
        "seq": 41, "at": AT, "kind": "filing.submitted", "actor_id": 7, "actor_name": "冯知衡",
        "actor_role": "applicant", "organisation": "", "subject_type": "application", "subject_id": "5",
        "subject_label": "柔性焊接机器人", "before": {"stage": "draft", "sequence": 0},
        "after": {
            "stage": "at_unit", "number": "2026-2-0148", "sequence": 1, "version": 3,
            "version_code": package.tree["version_code"], "sha256": package.digests.sha256,
            "sm3": package.digests.sm3, "manifest_sha256": package.manifest_sha256,
        },
        "reason": "", "address": "10.0.0.1", "request_id": "", "prev_hash": "ab" * 32,
    }  # fmt: skip
    event["hash"] = event_digest(event)
    return receipt_json(
        number="2026-2-0148", sequence=1, submitted_at=shown_instant(AT), digests=package.digests,
        manifest=package.manifest, event=event, verify_url="https://shenbao.example.cn/filing/verify/",
    )  # fmt: skip


def write_export(package: Package, target: Path, content: bytes = CONTENT) -> Path:
    """The zip that the portal gives."""
    with ZipFile(target, "w") as archive:
        archive.writestr(PACKAGE_FILE, canonical(package.tree))
        archive.writestr(f"{PAPERS_FOLDER}/05-协议.pdf", content)
    return target
