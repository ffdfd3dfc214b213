"""The day on which an agreement was signed: the latest of the dates beside the signatures (A9, R9).

Dates of the period, of laws and of payments are not signing dates; a blank date line gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from xingshen.evidence.extract.flow import Flow
from xingshen.evidence.extract.masking import DAY as D
from xingshen.evidence.extract.masking import Masked, mask
from xingshen.evidence.extract.said import Said, joined
from xingshen.evidence.fact import Fact
from xingshen.kernel.place import Box

_IN_TEXT = 0.9
_BARE = 0.85
_UNDER_SEAL = 0.7
"""The strokes of a seal make one numeral of another."""

_LABELLED = re.compile(
    rf"(?:签[署订字约章定]|盖章|订立|成文)(?:的)?(?:日期|时间|日)(?:\([^)]{{0,12}}\))?(?:为|是)?\s*:?[\s_]*(?P<d>{D})"
    rf"|(?:date\s+of\s+(?:the\s+)?(?:last\s+)?(?:signature|signing|execution)"
    rf"|signing\s+date|signed\s+on|date\s+signed)\s*:?[\s_]*(?P<e>{D})",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    rf"(?<![起止始效生终断出发])(?:日期|时间|\bdate|\bdated|дата|datum|\bdata|fecha|kelt|日付"
    rf"|fait\s+à\s+\w+,?\s+le)\s*(?:\([^)]{{0,12}}\))?\s*:?[\s_]*(?P<d>{D})",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"(?:于|在)?(?P<d>{D})(?!日?(?:起|以来|之?后|之?前|颁布|公布|施行|实施|修订))(?:日)?(?:,|在|于)?[^,。;《》{D}]{{0,16}}?(?:共同|正式)?(?:签订|签署|订立|签字)(?!之日)(?:了?本|如下|以下|。|,|;|$|于|此)"
    rf"|(?:签订|签署|订立)于[^,。;{D}]{{0,16}}?(?P<e>{D})"
    rf"|(?:made|entered\s+into|executed|concluded|signed|dated)(?:\s+(?:and|entered|made"
    rf"|into|as|of|on|this|the|effective))*\s+(?P<f>{D})"
    rf"|in\s+witness\s+whereof.{{0,160}}?(?P<g>{D})",
    re.IGNORECASE,
)
_SIGNATURES = re.compile(
    r"\((?:盖章|公章|签章|签字|签名|单位盖章|盖公章|签字盖章|签字或盖章)\)|以下无正文|签字页|签[字署]:|in\s+witness\s+whereof"
    r"|signature|\bby\s*:|on\s+behalf\s+of|unterschrift|подпис|assinatura|\bfirma\s*:|署名|aláírás",
    re.IGNORECASE,
)
_REACH = 400
_OTHER_PAPER = re.compile(
    r"《[^》]{2,40}》$|(?:谅解)?备忘录$|(?:memorandum|mou|earlier|previous)[^.]{0,60}$", re.IGNORECASE
)


def signed_on_fact(flow: Flow) -> Fact:
    """The fact signed_on."""
    masked = mask(flow.text)
    for said in (_beside_signatures(masked), _in_running_text(masked)):
        if said:
            latest = max(said, key=lambda s: (str(s.value), s.confidence))
            rest = [s for s in said if s.value != latest.value]
            return joined(flow, "signed_on", latest.value, [_weighed(flow, latest, said), *rest])
    return Fact("signed_on", None)


def _weighed(flow: Flow, day: Said, said: Sequence[Said]) -> Said:
    """``day``, less sure where OCR read it under a seal and the day beside no other signature is the same."""
    confirmed = any(other.value == day.value and other.end != day.end for other in said)
    return day if confirmed or not _is_under_seal(flow, day) else replace(day, confidence=_UNDER_SEAL)


def _is_under_seal(flow: Flow, day: Said) -> bool:
    seals = {page.number: [seal.box for seal in page.seals] for page in flow.paper.pages}
    return any(
        place.method == "ocr" and place.box and place.page and _overlap(place.box, box)
        for place in flow.evidence(day.start, day.end)
        for box in seals.get(place.page or 0, [])
    )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _beside_signatures(masked: Masked) -> list[Said]:
    zone = _zone(masked.text)
    matches = list(_LABELLED.finditer(masked.text))
    if zone is not None:
        matches += list(_BESIDE.finditer(masked.text, zone))
    said = {s.start: s for m in matches if (s := _said(masked, m, 1.0))}
    if not said and zone is not None:
        bare = re.finditer(rf"(?P<d>{D})(?!日?[起止前后至到])", masked.text[zone:])
        shifted = ((zone + m.start("d")) for m in bare)
        said = {at: s for at in shifted if (s := _at(masked, at, at + 1, at, _BARE))}
    return list(said.values())


def _zone(text: str) -> int | None:
    """Where the last signatures begin: the first mark of the last run of marks."""
    marks = [m.start() for m in _SIGNATURES.finditer(text)]
    if not marks:
        return None
    begin = marks[-1]
    for mark in reversed(marks):
        if begin - mark > _REACH:
            break
        begin = mark
    return begin


def _in_running_text(masked: Masked) -> list[Said]:
    found = []
    for match in _TOLD.finditer(masked.text):
        if _OTHER_PAPER.search(masked.text[max(match.start() - 80, 0) : match.start()].rstrip()):
            continue
        said = _said(masked, match, _IN_TEXT)
        found += [said] if said else []
    return found[:1]


def _said(masked: Masked, match: re.Match[str], confidence: float) -> Said | None:
    at = next(match.start(name) for name, text in match.groupdict().items() if text)
    return _at(masked, match.start(), match.end(), at, confidence)


def _at(masked: Masked, start: int, end: int, at: int, confidence: float) -> Said | None:
    found = masked.date_at(at)
    if not isinstance(found.value, date):
        return None
    return Said(found.value, *masked.span(start, end), min(confidence, found.confidence))
