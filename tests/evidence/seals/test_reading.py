"""The names on drawn seals are read by unwrapping, and compared."""

from __future__ import annotations

import pytest

from tests.evidence.seals.drawing import BOLD, SERIF, Stamp, draw_stamp, paper, press, scan, wear, write
from xingshen.evidence.ocr.engine import start_engine
from xingshen.evidence.page import Seal
from xingshen.evidence.seals.comparing import compare_seal
from xingshen.evidence.seals.finding import find_seals
from xingshen.evidence.seals.purpose import seal_purpose

UNIT = "保定青禾智能装备有限公司"


def seal_of(stamp: Stamp, print_: str = "申请单位（盖章）", at: tuple[float, float] = (20, 60)) -> Seal:
    """The one seal on a scanned page, read; ``print_`` is black and lies at ``at`` mm."""
    page = write(paper(150, (90, 80)), print_, at, 12)
    page = press(page, wear(draw_stamp(stamp), 0.25, 1), (45, 40))
    (seal,) = find_seals(scan(page, 1), 150, start_engine().recognise)
    return seal


@pytest.mark.parametrize("turn", [-35.0, -12.0, 0.0, 20.0, 170.0])
def test_the_name_of_a_round_seal_is_read_however_it_was_turned(turn: float) -> None:
    seal = seal_of(Stamp(name=UNIT, turn=turn, number="1306020034567"))
    assert compare_seal(seal.readings, [UNIT]).verdict == "match"


def test_a_name_crossed_by_black_print_is_read() -> None:
    seal = seal_of(Stamp(name=UNIT), "2026年6月18日公章所在单位承诺以上内容属实", (12, 23))
    assert compare_seal(seal.readings, [UNIT]).verdict == "match"


def test_the_words_below_the_star_are_read_apart_from_the_name() -> None:
    seal = seal_of(Stamp(name=UNIT, centre="合同专用章", font=BOLD, span=220, letter=6, turn=10))
    assert (compare_seal(seal.readings, [UNIT]).verdict, seal.centre) == ("match", "合同专用章")
    assert seal_purpose(seal.readings, seal.centre) == "合同专用章"


def test_an_oval_is_unwrapped_along_its_own_curve() -> None:
    oval = Stamp(
        name=UNIT, shape="oval", width=45, height=30, letter=4.8, star=0, ring=1, centre="财务专用章", turn=-12
    )
    seal = seal_of(oval)
    assert (compare_seal(seal.readings, [UNIT]).verdict, seal.centre) == ("match", "财务专用章")


def test_a_square_name_seal_is_read_along_and_down() -> None:
    seal = seal_of(Stamp(name="印张\n文明", shape="rectangle", width=20, height=20, ring=0.8, margin=0.8))
    assert {"印张文明", "张明印文"} <= {reading.text for reading in seal.readings}


def test_rows_of_a_rectangular_seal_are_joined() -> None:
    seal = seal_of(Stamp(name="保定青禾智能\n装备有限公司", shape="rectangle", width=40, height=18, ring=0.7))
    assert compare_seal(seal.readings, [UNIT]).verdict == "match"


def test_thin_letters_in_a_thick_frame_are_read_to_the_last() -> None:
    stamp = Stamp(name=UNIT, shape="rectangle", width=60, height=18, ring=1.6, margin=5.5, font=SERIF)
    assert compare_seal(seal_of(stamp).readings, [UNIT]).verdict == "match"


def test_a_forged_character_is_never_a_match() -> None:
    seal = seal_of(Stamp(name=UNIT.replace("禾", "木")))
    assert compare_seal(seal.readings, [UNIT]).verdict == "look"


def test_another_unit_is_a_mismatch() -> None:
    seal = seal_of(Stamp(name="石家庄云岭生物科技有限公司"))
    assert compare_seal(seal.readings, [UNIT]).verdict == "mismatch"
