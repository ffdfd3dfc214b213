"""Worker processes on the database of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A Python process with these arguments, with the settings of the tests."""
    environment = {
        **os.environ,
        "XS_DATABASE_URL": _database_url(),
        "XS_DATA_DIR": str(settings.XS.data_dir),
        "XS_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "xingshen.portal.settings",
    }
    return subprocess.Popen([sys.executable, *command], env=environment, stderr=subprocess.DEVNULL)


def script(name: str) -> str:
    """A program beside these tests."""
    return str(Path(__file__).with_name(name))


def _database_url() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
