import pytest

from xingshen.kernel.names import Likeness, compare_names, core_name, normalise_name, same_core


@pytest.mark.parametrize(
    ("left", "right", "likeness"),
    [
        ("华研（河北）新材料有限公司", "华研(河北)新材料有限公司", Likeness.SAME),
        ("Duna  Institute", "DUNA INSTITUTE", Likeness.SAME),
        ("华研新材料有限公司", "华研新材料有限公司唐山分公司", Likeness.ALIKE),
        ("华研新材料有限公司", "华妍新材料有限公司", Likeness.ALIKE),
        ("燕北大学", "海东大学", Likeness.DIFFERENT),
        ("林远", "林远山", Likeness.DIFFERENT),
        ("", "林远", Likeness.DIFFERENT),
    ],
)
def test_likeness_of_names(left: str, right: str, likeness: Likeness) -> None:
    assert compare_names(left, right) is likeness
    assert compare_names(right, left) is likeness


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ("华研新材料有限公司", "华研新材料（德国）GmbH", True),
        ("华研集团有限公司", "河北华研科技有限公司", True),
        ("北京科技大学", "天津科技大学", False),
        ("南京工程有限公司", "南京科技有限公司", False),
        ("燕北大学附属医院", "燕北大学附属医院", False),
        ("Magyar Kft", "Myar Kft", False),
        ("华研有限公司", "远山重工有限公司", False),
    ],
)
def test_sister_companies_share_their_distinctive_part(left: str, right: str, shared: bool) -> None:
    assert same_core(left, right) is shared


def test_the_distinctive_part_of_a_name() -> None:
    assert [core_name(name) for name in ("河北华研科技有限公司", "Nordsee AG", "Magyar")] == [
        "华研", "nordsee", "magyar",
    ]  # fmt: skip


def test_spelling_is_normalised() -> None:
    assert normalise_name("（华 研）·Ｃｏ．") == "华研co"


def test_names_that_count_differently_are_different() -> None:
    assert compare_names("石家庄市第一建筑工程公司", "石家庄市第二建筑工程公司") is Likeness.DIFFERENT
    assert compare_names("石家庄市第一建筑工程公司", "石家庄市第一建筑工程总公司") is Likeness.ALIKE
