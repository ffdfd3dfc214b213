"""Settings for tests: a data folder of their own, quick hashing; SQLite, or what ``XS_TEST_DATABASE_URL`` names."""

from __future__ import annotations

import os
import tempfile

os.environ["XS_DATA_DIR"] = os.environ.get("XS_TEST_DATA_DIR") or tempfile.mkdtemp(prefix="xingshen-tests-")
os.environ["XS_DATABASE_URL"] = os.environ.get("XS_TEST_DATABASE_URL", "")
os.environ["XS_EMAIL_URL"] = "console:"
os.environ["XS_SECRET_KEY"] = "for-tests-only-0123456789abcdefghijklmnopqrstuvwxyz"

from xingshen.portal.settings import *  # noqa: F403
from xingshen.portal.settings import DATABASES, XS
from xingshen.portal.translations import compile_translations

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(XS.data_dir / "test.sqlite3")}
(XS.data_dir / "static").mkdir(parents=True, exist_ok=True)
compile_translations(XS.data_dir)
