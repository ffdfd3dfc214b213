"""From a paper's fact and the form's declaration to one value."""

from __future__ import annotations

from xingshen.evidence.fact import Fact
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.place import Evidence
from xingshen.language.types import TEXT, list_of
from xingshen.pipeline.resolving import Declared, resolve


def test_a_list_that_a_picture_gives_is_the_only_candidate_and_conflicts_with_no_declared_list() -> None:
    read = Fact("parties", ("燕北大学", "Duna Institute"), (Evidence("a.pdf", "燕北大学", "ocr", page=1),))
    declared = Declared(Listing(("燕北大学", "多瑙材料研究所")), Evidence("form", "", "form"))
    resolved = resolve(read, declared, list_of(TEXT), "协议.缔约方", unread=Why.NOT_FOUND)
    candidate = Listing(("燕北大学", "Duna Institute"))
    assert resolved.value == Unknown((Missing("协议.缔约方", Why.SCANNED),), (candidate,))
    assert not resolved.conflict
