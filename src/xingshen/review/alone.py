"""What may be told of a finding to those who may hear nothing of other dossiers.

A check that knows the other dossiers of a call names them: numbers, titles, units, files. To applicant, unit and the
public a finding is told as the check by itself tells it; where others make it another one, only that they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xingshen.findings.finding import Finding

OF_OTHERS = "这一项须与同批次的其他申报一并核对，具体情况以审查人员的说明为准。"
"""Instead of what the machine says of other dossiers."""


def speaks_of_others(finding: Finding, alone: Mapping[str, Finding]) -> bool:
    """Whether the check by itself (``alone``, by fingerprint) does not say the very same."""
    return alone.get(finding.fingerprint) != finding


def without_others(finding: Finding, own_cure: str) -> Finding:
    """The finding with nothing that could name another dossier: no facts, places or values.

    ``own_cure``: the cure as the guide writes it, before anything of a dossier is put into it; any other is left out.
    """
    cure = finding.cure if finding.cure == own_cure else ""
    return replace(finding, message=OF_OTHERS, cure=cure, evidence=(), read=(), missing=())
