"""Copies the pinned browser files out of npm packages into the tree, or checks that the copies are what was pinned.

``python scripts/vendor.py verify`` needs no network and no node: it compares every copy with its SHA-256 in
``static/vendor/manifest.json``. ``python scripts/vendor.py copy`` runs ``npm ci`` from the lock in a folder of its own,
copies the files unchanged and writes the manifests anew. To take a new version: change ``vendoring/package.json``, run
``npm install --package-lock-only`` there, then ``copy``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src/xingshen/portal/ui"
PINS = UI / "vendoring"
SHIPPED = UI / "static/vendor"
TESTS = ROOT / "tests/e2e/axe"
MANIFEST = "manifest.json"
# Source maps go along because the static files storage refuses a file that names a map which is not there.
FILES: dict[Path, dict[str, tuple[str, ...]]] = {
    SHIPPED: {
        "bootstrap": (
            "dist/css/bootstrap.min.css",
            "dist/css/bootstrap.min.css.map",
            "dist/js/bootstrap.bundle.min.js",
            "dist/js/bootstrap.bundle.min.js.map",
            "LICENSE",
        ),
        "echarts": ("dist/echarts.simple.min.js", "LICENSE", "NOTICE", "licenses/LICENSE-d3"),
        "htmx.org": ("dist/htmx.min.js", "LICENSE"),
        "tus-js-client": ("dist/tus.min.js", "dist/tus.min.js.map", "LICENSE"),
        # Contained in the bundles above; only their licences are needed.
        "@popperjs/core": ("LICENSE.md",),
        "js-base64": ("LICENSE.md",),
        "querystringify": ("LICENSE",),
        "requires-port": ("LICENSE",),
        "tslib": ("LICENSE.txt", "CopyrightNotice.txt"),
        "url-parse": ("LICENSE",),
        "zrender": ("LICENSE",),
    },
    TESTS: {"axe-core": ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")},
}


def main(arguments: list[str]) -> int:
    """Do what the one argument says; 1 where a copy is not what was pinned, 2 where the argument is unknown."""
    if arguments == ["copy"]:
        copy()
    elif arguments != ["verify"]:
        print("用法：python scripts/vendor.py verify|copy", file=sys.stderr)
        return 2
    faults = [fault for folder in FILES for fault in verify(folder)]
    print("\n".join(faults) or "随包的浏览器文件与锁定的版本一致。")
    return 1 if faults else 0


def copy() -> None:
    """Install the pins in a scratch folder and copy the files of :data:`FILES` out of it."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINS / name, scratch)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=scratch, check=True)
        for folder, packages in FILES.items():
            _copy_into(folder, Path(scratch) / "node_modules", packages)


def verify(folder: Path) -> list[str]:
    """What is wrong with the copies in ``folder``: missing, changed, or not in its manifest."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    pins = json.loads((PINS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    faults, listed = [], {MANIFEST}
    for name, entry in manifest.items():
        if pins[f"node_modules/{name}"]["version"] != entry["version"]:
            faults.append(f"{name}：副本是 {entry['version']}，与 package-lock.json 不符")
        for path, digest in entry["files"].items():
            listed.add(path)
            copied = folder / path
            if not copied.is_file():
                faults.append(f"缺少 {copied.relative_to(ROOT)}")
            elif _digest(copied) != digest:
                faults.append(f"{copied.relative_to(ROOT)} 的内容与清单不符")
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return faults + [f"{folder.relative_to(ROOT)}/{path} 不在清单里" for path in sorted(present - listed)]


def _copy_into(folder: Path, modules: Path, packages: dict[str, tuple[str, ...]]) -> None:
    manifest: dict[str, Any] = {}
    for name, files in packages.items():
        described = json.loads((modules / name / "package.json").read_text(encoding="utf-8"))
        copies = {}
        for file in files:
            target = (folder / name if len(packages) > 1 else folder) / Path(file).name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(modules / name / file, target)
            copies[target.relative_to(folder).as_posix()] = _digest(target)
        manifest[name] = {"version": described["version"], "licence": described["license"], "files": copies}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
