"""English for the engine: its words, the names of values, and parameters as the guide prints them.

Amounts keep the unit of the form: “299.99 × CNY 10,000”. Names and options come from the guide's translation; what
nobody translated stays Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xingshen.dossier.countries import country_name_in_english
from xingshen.guide.translation import Translation
from xingshen.kernel.knowledge import Why
from xingshen.kernel.outcome import OUTCOME_WORDS, OUTCOME_WORDS_EN, Outcome
from xingshen.kernel.paths import NO_TITLES, owner_and_name
from xingshen.kernel.phrases import PhraseBook
from xingshen.rules.english_phrases import english_phrases
from xingshen.rules.words import Words

ENGLISH = "en"
SYSTEM_NAMES_EN: Mapping[str, str] = {
    "申报日": "day of application",
    "未填必填项": "required fields not filled in",
    "填写错误": "fields filled in wrongly",
    "格式错误": "codes with wrong check digits",
    "存疑填写": "doubtful entries",
    "占位内容": "placeholders",
    "表纸不一致": "differences between form and papers",
    "已有材料": "papers at hand",
    "本版版本码": "version code of the present data",
    "材料问题": "problems of papers",
    "问题": "problem",
    "问题文件": "file with the problem",
    "问题说明": "account of the problem",
    "本单位申报类别": "categories in which the applicant applies",
    "同负责人申报": "other applications of the leader",
    "重复材料": "duplicate papers",
    "近似项目": "similar projects",
}
_OUTCOMES = {word: OUTCOME_WORDS_EN[outcome] for outcome, word in OUTCOME_WORDS.items()}
_UNITS: Mapping[str, str] = {
    "万元": " × CNY 10,000",
    "元": " yuan",
    "年": " years",
    "个月": " months",
    "日": " days",
    "天": " days",
    "个工作日": " working days",
    "岁": " years",
    "倍": " times",
    "分": " points",
    "字": " characters",
    **dict.fromkeys(("项", "次", "篇", "人", "届", "家", "个", "点"), ""),
}
"""What follows a number in a parameter; words that merely count say nothing in English."""
_PARAMETER = re.compile(rf"([\d.:]+)({'|'.join(sorted(_UNITS, key=len, reverse=True))})")
_LIST = re.compile(r"(\d+)项名单")
_WAIVED = "不作要求"


def english_words(translation: Translation) -> Words:
    """The words of English for a guide with this translation."""
    return _Told(translation).words()


class _Told:
    """The texts of one guide in English, looked up by their Chinese."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation
        self.names = {**SYSTEM_NAMES_EN, **translation.names()}
        self.book = PhraseBook(english_phrases(), self.name_or_word)

    def name_or_word(self, text: str) -> str:
        """A name of the form or a fixed word; names first, for sentences of the engine speak of fields."""
        return self.names.get(text) or self.word(text)

    def word(self, text: str) -> str:
        """A fixed word of the guide or of the engine; any other text as it is."""
        return _OUTCOMES.get(text) or self.translation.word(text)

    def parameter(self, text: str) -> str:
        """A parameter as the guide prints it: 50万元, 3:1, 24个月, or a list of words."""
        if text == _WAIVED:
            return "nothing asked"
        if found := _LIST.fullmatch(text):
            return f"a list of {found[1]}"
        if found := _PARAMETER.fullmatch(text):
            unit = _UNITS[found[2]]
            return found[1] + (unit.removesuffix("s") if found[1] == "1" else unit)
        return ", ".join(self.word(part) for part in text.split("、"))

    def placed(self, path: str, titles: Mapping[str, str] = NO_TITLES) -> tuple[str, str]:
        """Title of the row and what is left of a path, both in English."""
        owner, name = owner_and_name(path, titles)
        return self.book.tell(owner) if owner else "", self.book.tell(name) if name else ""

    def words(self) -> Words:
        return Words(
            language=ENGLISH,
            why={
                Why.NOT_FILLED: "not filled in",
                Why.NOT_STATED: "not known yet",
                Why.NOT_FOUND: "not found in the papers",
                Why.PENDING: "being read",
                Why.UNREADABLE: "paper cannot be read",
                Why.LOW_CONFIDENCE: "read with too little confidence",
                Why.SCANNED: "only recognised in a scan",
                Why.CONFLICT: "sources disagree",
                Why.IMPRECISE: "only year and month given",
                Why.INVALID: "what is filled in is not understood",
            },
            unread={Why.NOT_FOUND: "not read", Why.INVALID: "not understood"},
            outcomes=OUTCOME_WORDS_EN,
            default_messages={
                Outcome.PASS: "Satisfied.",
                Outcome.FAIL: "Not satisfied.",
                Outcome.HUMAN: "Could not be confirmed: {missing}.",
                Outcome.NOT_APPLICABLE: "Does not apply to this project.",
                Outcome.CORRECTION: "To be returned for correction.",
            },
            yes="yes",
            no="no",
            none="none",
            not_filled="not filled in",
            unknown="unknown",
            joint=", ",
            heavy_joint="; ",
            clause_joint=", ",
            sentence_joint="; ",
            either=" or ",
            of="{owner}: {name}",
            because="{value} ({why})",
            between="between {first} and {last}",
            at_least="at least {value}",
            to_check="{value} (to be checked)",
            items="{count}",
            more=", and {count} more",
            conflict="{why}: {values}",
            pair="{name} {value}",
            look_at_paper="Compare with the pages of the paper; a scan may be replaced by an exported file.",
            seen_in_scan="The following was recognised in a scan; compare it with the page: ",
            unconfirmed="Could not confirm “{title}”: {missing}.",
            supply="Supply or check: {names}.",
            answered="{message} ({by} decided: {outcome}. {reason})",
            no_facts="the facts concerned",
            country=country_name_in_english,
            text=self.word,
            told=self.book.tell,
            parameter=self.parameter,
            placed=self.placed,
        )
