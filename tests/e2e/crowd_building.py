"""Builds the call of ``crowd``; runs in a process of its own, in which Django is set up before this is imported."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from examples.generate.cases import CASES
from examples.generate.crowd import crowd

from xingshen.demo.cast import Ending
from xingshen.demo.filings import build_application, build_call, read_example
from xingshen.demo.people import UnitCast, build_departments, build_officers, build_unit
from xingshen.review.policy import Role


def build(count: int) -> None:
    """Officers, departments, a call, and as many accepted dossiers; units that two dossiers share are made once."""
    officers = build_officers()
    departments = build_departments(officers[Role.SYSTEM_ADMIN][0])
    call_id, known = build_call(officers[Role.OFFICE][0]), dict[str, UnitCast]()
    with tempfile.TemporaryDirectory() as holder:
        for member in crowd(count, [replace(case, scans=()) for case in CASES]):
            folder = Path(holder) / member.slug
            folder.mkdir()
            for name, content in member.files.items():
                (folder / name).write_bytes(content)
            example = read_example(Path(holder), member.slug)
            code = example.form["applicant"]["uscc"]
            known[code] = known.get(code) or build_unit(example.form, f"{member.number:03d}", departments)
            build_application(call_id, example, known[code], Ending.ACCEPTED)
