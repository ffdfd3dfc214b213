"""Addresses that others name lead to the public network, or nowhere."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from xingshen.jobs.outgoing import Allowed, NotAllowed, look_at, may_be_sent_to

NOTHING = Allowed()


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_may_be_sent_to(address: str) -> None:
    assert may_be_sent_to(ip_address(address), NOTHING)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "::1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::a00:1", "2001:0:53aa:64c:0:0:f5ff:fffe", "::",
    ],
)  # fmt: skip
def test_inner_addresses_may_not_however_they_are_written(address: str) -> None:
    assert not may_be_sent_to(ip_address(address), NOTHING)


def test_networks_that_the_operator_names_may() -> None:
    allowed = Allowed((ip_network("10.20.0.0/16"),))
    assert may_be_sent_to(ip_address("10.20.3.4"), allowed)
    assert not may_be_sent_to(ip_address("10.21.3.4"), allowed)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://93.184.216.34/", "请填写完整的网址，以 https:// 开头。"),
        ("https://", "请填写完整的网址，以 https:// 开头。"),
        ("hello", "请填写完整的网址，以 https:// 开头。"),
        ("https://93.184.216.34:999999/", "这不是完整的网址。"),
        ("https://name:secret@93.184.216.34/", "网址中不能带用户名和密码。"),
        ("https://93.184.216.34/a b", "网址中不能有空格。"),
        ("http://93.184.216.34/", "请使用 https:// 开头的网址。"),
        (
            "https://127.0.0.1/",
            "这个网址指向内部网络，不能使用；确有需要时，请系统管理员在 XS_WEBHOOK_NETWORKS 中允许。",
        ),
        (
            "https://2130706433/",
            "这个网址指向内部网络，不能使用；确有需要时，请系统管理员在 XS_WEBHOOK_NETWORKS 中允许。",
        ),
    ],
)
def test_what_may_not_be_sent_to_is_refused_with_the_reason(url: str, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=f"^{sentence}$".replace("/", "/")):
        look_at(url, NOTHING)


def test_this_machine_may_be_sent_to_only_where_that_is_allowed() -> None:
    target = look_at("http://127.0.0.1:8123/hook?a=b", Allowed(loopback=True))
    assert (target.address, target.port, target.path) == ("127.0.0.1", 8123, "/hook?a=b")
