"""A guide whose form knows none of the 2026 form's fields is checked all the same."""

import json
from pathlib import Path

from xingshen.dossier.reading import read_dossier
from xingshen.evidence.intake import PaperReader
from xingshen.guide.loading import load_guide
from xingshen.kernel.outcome import Outcome, Verdict
from xingshen.pipeline.check import check_dossiers, read_evidence
from xingshen.rules.compiled import compile_guide

GUIDE = """---
pack: small-2027
title: 小指南
edition: "2027"
version: 1.0.0
status: released
---

# 一、要求

> 1.[申报人不超过三人]{#1.a}。

```rule R-1.a
依据: 1.a
名称: 人数
条件: 人数 <= 3
不符合: 不通过
用例:
  - {结果: 通过}
  - {结果: 不通过, 人数: 4}
  - {结果: 人工, 人数: 未知}
```
"""
FORM = """字段:
  people: {名称: 人数, 类型: 整数, 必填: 是}
  attachments:
    名称: 附件
    类型: 列表
    项:
      file: {名称: 附件文件, 类型: 文本, 必填: 是}
      kind: {名称: 附件种类, 类型: 选项, 来自: 材料}
      title: {名称: 附件标题, 类型: 文本}
      translation_of: {名称: 附件译自, 类型: 文本}
      fiscal_year: {名称: 附件会计年度, 类型: 整数}
材料:
  证明: {id: proof, 标题: [证明], 读取: certificate}
"""


def test_a_form_without_the_usual_fields_is_checked(tmp_path: Path) -> None:
    pack = tmp_path / "small-2027"
    pack.mkdir()
    texts = {
        "guide.md": GUIDE,
        "form.yaml": FORM,
        "base.yaml": "人数: 3\n",
        "source.txt": "一、要求\n1.申报人不超过三人。\n",
        "clauses.csv": "id,level,bound,obligation\n1.a,F,A,人数\n",
    }
    for name, text in texts.items():
        (pack / name).write_text(text, encoding="utf-8")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "application.json").write_text(json.dumps({"people": 4}), encoding="utf-8")
    guide = compile_guide(load_guide(pack))
    with PaperReader(workers=1) as reader:
        evidenced = read_evidence(read_dossier(folder, guide.guide.form), reader)
    result = check_dossiers(guide, [evidenced])[0]
    assert result.verdict is Verdict.FAIL
    assert [(finding.rule, finding.outcome) for finding in result.findings] == [("R-1.a", Outcome.FAIL)]
    assert result.title == "未填写"
