"""Starting the portal: ports, and what is said where one cannot be had."""

from __future__ import annotations

import socket

import pytest

from xingshen.cli.serve_command import Serving, demand_free_port, first_free_port
from xingshen.cli.sources import InputError


@pytest.fixture
def taken() -> object:
    """A port on which something listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_told_with_what_to_do(taken: int) -> None:
    with pytest.raises(InputError, match=f"端口 {taken}.*--port"):
        demand_free_port("127.0.0.1", taken)


def test_the_next_free_port_is_found(taken: int) -> None:
    assert first_free_port("127.0.0.1", taken) > taken


def test_the_address_is_as_a_browser_takes_it() -> None:
    assert Serving(host="127.0.0.1", port=8000).address == "http://127.0.0.1:8000"
    assert Serving(host="::1", port=8000).address == "http://[::1]:8000"
