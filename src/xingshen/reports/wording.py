"""The words and sentences that every report shares, so that terminal, page and print say the same thing.

Knows outcomes, reasons and counts; knows nothing of colours and layout.
"""

from __future__ import annotations

from collections.abc import Iterable

from xingshen.findings.finding import Finding, GuideStamp, Note
from xingshen.kernel.outcome import OUTCOME_WORDS, REASON_WORDS, Outcome, Verdict
from xingshen.kernel.place import Evidence
from xingshen.reports.tally import Tally

OUTCOME_ICONS: dict[Outcome, str] = {
    Outcome.PASS: "✓",
    Outcome.FAIL: "✕",
    Outcome.HUMAN: "?",
    Outcome.NOT_APPLICABLE: "–",
    Outcome.CORRECTION: "↺",
}
VERDICT_ICONS: dict[Verdict, str] = {
    Verdict.PASS: "✓",
    Verdict.CLEAR: "✓",
    Verdict.HUMAN: "?",
    Verdict.FAIL: "✕",
}
PRIORITY_WORDS: dict[str, str] = {
    "claimed_evidenced": "已申请，有佐证",
    "claimed_to_check": "已申请，待核对",
    "not_claimed": "未申请",
}
DISCLAIMER = "以上为程序依据指南给出的审查建议，由审查人员确认后生效。"

_METHODS = {
    "form": "填报",
    "text-layer": "文字层读取",
    "docx": "Word 文档读取",
    "file": "文件本身",
    "ocr": "扫描识别",
    "ofd": "OFD 读取",
    "barcode": "条码读取",
    "seal": "印章识别",
}
SURE = 1.0
_DIGEST_SHOWN = 12


def verdict_sentence(verdict: Verdict, tally: Tally) -> str:
    """One plain sentence: what the verdict means for this dossier and what comes next."""
    if verdict is Verdict.FAIL:
        return _mending_sentence(tally)
    if verdict is Verdict.HUMAN:
        return f"没有发现不符合指南之处；有 {tally.human} 处须由人核对后才能下结论。"
    if verdict is Verdict.CLEAR:
        return _clear_sentence(tally)
    return "各项要求均符合，须由人回答的问题已全部答复。"


def _mending_sentence(tally: Tally) -> str:
    first = f"有 {tally.failed + tally.correction} 处不符合指南，改正后才能通过形式审查。"
    return f"{first}另有 {tally.human} 处须由人核对。" if tally.human else first


def _clear_sentence(tally: Tally) -> str:
    if not tally.standing:
        return "没有发现不符合指南之处。"
    return f"没有发现不符合指南之处；还有 {tally.standing} 个常设问题由审查人员回答。"


def outcome_label(outcome: Outcome) -> str:
    """Icon and word, never one without the other."""
    return f"{OUTCOME_ICONS[outcome]} {OUTCOME_WORDS[outcome]}"


def reason_words(finding: Finding) -> str:
    """Why a point needs a person, or nothing where it does not."""
    return REASON_WORDS[finding.reason] if finding.reason else ""


def would_be_sentence(finding: Finding) -> str:
    """What a candidate value would lead to, or nothing where there is none (ruling R10)."""
    return f"按候选值将{OUTCOME_WORDS[finding.would_be]}，请确认。" if finding.would_be else ""


def answer_words(finding: Finding) -> str:
    """Who closed the question, or nothing."""
    return f"由 {finding.answered_by} 答复" if finding.answered_by else ""


def place_words(evidence: Evidence) -> str:
    """Where something stands: 申报书, or the file with its page."""
    if evidence.method == "form":
        return "申报书"
    return f"{evidence.file} 第 {evidence.page} 页" if evidence.page else evidence.file


def note_places(note: Note) -> str:
    """Where a note was read: the pages of each file, a file that the note itself names not named again."""
    pages: dict[str, dict[str, None]] = {}
    for evidence in note.evidence:
        pages.setdefault(evidence.file, {}).update({str(evidence.page): None} if evidence.page else {})
    told = (
        " ".join(part for part in ("" if file in note.message else file, _pages_words(found)) if part)
        for file, found in pages.items()
    )
    return "；".join(place for place in told if place)


def _pages_words(pages: Iterable[str]) -> str:
    return f"见第 {'、'.join(pages)} 页" if pages else ""


def sure_words(confidence: float) -> str:
    """A confidence with two digits, never rounded up: 1.00 is said of nothing that is not beyond doubt."""
    return f"{int(confidence * 100 + 1e-6) / 100:.2f}"


def method_words(evidence: Evidence) -> str:
    """How it was read; where that is not beyond doubt, with the confidence and the request to look at the page."""
    method = _METHODS.get(evidence.method, evidence.method)
    return method if evidence.confidence >= SURE else f"{method}，把握{sure_words(evidence.confidence)}，请对照页面"


def priority_words(state: str) -> str:
    """The state of a preference in Chinese (ruling R15)."""
    return PRIORITY_WORDS.get(state, state)


def short_digest(digest: str) -> str:
    """The first characters of a digest, enough to compare by eye."""
    return digest.removeprefix("sha256:")[:_DIGEST_SHOWN]


def guide_words(guide: GuideStamp) -> str:
    """Title, version and short digest of the guide in one line."""
    return f"{guide.title}（版本 {guide.version}，摘要 {short_digest(guide.digest)}）"
