"""The PDF of an application form: cover, sections, the page to be signed and sealed, the two pledges.

Each page that people sign or seal carries the version code of the data as bar code and text (docs/version-code.md), so
that its scan can be told from one of another version. The form is Chinese whatever language the pages have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from xingshen.dossier.dossier import Dossier
from xingshen.dossier.version_code import version_code
from xingshen.reports.print.codes import page_mark, qr_svg
from xingshen.reports.print.content import Card, Group, Line, Section, Table, sections_of
from xingshen.reports.print.setting import set_pdf

_NUMERALS = "一二三四五六七八九十"
_BLANK = "　　　　"
_COVER = "form.category", "project.title", "applicant.name", "leader.name", "applicant.recommending_department"
_LEAST_WIDTH, _WIDEST = 3, 24
_UNBROKEN = re.compile(r"[0-9A-Za-z]+")


class Which(StrEnum):
    """Which pages: the whole form, the page to be signed and sealed, the pledges."""

    FORM = "form"
    SEALED = "sealed"
    PLEDGES = "pledges"


_PAGES = {
    Which.FORM: ("cover", "contents", "sealed", "unit_pledge", "leader_pledge"),
    Which.SEALED: ("sealed",),
    Which.PLEDGES: ("unit_pledge", "leader_pledge"),
}
_MARKS = {"cover": "申报书", "sealed": "签章页", "unit_pledge": "单位承诺书", "leader_pledge": "负责人承诺书"}


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is printed besides the values. ``number`` is "" before anything was handed in: the foot says so."""

    programme: str
    which: Which
    at: datetime
    number: str = ""


def form_pdf(dossier: Dossier, order: PrintOrder) -> bytes:
    """The PDF (PDF/A-2b, fonts embedded). Raises fonts.FontsMissing."""
    return set_pdf("form.typ", form_values(dossier, order), order.at)


def form_values(dossier: Dossier, order: PrintOrder) -> dict[str, Any]:
    """Everything that the template prints."""
    code = version_code(dossier)
    unit, leader, project = (_text(dossier, each) for each in ("applicant.name", "leader.name", "project.title"))
    return {
        "title": f"项目申报书 {project}".strip(),
        "author": unit,
        "programme": order.programme,
        "code": code,
        "foot": f"受理编号 {order.number}" if order.number else "提交前打印稿，以版本码为准",
        "pages": _PAGES[order.which],
        "marks": {name: qr_svg(page_mark(code, page)) for name, page in _MARKS.items()},
        "cover": [*_rows(dossier, _COVER), _row("填报日期", _day(dossier))],
        "sections": _sections(sections_of(dossier)) if order.which is Which.FORM else [],
        "sealed_rows": [_row("项目名称", project), _row("申报单位", unit), _row("项目负责人", leader)],
        "unit": unit or _BLANK,
        "pledges": _pledges(project, unit, leader, _text(dossier, "leader.employer") or unit),
    }


def _pledges(project: str, unit: str, leader: str, employer: str) -> dict[str, Any]:
    named = f"“{project or _BLANK}”"
    return {
        "unit": {
            "opening": f"我单位申报{named}项目，现郑重承诺如下：",
            "points": [
                "一、申报材料真实、准确、完整，不存在弄虚作假、重复申报等情形，材料内容不涉密。",
                "二、境外合作机构不是我单位在境外设立的机构，不属于指南所列不予支持的情形。",
                "三、按预算足额落实自筹资金，专款专用，接受主管部门监督检查。",
                "四、如有违反，愿意承担相应责任，并接受信用惩戒。",
            ],
        },
        "leader": {
            "opening": f"本人{leader or _BLANK}，系{employer or _BLANK}人员，作为{named}项目负责人，郑重承诺：",
            "points": [
                "一、所提供的申报材料真实有效，符合科研诚信和科研伦理要求。",
                "二、没有重复申报、多头申报，没有超过限项规定。",
                "三、项目实施期间保证投入足够时间，按期完成各项任务。",
                "四、如有不实，本人愿意承担相应责任。",
            ],
        },
    }


def _sections(sections: Sequence[Section]) -> list[dict[str, Any]]:
    return [
        {"title": f"{_numeral(at)}、{section.title}", "groups": [_group(section, group) for group in section.groups]}
        for at, section in enumerate(sections, 1)
    ]


def _group(section: Section, group: Group) -> dict[str, Any]:
    first = group.parts[0]
    said_below = isinstance(first, Table | Card) and first.title.startswith(group.title)
    said_above = len(section.groups) == 1 or group.title == section.title
    return {"title": "" if said_above or said_below else group.title, "parts": list(_parts(group))}


def _parts(group: Group) -> Iterable[dict[str, Any]]:
    """Neighbouring short lines as one table."""
    waiting: list[dict[str, str]] = []
    for part in group.parts:
        if isinstance(part, Line) and not part.wide:
            waiting.append(_row(part.label, part.text))
            continue
        if waiting:
            yield {"kind": "lines", "rows": waiting}
            waiting = []
        yield _part(part)
    if waiting:
        yield {"kind": "lines", "rows": waiting}


def _part(part: Line | Table | Card) -> dict[str, Any]:
    if isinstance(part, Line):
        return {"kind": "running", **_row(part.label, part.text)}
    if isinstance(part, Card):
        return {"kind": "card", "title": part.title, "rows": [_row(each.label, each.text) for each in part.lines]}
    return {
        "kind": "table",
        "title": part.title,
        "columns": part.columns,
        "rows": part.rows,
        "numbers": sorted(part.numbers),
        "widths": [_width([head, *cells]) for head, *cells in zip(part.columns, *part.rows, strict=True)],
    }


def _width(cells: Sequence[str]) -> int:
    """How much room a column wants, in half characters: its longest cell within bounds, its longest number whole."""
    whole = max((len(each) for cell in cells for each in _UNBROKEN.findall(cell)), default=0)
    longest = max(sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in cell) for cell in cells)
    return max(min(max(longest, _LEAST_WIDTH * 2), _WIDEST), whole * 4 // 3)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        _NUMERALS[number - 1] if number <= 10 else f"{'' if tens == 1 else _NUMERALS[tens - 1]}十{_NUMERALS[ones - 1]}"
    )


def _rows(dossier: Dossier, fields: Iterable[str]) -> list[dict[str, str]]:
    known = (dossier.schema.by_id[each] for each in fields if each in dossier.schema.by_id)
    return [_row(spec.name, _text(dossier, spec.id)) for spec in known]


def _row(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text or _BLANK}


def _text(dossier: Dossier, field_id: str) -> str:
    spec = dossier.schema.by_id.get(field_id)
    value = dossier.values.get(spec.name) if spec else None
    return value if isinstance(value, str) else ""


def _day(dossier: Dossier) -> str:
    spec = dossier.schema.by_id.get("form.date")
    value = dossier.values.get(spec.name) if spec else None
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else ""
