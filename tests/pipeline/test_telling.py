"""A check told in English decides the same as in Chinese, and speaks English but for what people and papers wrote."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from xingshen.dossier.reading import open_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.evidence.store import PageStore
from xingshen.findings.finding import CheckResult, Finding
from xingshen.guide.loading import load_guide
from xingshen.pipeline.check import Evidenced, check_dossiers, read_evidence
from xingshen.pipeline.telling import compile_in_english
from xingshen.reports.json_report import from_json, to_json
from xingshen.rules.compiled import compile_guide

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "dossiers"
NAMES = (
    "match-299-99", "foreign-agreement-no-translation", "hk-partner-in-cat2", "damaged-paper", "unknown-values",
    "paper-contradicts-form", "missing-pledge", "wrong-heading", "two-categories-a", "two-categories-b",
)  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]+")
Pair = tuple[CheckResult, CheckResult, Evidenced]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Pair]]:
    guide = load_guide(ROOT / "guides" / "hebei-intl-2026")
    with ExitStack() as stack:
        reader = stack.enter_context(PaperReader(store=PageStore(tmp_path_factory.mktemp("pages"))))
        dossiers = [stack.enter_context(open_dossier(EXAMPLES / name, guide.form)) for name in NAMES]
        batch = [read_evidence(dossier, reader) for dossier in dossiers]
        chinese, english = check_dossiers(compile_guide(guide), batch), check_dossiers(compile_in_english(guide), batch)
        yield dict(zip(NAMES, zip(chinese, english, batch, strict=True), strict=True))


def identity(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule, finding.outcome, finding.reason, finding.standing, finding.derived, finding.fingerprint,
        finding.would_be, [clause.text for clause in finding.clauses], len(finding.evidence), len(finding.missing),
    )  # fmt: skip


def written(evidenced: Evidenced) -> str:
    """Everything that people and papers wrote, and the names of files."""
    texts = [str(evidenced.dossier.values), *(paper.file for paper in evidenced.papers.papers)]
    texts += [page.text for paper in evidenced.papers.papers for page in paper.paper.pages]
    return "\n".join(texts)


def said(result: CheckResult) -> Iterator[str]:
    """Every sentence of the engine and of the guide in a result."""
    for finding in result.findings:
        yield from (finding.title, finding.message, finding.cure)
        yield from (text for item in finding.missing for text in (item.name, item.why))
        yield from (item.name for item in finding.read)
        yield from (clause.part for clause in finding.clauses)
    yield from (flag.message for flag in result.priority)
    yield from (note.message for note in result.notes)
    yield from (text for paper in result.papers for text in (paper.state, paper.read_as, paper.declared_kind))
    yield from (result.category, result.guide.title, *(file for file, _, _ in result.guide.lists))


@pytest.mark.parametrize("name", NAMES)
def test_outcomes_fingerprints_and_quotes_do_not_depend_on_the_language(pairs: dict[str, Pair], name: str) -> None:
    chinese, english, _ = pairs[name]
    assert [identity(finding) for finding in english.findings] == [identity(item) for item in chinese.findings]
    assert (english.verdict, english.guide.digest, english.as_of) == (
        chinese.verdict,
        chinese.guide.digest,
        chinese.as_of,
    )


@pytest.mark.parametrize("name", NAMES)
def test_only_what_people_and_papers_wrote_is_chinese(pairs: dict[str, Pair], name: str) -> None:
    _, english, evidenced = pairs[name]
    source = "\n".join(written(item) for _, _, item in pairs.values()) if name.startswith("two") else written(evidenced)
    left = {found for text in said(english) for found in HAN.findall(text) if found not in source}
    assert left == set()


def message(pairs: dict[str, Pair], name: str, rule: str) -> str:
    return next(finding.message for finding in pairs[name][1].findings if finding.rule == rule)


@pytest.mark.parametrize(
    ("name", "rule", "text"),
    [
        (
            "match-299-99",
            "R-3.6.a",
            "The self-raised funds of 299.99 × CNY 10,000 are below the 300 × CNY 10,000 that 3:1 requires for fiscal "
            "funds of 100 × CNY 10,000; 0.01 × CNY 10,000 are lacking.",
        ),
        (
            "hk-partner-in-cat2",
            "R-2.2.s2",
            "The main partners are in Hong Kong, China, which is neither a Belt and Road country nor a key country; "
            "for cooperation with institutions in Hong Kong, Macao or Taiwan apply in category 4.",
        ),
        (
            "damaged-paper",
            "R-4.0",
            "Attachments cannot be opened or are blank: 07-发明专利证书.pdf: "
            "The file is damaged or incomplete and could not be read in full.",
        ),
        (
            "paper-contradicts-form",
            "R-5.2.a-一致",
            "The application differs from the papers attached: "
            "end date: the application says 2028-06-30, the paper 2028-05-31.",
        ),
        (
            "two-categories-a",
            "R-3.5",
            "The applicant applies in several categories at the same time (Belt and Road; Hong Kong, Macao and "
            "Taiwan); the guide limits this to one “in principle”, and without an approved exception the dossier does "
            "not pass. Please decide.",
        ),
    ],
)
def test_messages_in_english(pairs: dict[str, Pair], name: str, rule: str, text: str) -> None:
    assert message(pairs, name, rule) == text


def test_clauses_are_quoted_verbatim_with_their_rendering_beside_them(pairs: dict[str, Pair]) -> None:
    chinese, english, _ = pairs["match-299-99"]
    quotes = [next(item for item in result.findings if item.rule == "R-3.6.c").clauses for result in (chinese, english)]
    assert [(quote[0].text, quote[0].rendering) for quote in quotes] == [
        ("项目执行期2年", ""),
        ("项目执行期2年", "The project period is 2 years"),
    ]


def test_a_report_in_english_is_read_back(pairs: dict[str, Pair]) -> None:
    report = to_json(pairs["match-299-99"][1])
    assert to_json(from_json(report)) == report
