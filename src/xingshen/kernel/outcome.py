"""The words in which the programme speaks about a clause and about a dossier.

Knows nothing of guides, papers or people; every other package uses these words and no others.
"""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What one rule says of one dossier (guide 五: any failed point refuses the dossier).

    ``CORRECTION`` (退回补正) is for guides that let an applicant mend a point; the 2026 guide never uses it.
    """

    PASS = "pass"
    FAIL = "fail"
    HUMAN = "human"
    NOT_APPLICABLE = "not_applicable"
    CORRECTION = "correction"


class Verdict(StrEnum):
    """What the engine says of a whole dossier; only officers' answers turn ``CLEAR`` into ``PASS`` (clause 5.0)."""

    PASS = "pass"
    CLEAR = "clear"
    HUMAN = "human"
    FAIL = "fail"


class Reason(StrEnum):
    """Why a point needs a person."""

    JUDGEMENT = "judgement"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"
    LOW_CONFIDENCE = "low_confidence"
    OPEN_LIST = "open_list"
    IN_PRINCIPLE = "in_principle"
    MISSING_NORM = "missing_norm"
    ENGINE_ERROR = "engine_error"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.PASS: "通过",
    Outcome.FAIL: "不通过",
    Outcome.HUMAN: "需人工",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.CORRECTION: "退回补正",
}

VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.PASS: "通过",
    Verdict.CLEAR: "未发现问题",
    Verdict.HUMAN: "需人工",
    Verdict.FAIL: "不通过",
}

REASON_WORDS: dict[Reason, str] = {
    Reason.JUDGEMENT: "须由人判断",
    Reason.UNKNOWN: "事实未确认",
    Reason.CONFLICT: "材料之间不一致",
    Reason.LOW_CONFIDENCE: "读取把握不足",
    Reason.OPEN_LIST: "指南用“等”，名单不封闭",
    Reason.IN_PRINCIPLE: "指南用“原则上”",
    Reason.MISSING_NORM: "所依据的文件尚未载入",
    Reason.ENGINE_ERROR: "程序出错，已记录",
}

OUTCOME_WORDS_EN: dict[Outcome, str] = {
    Outcome.PASS: "Pass",
    Outcome.FAIL: "Fail",
    Outcome.HUMAN: "Needs human",
    Outcome.NOT_APPLICABLE: "Not applicable",
    Outcome.CORRECTION: "Correction",
}

VERDICT_WORDS_EN: dict[Verdict, str] = {
    Verdict.PASS: "Pass",
    Verdict.CLEAR: "Clear",
    Verdict.HUMAN: "Needs human",
    Verdict.FAIL: "Fail",
}

REASON_WORDS_EN: dict[Reason, str] = {
    Reason.JUDGEMENT: "People must judge",
    Reason.UNKNOWN: "Fact not confirmed",
    Reason.CONFLICT: "Papers disagree",
    Reason.LOW_CONFIDENCE: "Read with too little confidence",
    Reason.OPEN_LIST: "The guide says “and others”: the list is open",
    Reason.IN_PRINCIPLE: "The guide says “in principle”",
    Reason.MISSING_NORM: "The text it rests on is not loaded yet",
    Reason.ENGINE_ERROR: "Fault of the program, recorded",
}
