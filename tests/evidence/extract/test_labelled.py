from xingshen.evidence.extract.flow import flow_of
from xingshen.evidence.extract.labelled import in_column, label
from xingshen.evidence.page import Line, Page, Paper


def line(text: str, left: float, top: float) -> Line:
    """A line of 12-point type; blanks are as wide as characters."""
    edges = tuple(left + 12.0 * at for at in range(len(text) + 1))
    return Line(text, (left, top, edges[-1], top + 12.0), edges, 0.98)


def column(lines: tuple[Line, ...], name: str) -> list[object]:
    page = Page(1, 595.0, 842.0, lines, method="ocr")
    paper = Paper("a.pdf", "sha256:0", "application/pdf", (page,))
    return [said.value for said in in_column(flow_of(paper), label(name))]


HEAD = line("序号   基地名称   依托单位", 80.0, 100.0)
NUMBER = line("1", 85.0, 130.0)


def test_a_cell_of_two_lines_is_one_value_although_a_scan_stands_a_little_off() -> None:
    cells = (line("乳制品快速检测国际科技合", 140.0, 124.0), line("作基地", 143.0, 138.0))
    others = (line("河北沐岚装备集团有限", 320.0, 124.5), line("公司", 318.0, 138.5))
    assert column((HEAD, NUMBER, *cells, *others), "基地名称") == ["乳制品快速检测国际科技合作基地"]


def test_a_centred_second_line_belongs_to_its_cell() -> None:
    cells = (line("乳制品快速检测国际科技合", 140.0, 124.0), line("作基地", 194.0, 138.0))
    assert column((HEAD, NUMBER, *cells), "基地名称") == ["乳制品快速检测国际科技合作基地"]


def test_the_cell_beside_is_another_value() -> None:
    cells = (line("乳制品国际科技合作基地", 140.0, 124.0), line("河北沐岚装备集团", 320.0, 125.0))
    assert column((HEAD, NUMBER, *cells), "基地名称") == ["乳制品国际科技合作基地"]
