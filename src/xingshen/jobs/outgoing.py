"""Sending to an address that somebody else named, without being led into one's own network.

Only https (http for this machine itself, where that is allowed), only addresses that are public or expressly allowed,
and the connection goes to the very address that was looked at, so that a name that changes meanwhile leads nowhere
else. No redirect is followed, and little of the answer is read.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
SECONDS = 10.0
_MOST_READ = 1024
_LONGEST = 300
_TRANSLATED = IPv6Network("64:ff9b::/96")


class NotAllowed(ValueError):  # noqa: N818  # an answer to a person
    """The address may not be sent to; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be sent to besides the public network: ``networks``, and this machine itself."""

    networks: Sequence[Network] = ()
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A web address with the network address that its name led to."""

    parts: SplitResult
    address: str
    port: int

    @property
    def path(self) -> str:
        """What is asked for."""
        query = f"?{self.parts.query}" if self.parts.query else ""
        return (self.parts.path or "/") + query


def look_at(url: str, allowed: Allowed) -> Target:
    """The target, where it may be sent to. Raises NotAllowed; OSError where the name leads nowhere."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotAllowed("这不是完整的网址。") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > _LONGEST or not url.isascii():
        raise NotAllowed("请填写完整的网址，以 https:// 开头。")
    if any(sign <= " " for sign in url):
        raise NotAllowed("网址中不能有空格。")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("网址中不能带用户名和密码。")
    found = _resolve(parts.hostname, port)
    if not all(may_be_sent_to(each, allowed) for each in found):
        raise NotAllowed("这个网址指向内部网络，不能使用；确有需要时，请系统管理员在 XS_WEBHOOK_NETWORKS 中允许。")
    if parts.scheme == "http" and not all(each.is_loopback for each in found):
        raise NotAllowed("请使用 https:// 开头的网址。")
    return Target(parts, str(found[0]), port)


def may_be_sent_to(address: Address, allowed: Allowed) -> bool:
    """Public, or one of those that are allowed."""
    inner = _inner(address)
    if inner.is_loopback:
        return allowed.loopback
    if any(inner in network for network in allowed.networks if network.version == inner.version):
        return True
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def post(target: Target, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS) -> int:
    """The status of the answer. Raises OSError, http.client.HTTPException."""
    connection = _Direct(target, seconds)
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(_MOST_READ)
        return answer.status
    finally:
        connection.close()


class _Direct(http.client.HTTPConnection):
    """Connects to the address that was looked at, and to no other; with TLS for the name that was asked for."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.parts.hostname or "", target.port, timeout=seconds)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target.address, self._target.port), self.timeout)
        if self._target.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.parts.hostname)


def _resolve(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(each[4][0]).partition("%")[0]) for each in found]


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address only wraps."""
    if isinstance(address, IPv4Address):
        return address
    teredo = address.teredo
    wrapped = address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
    if wrapped is None and address in _TRANSLATED:
        wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address
