"""Settings: defaults that need nothing, and sentences for what cannot be used."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from xingshen.portal.configuration import ConfigurationError, kept_secret, load_configuration


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "XS_DATABASE_URL",
            "mysql://x",
            "环境变量 XS_DATABASE_URL 的值不能使用：应以 sqlite:/// 或 postgresql:// 开头",
        ),
        ("XS_EMAIL_URL", "pigeon:", "环境变量 XS_EMAIL_URL 的值不能使用：应为 console:"),
        ("XS_BASE_URL", "shenbao.example.cn", "环境变量 XS_BASE_URL 的值不能使用：应为完整的网址"),
        ("XS_PROXIES", "9", "环境变量 XS_PROXIES 的值不能使用"),
        ("XS_IDLE_MINUTES", "soon", "环境变量 XS_IDLE_MINUTES 的值不能使用"),
    ],
)
def test_a_wrong_value_is_told_with_its_variable(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=told.replace("(", r"\(")):
        load_configuration()


def test_every_wrong_value_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XS_EMAIL_URL", "pigeon:")
    monkeypatch.setenv("XS_BASE_URL", "x")
    with pytest.raises(ConfigurationError) as error:
        load_configuration()
    assert len(str(error.value).splitlines()) == 2


def test_the_secret_is_made_once_for_all_who_start_together_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(kept_secret, [tmp_path / "data"] * 8))
    assert len(secrets) == 1
    assert len(secrets.pop()) >= 48
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
