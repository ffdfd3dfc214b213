"""The measures: a perfect reading has no errors, and every kind of mistake is counted as what it is."""

from benchmarks.papers.corpus.labels import LineTruth, PageTruth, SealTruth, SignTruth
from benchmarks.papers.measures.marks import found_seals, ink_figures, missed
from benchmarks.papers.measures.readings import PageReading
from benchmarks.papers.measures.table import Figure, Share, share_of, write_document
from benchmarks.papers.measures.text import ReadLine, own_lines, page_errors

from xingshen.evidence.page import Line, Page, Seal

SEAL = SealTruth(
    box=(0.5, 0.5, 0.7, 0.64),
    shape="round",
    colour="red",
    whole=True,
    unit="甲",
    declared="甲",
    purpose="公章",
    worn=0.1,
)
TRUTH = PageTruth(
    kind="其他",
    grade="clean",
    lines=(
        LineTruth("项目名称", (0.1, 0.2), (0.3, 0.2), 0.02),
        LineTruth("轻质材料", (0.5, 0.2), (0.7, 0.2), 0.02),
        LineTruth("第二行", (0.1, 0.3), (0.3, 0.3), 0.02),
    ),
    seals=(SEAL,),
    signs=(SignTruth("签字：", (0.1, 0.8, 0.3, 0.85), "scrawl"), SignTruth("签字：", (0.6, 0.8, 0.8, 0.85), "")),
)


def reading(page: Page) -> PageReading:
    return PageReading("a.pdf#1", TRUTH, page)


def test_a_row_read_as_one_line_or_as_cells_has_no_errors() -> None:
    row = ReadLine("项目名称 轻质材料", (0.1, 0.19, 0.7, 0.21))
    cells = [ReadLine("轻质材料", (0.5, 0.19, 0.7, 0.21)), ReadLine("项目名称", (0.1, 0.19, 0.3, 0.21))]
    second = ReadLine("第二行", (0.1, 0.29, 0.3, 0.31))
    assert page_errors(TRUTH, [row, second]).wrong == 0
    assert page_errors(TRUTH, [*cells, second]).wrong == 0


def test_wrong_missing_and_invented_characters_count() -> None:
    wrong = [ReadLine("项目名你", (0.1, 0.19, 0.3, 0.21)), ReadLine("多余", (0.1, 0.6, 0.2, 0.62))]
    assert page_errors(TRUTH, wrong).wrong == 1 + 4 + 3 + 2


def test_what_lies_on_a_seal_or_a_signature_is_no_print() -> None:
    marks = [ReadLine("某某公司", (0.55, 0.55, 0.65, 0.57)), ReadLine("张三", (0.15, 0.82, 0.25, 0.84))]
    assert page_errors(TRUTH, marks).wrong == 11


def test_our_lines_are_compared_word_by_word() -> None:
    line = Line("项目名称 轻", (10.0, 19.0, 70.0, 21.0), (10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0))
    lines = own_lines(reading(Page(1, 100, 100, (line,))))
    assert lines == [ReadLine("项目名称", (0.1, 0.19, 0.5, 0.21)), ReadLine("轻", (0.6, 0.19, 0.7, 0.21))]


def test_words_of_a_line_on_a_page_filed_askew_stand_on_that_line() -> None:
    first = LineTruth("one two", (0.1, 0.2), (0.9, 0.26), 0.02)
    second = LineTruth("three four", (0.1, 0.23), (0.9, 0.29), 0.02)
    lines = (
        Line("one two", (10.0, 19.0, 90.0, 27.0), tuple(10 + at * 80 / 7 for at in range(8))),
        Line("three four", (10.0, 22.0, 90.0, 30.0), tuple(10.0 + 8 * at for at in range(11))),
    )
    truth = PageTruth(kind="其他", grade="clean", lines=(first, second))
    words = own_lines(PageReading("a.pdf#1", truth, Page(1, 100, 100, lines)))
    assert page_errors(truth, words).wrong == 0


def test_a_seal_is_found_where_it_lies_and_false_where_none_is() -> None:
    page = Page(
        1, 100, 100, (), seals=(Seal(box=(50, 50, 70, 64), shape="round"), Seal(box=(0, 0, 9, 9), shape="oval"))
    )
    assert [each.seal is not None for each in found_seals([reading(page)])] == [True]
    assert missed([reading(page)]) == ["false a.pdf#1 oval red 1.00, "]


def test_ink_counts_in_its_area_only() -> None:
    page = Page(1, 100, 100, (), ink=((12.0, 81.0, 20.0, 84.0),))
    values = {figure.english: figure.value for figure in ink_figures([reading(page)])}
    assert values["Ink seen where a pen was (clean scans)"] == "100.0% (1/1)"
    assert values["Empty areas seen as empty (clean scans)"] == "100.0% (1/1)"


def test_shares_tell_their_sample_and_nothing_of_nothing() -> None:
    assert str(share_of([True, False, True, True])) == "75.0% (3/4)"
    assert Share(0, 0).at_least(0.9) is None
    assert str(Share(0, 0)) == "— (0)"


def test_the_table_is_written_between_the_marks_of_the_document(tmp_path) -> None:  # type: ignore[no-untyped-def]
    document = tmp_path / "accuracy.md"
    begin, end = "<!-- figures: written by the command, do not edit -->", "<!-- end of figures -->"
    document.write_text(f"before\n{begin}\nold\n{end}\nafter\n", encoding="utf-8")
    figure = Figure(section="s", name="甲", english="a", value="1", target="≤ 2", reached=True)
    write_document([figure], "how", document)
    write_document([figure], "how", document)
    assert document.read_text(encoding="utf-8").split("\n") == [
        "before",
        begin,
        "how",
        "",
        "| what | figure | target | reached |",
        "|---|---|---|---|",
        "| a | 1 | ≤ 2 | ✓ |",
        end,
        "after",
        "",
    ]
