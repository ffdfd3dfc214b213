"""A whole call for trials of the review: generated dossiers of as many units, accepted, their papers read and checked.

The papers have text layers, so that reading takes seconds; whether scans and seals are read is tried elsewhere.
"""

from __future__ import annotations

import subprocess
import sys

from tests.e2e.running import RunningPortal

BUILD = """
from xingshen.cli.portal_commands import prepare_portal
prepare_portal()
from tests.e2e.crowd_building import build
build(%d)
"""


def build_crowd(portal: RunningPortal, count: int) -> None:
    """Fill the data folder of a portal that does not run."""
    portal.mail.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-c", BUILD % count], env=portal.environment, check=True, timeout=900)
