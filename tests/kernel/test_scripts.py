from xingshen.kernel.names import Likeness, compare_names
from xingshen.kernel.scripts import simplified_characters, simplify


def test_traditional_characters_become_simplified_ones() -> None:
    assert simplify("維港應用科學書院與國際學術機構") == "维港应用科学书院与国际学术机构"


def test_simplified_text_stays_as_it_is() -> None:
    text = "石家庄砺行机器人科技有限公司"
    assert simplify(text) == text


def test_no_character_of_the_table_needs_a_second_pass() -> None:
    table = simplified_characters()
    assert [pair for pair in table.values() if ord(pair) in table] == []


def test_names_in_both_scripts_are_the_same() -> None:
    assert compare_names("維港應用科學書院", "维港应用科学书院") is Likeness.SAME
