"""The values behind the engine's own names (未填必填项, 材料问题, 本单位申报类别 …) for one dossier.

What the form lacks or spells wrongly, what is wrong with files, and what other dossiers of the run show, each with the
pointers that a finding needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from xingshen.dossier.dossier import Dossier, FormProblem, Severity
from xingshen.dossier.form_spec import ALWAYS, FieldSpec, Format
from xingshen.dossier.placeholders import find_placeholders
from xingshen.dossier.source_text import in_line
from xingshen.dossier.version_code import version_code
from xingshen.kernel.knowledge import Listing, Missing, Unknown, Why
from xingshen.kernel.paths import word_path
from xingshen.kernel.place import Evidence
from xingshen.language.frame import Frame, Record
from xingshen.language.kleene import Maybe
from xingshen.pipeline.across import AcrossFacts
from xingshen.pipeline.awaiting import await_all, await_kinds
from xingshen.pipeline.fact_lists import FactLists
from xingshen.pipeline.papers import PaperSet
from xingshen.rules.compiled import CompiledGuide
from xingshen.rules.form_conditions import is_required
from xingshen.rules.judge import slot_values

HARD_FORMATS = frozenset({Format.USCC, Format.RESIDENT_ID})
"""Codes with check digits that registers assign: wrong ones fail 5.2.a; other written forms are looked at."""
PROBLEM_WORDS: Mapping[str, str] = {
    "missing": "缺失",
    "empty": "空文件",
    "damaged": "损坏",
    "encrypted": "加密",
    "unsupported": "不支持的格式",
    "too_large": "过大",
    "too_many_pages": "页数过多",
    "timeout": "超时",
    "blank": "空白",
    "no_text_layer": "无文字层",
    "active_content": "含活动内容",
    "outside_folder": "路径越界",
    "type_mismatch": "类型不符",
    "upside_down": "倒置",
    "blank_page": "空白页",
    "illegible": "模糊",
}


@dataclass(slots=True)
class SystemValues:
    """Values by name and the pointers behind them."""

    values: dict[str, object] = field(default_factory=dict)
    sources: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The paths of the form values that a name speaks of."""

    def put(self, name: str, entries: list[tuple[str, tuple[Evidence, ...]]], *, complete: bool = True) -> None:
        """A list of sentences with their pointers."""
        self.values[name] = Listing(tuple(text for text, _ in entries), complete)
        self.sources[name] = tuple(place for _, places in entries for place in places)

    def put_told(self, name: str, told: Iterable[tuple[str, str]], dossier: Dossier) -> None:
        """A list of sentences, each about the form value at a path."""
        entries = [*told]
        self.put(name, [(text, (dossier.place(path),)) for path, text in entries])
        self.paths[name] = tuple(dict.fromkeys(path for path, _ in entries))


def system_values(
    dossier: Dossier, guide: CompiledGuide, papers: PaperSet, facts: FactLists, across: AcrossFacts, as_of: date
) -> SystemValues:
    """Every system name for ``dossier`` as it is judged on the day ``as_of``."""
    system = SystemValues({"申报日": as_of, "本版版本码": version_code(dossier)})
    told = dossier.problems
    system.put_told("填写错误", (_told(item) for item in told if item.severity is Severity.IMPOSSIBLE), dossier)
    system.put_told("格式错误", (_told(item) for item in told if _is_hard_format(dossier, item)), dossier)
    system.put_told("存疑填写", (_told(item) for item in told if _is_doubtful(dossier, item)), dossier)
    placeholders = find_placeholders(dossier)
    system.put_told("占位内容", ((path, f"{word_path(path)}“{text}”") for path, text in placeholders), dossier)
    system.put("表纸不一致", facts.conflicts)
    system.values["表纸不一致"] = await_all(Listing(tuple(text for text, _ in facts.conflicts)), papers)
    system.values["已有材料"] = await_kinds(known_kinds(papers), papers)
    _put_paper_problems(dossier, papers, system)
    _put_across(across, system)
    _put_unfilled(dossier, guide, system)
    return system


def known_kinds(papers: PaperSet) -> Listing:
    """The kinds of paper that are there, and those that may lie unrecognised among scans."""
    found = dict.fromkeys(paper.kind for paper in papers.papers if paper.kind is not None)
    hidden = [
        Maybe((Missing(f"扫描件中是否有{kind}", Why.LOW_CONFIDENCE),), (), kind)
        for kind in sorted(papers.doubtful.difference(found))
    ]
    return Listing((*found, *hidden), papers.complete)


def _told(problem: FormProblem) -> tuple[str, str]:
    text = f"{word_path(problem.path)}“{problem.shown}”{in_line(problem.line)}：{problem.message}"
    return problem.path, text


def _is_hard_format(dossier: Dossier, problem: FormProblem) -> bool:
    return problem.severity is Severity.FORMAT and dossier.schema.field(problem.field_id).format in HARD_FORMATS


def _is_doubtful(dossier: Dossier, problem: FormProblem) -> bool:
    if problem.severity is Severity.FORMAT:
        return not _is_hard_format(dossier, problem)
    return problem.severity is Severity.DOUBTFUL


def _put_paper_problems(dossier: Dossier, papers: PaperSet, system: SystemValues) -> None:
    """One row per file and kind of trouble; pages are told together."""
    rows: dict[tuple[str, str], list[int]] = {}
    words: dict[tuple[str, str], str] = {}
    for attachment in dossier.attachments:
        if attachment.problem is not None:
            key = (attachment.file, attachment.problem.code.value)
            rows[key], words[key] = [], attachment.problem.message
    for paper in papers.papers:
        for problem in paper.paper.problems:
            if problem.code == "blank" and problem.page is not None:
                continue
            key = (paper.file, problem.code)
            rows.setdefault(key, []).extend([problem.page] if problem.page is not None else [])
            words.setdefault(key, problem.message)
    records = []
    for at, ((file, code), pages) in enumerate(rows.items(), 1):
        path = f"材料问题[{at}]"
        where = f" 第{'、'.join(str(page) for page in pages[:8])}页" if pages else ""
        told = words[file, code].rstrip("。")
        text = f"{file}{where}：{told}"
        record = Record({"问题": PROBLEM_WORDS[code], "问题文件": file, "问题说明": text}, path, file)
        records.append(record)
        place = Evidence(file, told, "file", page=pages[0] if pages else None)
        system.sources.update({f"{path}.{name}": (place,) for name in record})
    system.values["材料问题"] = await_all(Listing(tuple(records), dossier.attachments_complete), papers)


def _put_across(across: AcrossFacts, system: SystemValues) -> None:
    system.values["本单位申报类别"] = Listing(tuple(item.category for item in across.categories_of_unit))
    system.sources["本单位申报类别"] = tuple(
        Evidence(item.dossier_id, f"{item.dossier_id}：申报“{item.category}”", "across")
        for item in across.categories_of_unit
    )
    system.put("同负责人申报", [(f"“{other}”", (Evidence(other, other, "across"),)) for other in across.same_leader])
    system.put(
        "重复材料",
        [
            (f"{item.file} 与“{item.other}”的 {item.other_file} 相同", (Evidence(item.file, item.digest, "file"),))
            for item in across.same_files
        ],
    )
    system.put(
        "近似项目",
        [
            (
                f"“{item.other}”（名称相似度 {item.title:.0f}，内容重合 {item.content:.0%}）",
                (Evidence(item.other, item.other, "across"),),
            )
            for item in across.similar
        ],
    )


def _put_unfilled(dossier: Dossier, guide: CompiledGuide, system: SystemValues) -> None:
    """Required fields that hold nothing.

    The list is incomplete where a field may be required or may be empty: what decides is not known, or the application
    itself calls the content unknown.
    """
    frame = Frame(slot_values(guide.guide.scope, {**dossier.values, **system.values}))
    found = [lack for spec in dossier.schema.fields for lack in _unfilled(dossier, guide, spec, frame)]
    missing = [path for path, lacking in found if lacking]
    unsure = [path for path, lacking in found if not lacking]
    system.put("未填必填项", [(word_path(path), (dossier.place(path),)) for path in missing], complete=not unsure)
    system.sources["未填必填项"] += tuple(dossier.place(path) for path in unsure)
    system.paths["未填必填项"] = (*missing, *unsure)


def _unfilled(dossier: Dossier, guide: CompiledGuide, spec: FieldSpec, frame: Frame) -> Iterator[tuple[str, bool]]:
    """(path, is it surely lacking) of the field and the fields of its rows that are required and may hold nothing."""
    value = dossier.values[spec.name]
    empty = is_empty(value)
    if spec.required is not None and empty is not False:
        needed = is_required(guide.form, spec.id, frame)
        if needed is not False:
            yield spec.name, needed is True and empty is True
    if isinstance(value, Listing):
        for at, row in enumerate(value.items, 1):
            if isinstance(row, dict):
                yield from _unfilled_in_row(spec, row, f"{spec.name}[{at}]")


def _unfilled_in_row(spec: FieldSpec, row: Mapping[str, object], path: str) -> Iterator[tuple[str, bool]]:
    for item in spec.items:
        empty = is_empty(row.get(item.name))
        if item.required == ALWAYS and empty is not False:
            yield f"{path}.{item.name}", empty is True


def is_empty(value: object) -> bool | None:
    """Whether a field holds nothing; None where the application says that its content is not known yet."""
    if isinstance(value, Listing):
        return (True if value.complete else None) if not value.items else False
    if not isinstance(value, Unknown):
        return False
    stated_unknown = any(item.why is Why.NOT_STATED for item in value.missing)
    return True if value.not_filled else None if stated_unknown and not value.candidates else False
