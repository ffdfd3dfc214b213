"""Private values at rest: encrypted with a key made from the secret of the installation.

Id numbers and phone numbers are never stored in the clear (GB/T 35273-2020, 6.3).
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models


def seal(value: object) -> str:
    """``value`` (anything JSON) as an encrypted text; None and empty values give ""."""
    if value in (None, "", {}, []):
        return ""
    return _cipher(settings.SECRET_KEY).encrypt(json.dumps(value, ensure_ascii=False).encode()).decode("ascii")


def unseal(text: str) -> Any:
    """What :func:`seal` was given; None for "" and for text sealed with another key."""
    if not text:
        return None
    try:
        return json.loads(_cipher(settings.SECRET_KEY).decrypt(text.encode("ascii")))
    except (InvalidToken, ValueError):
        return None


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    key = hashlib.scrypt(secret.encode(), salt=b"xingshen.sealing.1", n=2**12, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))


class SealedField(models.TextField):  # type: ignore[type-arg]  # no parameters at run time
    """A JSON value that is stored encrypted and seen in the clear only in Python."""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return unseal(value or "")

    def get_prep_value(self, value: Any) -> str:
        return seal(value)

    def to_python(self, value: Any) -> Any:
        return value
