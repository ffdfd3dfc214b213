"""Written forms of text fields: codes with check digits, e-mail and web addresses, telephone numbers.

A text that lacks its form is still what the applicant wrote; whether that matters is for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from xingshen.dossier.form_spec import Format
from xingshen.kernel.identifiers import lei, orcid, resident_id, ror, uscc
from xingshen.kernel.numerals import fold

_EMAIL = re.compile(r"[^\s@,;，；]+@[^\s@,;，；]+\.[^\s@,;，；.]{2,}")
_URL = re.compile(r"(?:https?://)?[^\s/@]+\.[^\s/@.]{2,}(?:[/?#]\S*)?")
_PHONE = re.compile(r"\+?[\d() \-－—/,;、]{7,60}(?:\s*(?:转|ext\.?|x|分机)\s*\d{1,6})?")
_LONGEST = 500
_KNOWN: Mapping[Format, tuple[Callable[[str], str | None], Callable[[str], str]]] = {
    Format.USCC: (uscc.problem, uscc.normalise),
    Format.RESIDENT_ID: (resident_id.problem, resident_id.normalise),
    Format.LEI: (lei.problem, lei.normalise),
    Format.ROR: (ror.problem, ror.normalise),
    Format.ORCID: (orcid.problem, orcid.normalise),
}
_SHAPES: Mapping[Format, tuple[re.Pattern[str], str]] = {
    Format.EMAIL: (_EMAIL, "不是电子邮箱地址，请核对"),
    Format.URL: (_URL, "不是网址，请核对"),
    Format.PHONE: (_PHONE, "不是电话号码，请核对"),
}


def format_problem(form: Format, text: str) -> str | None:
    """What ``text`` lacks of the form, one Chinese sentence that does not repeat it; None where it has it."""
    if form in _KNOWN:
        return _KNOWN[form][0](text)
    pattern, message = _SHAPES[form]
    return None if len(text) <= _LONGEST and pattern.fullmatch(fold(text)) else message


def canonical(form: Format, text: str) -> str:
    """A text that has its form, as it is registered (capitals, no blanks); other forms are kept as written."""
    return _KNOWN[form][1](text) if form in _KNOWN else text
