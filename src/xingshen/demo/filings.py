"""The call of the demonstration, and the examples as applications, each taken as far as ``cast.ENDINGS`` says.

Reading the papers is left to the worker, so that a visitor sees it happen.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from xingshen.demo.cast import GUIDE, Ending
from xingshen.demo.people import ORIGIN, UnitCast
from xingshen.review.filing import Approve, Command, Recommend, Refusal, Return, Withdraw
from xingshen.review.filing_events import Item, Target
from xingshen.review.policy import Actor
from xingshen.store.applying import exchange
from xingshen.store.calls import call_editing, calls, guides
from xingshen.store.calls.call_editing import CallData
from xingshen.store.filing import filings, submissions

_OPENED = timedelta(days=10)
_CLOSES = {
    "applicant": timedelta(days=2, hours=4),
    "unit": timedelta(days=3, hours=4),
    "department": timedelta(days=5, hours=4),
}
SLUG = "intl-2026"


@dataclass(frozen=True, slots=True)
class Example:
    """An example dossier of the source tree and the data of its form."""

    name: str
    folder: Path
    form: Mapping[str, Any]


def examples_folder() -> Path | None:
    """Where the example dossiers lie; None in an installation without the source tree."""
    folder = Path(__file__).parents[3] / "examples" / "dossiers"
    return folder if folder.is_dir() else None


def read_example(folder: Path, name: str) -> Example:
    """The example of this name."""
    form = json.loads((folder / name / "application.json").read_text(encoding="utf-8"))
    return Example(name, folder / name, form)


def build_call(office: Actor) -> int:
    """The published call; its id."""
    now = timezone.now().replace(second=0, microsecond=0)
    data = CallData(
        slug=SLUG,
        title="河北省2026年度国际科技合作/港澳台科技合作专项",
        title_en="Hebei 2026: International and Hong Kong, Macao and Taiwan Scientific Cooperation",
        number_prefix="2026GH",
        guide_id=GUIDE,
        windows={who: (now - _OPENED, now + closes) for who, closes in _CLOSES.items()},
        settings={"contact": "项目办公室（演示） 0311-5550100"},
    )
    call = call_editing.create(data, office, ORIGIN)
    call_editing.publish(call, guides.pin(GUIDE), office, ORIGIN)
    return call.pk


def build_application(call_id: int, example: Example, unit: UnitCast, ending: Ending) -> int:
    """The example as an application of the unit, taken to ``ending``; its id."""
    with tempfile.TemporaryDirectory(prefix="xingshen-demo-") as holder:
        packed = Path(holder) / f"{example.name}.zip"
        _pack(example.folder, packed)
        application = exchange.import_dossier(calls.get(call_id), packed, unit.applicant, ORIGIN).application
    if ending is Ending.DRAFT:
        return application.pk
    handed_in = submissions.submit(application.pk, uuid4().hex, unit.applicant, origin=ORIGIN)
    if isinstance(handed_in, Refusal):
        raise AssertionError(f"{example.name}: {handed_in.reason} {handed_in.obstacles}")
    for actor, command in _steps(unit, ending):
        answer = filings.act(application.pk, command, actor, origin=ORIGIN)
        if isinstance(answer, Refusal):
            raise AssertionError(f"{example.name}: {answer.reason}")
    return application.pk


def _steps(unit: UnitCast, ending: Ending) -> list[tuple[Actor, Command]]:
    approve, recommend = (unit.administrator, Approve()), (unit.department, Recommend())
    year = Item(Target.PAPER, "03-单位承诺书.pdf", "承诺书是往年的版本，请用今年的承诺书重新签章。", "5.2.b")
    missing = Item(Target.PAPER, "单位承诺书", "未找到单位承诺书，请补上签章后的扫描件。", "4.2")
    steps: dict[Ending, list[tuple[Actor, Command]]] = {
        Ending.AT_UNIT: [],
        Ending.AT_DEPARTMENT: [approve],
        Ending.ACCEPTED: [approve, recommend],
        Ending.RETURNED_BY_UNIT: [(unit.administrator, Return("有一份材料要换。", (year,)))],
        Ending.RETURNED_BY_DEPARTMENT: [approve, (unit.department, Return("缺少材料，补上后可以推荐。", (missing,)))],
        Ending.WITHDRAWN: [(unit.applicant, Withdraw("合作方名称还要核对，先撤回。"))],
    }
    return steps[ending]


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w") as packed:
        for path in sorted(folder.iterdir()):
            if path.name not in ("expected.json", "answers.json"):
                packed.write(path, path.name)
