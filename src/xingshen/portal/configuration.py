"""What the operator may set: environment variables ``XS_…``, typed, with defaults that need nothing to be set.

A wrong value stops the start with a sentence that names the variable. Knows nothing of Django.
"""

from __future__ import annotations

import os
import secrets
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SECRET_FILE = "secret.key"
_DATABASES = ("sqlite", "postgres", "postgresql")
Network: TypeAlias = IPv4Network | IPv6Network
_MAIL = ("console", "file", "smtp", "smtps")


class ConfigurationError(Exception):
    """Settings that cannot be used; the text is one Chinese sentence per variable."""


class Configuration(BaseSettings):
    """All settings. ``data_dir`` holds database, files, keys and logs; everything else follows from it."""

    model_config = SettingsConfigDict(env_prefix="XS_", extra="ignore", frozen=True)

    data_dir: Path = Field(default_factory=lambda: Path.home() / ".local" / "share" / "xingshen")
    database_url: str = ""
    secret_key: SecretStr = SecretStr("")
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    base_url: str = "http://127.0.0.1:8000"
    https: bool = False
    proxies: int = Field(default=0, ge=0, le=5)
    email_url: str = "console:"
    email_from: str = "xingshen@localhost"
    demo: bool = False
    debug: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    upload_limit_mb: int = Field(default=100, ge=1, le=2048)
    dossier_limit_mb: int = Field(default=300, ge=1, le=8192)
    idle_minutes: int = Field(default=30, ge=2, le=720)
    reader_workers: int = Field(default=2, ge=1, le=64)
    require_mfa: bool = True
    api_per_minute: int = Field(default=120, ge=1, le=100_000)
    api_checks_per_day: int = Field(default=100, ge=0, le=100_000)
    webhook_networks: str = ""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        scheme = urlsplit(value).scheme
        if value and scheme not in _DATABASES:
            raise ValueError("应以 sqlite:/// 或 postgresql:// 开头，例如 postgresql://用户:口令@主机:5432/库名")
        return value

    @field_validator("email_url")
    @classmethod
    def _known_mail(cls, value: str) -> str:
        if urlsplit(value).scheme not in _MAIL:
            raise ValueError("应为 console:、file:///文件夹、smtp://用户:口令@主机:端口 或 smtps://…")
        return value

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("应为完整的网址，例如 https://shenbao.example.cn")
        return value.rstrip("/")

    @field_validator("webhook_networks")
    @classmethod
    def _known_networks(cls, value: str) -> str:
        try:
            _networks(value)
        except ValueError:
            raise ValueError("应为以逗号分隔的网段，例如 10.20.0.0/16") from None
        return value

    @property
    def inner_networks(self) -> list[Network]:
        """Networks that are not public and that webhooks may be sent to all the same."""
        return _networks(self.webhook_networks)

    @property
    def hosts(self) -> list[str]:
        """Host names under which the portal answers."""
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]

    @cached_property
    def signing_key(self) -> str:
        """The secret from ``XS_SECRET_KEY``, else the one kept in the data folder, made at the first start (0600)."""
        given = self.secret_key.get_secret_value()
        return given or kept_secret(self.data_dir)


def _networks(text: str) -> list[Network]:
    return [ip_network(part.strip()) for part in text.split(",") if part.strip()]


def kept_secret(data_dir: Path) -> str:
    """The secret of this data folder. All who start at the same moment get the same one. OSError: cannot be written."""
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / _SECRET_FILE
    fresh = path.with_name(f"{_SECRET_FILE}.{secrets.token_hex(8)}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def load_configuration() -> Configuration:
    """The configuration of this process. Raises ConfigurationError."""
    try:
        return Configuration()
    except ValidationError as error:
        raise ConfigurationError("\n".join(_sentence(each) for each in error.errors())) from None


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    name = "XS_" + str(error["loc"][0]).upper() if error["loc"] else "XS_…"
    return f"环境变量 {name} 的值不能使用：{str(error['msg']).removeprefix('Value error, ')}"
