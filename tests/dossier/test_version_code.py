"""The version code of an application: what changes it and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.version_code import version_code
from xingshen.kernel.identifiers.version_code import parse

Read = Callable[..., Dossier]
DATA = {
    "project": {"title": "智能装备联合研究"},
    "funding": {"requested": "100.00", "self_funding": 300},
    "attachments": [{"file": "a.pdf", "kind": "协议", "title": "合作协议"}],
}


def test_a_code_is_well_formed_and_repeatable(read: Read) -> None:
    code = version_code(read(DATA, {"a.pdf": b"x"}))
    assert (parse(code), version_code(read(DATA, {"a.pdf": b"x"}))) == (code, code)


@pytest.mark.parametrize(
    "same",
    [
        dict(reversed(DATA.items())),
        {**DATA, "attachments": []},
        {**DATA, "project": {"title": " 智能装备联合研究 "}},
    ],
)
def test_order_attachments_and_blanks_do_not_change_it(read: Read, same: object) -> None:
    assert version_code(read(same)) == version_code(read(DATA))


@pytest.mark.parametrize("title", ["智能装备联合研究二", "智能装备联台研究", ""])
def test_another_value_changes_it(read: Read, title: str) -> None:
    assert version_code(read({**DATA, "project": {"title": title}})) != version_code(read(DATA))
