"""Every outcome, verdict and reason has a word in both languages."""

from xingshen.kernel.outcome import (
    OUTCOME_WORDS,
    OUTCOME_WORDS_EN,
    REASON_WORDS,
    REASON_WORDS_EN,
    VERDICT_WORDS,
    VERDICT_WORDS_EN,
    Outcome,
    Reason,
    Verdict,
)


def test_no_word_is_missing() -> None:
    assert [list(OUTCOME_WORDS), list(OUTCOME_WORDS_EN)] == [list(Outcome)] * 2
    assert [list(VERDICT_WORDS), list(VERDICT_WORDS_EN)] == [list(Verdict)] * 2
    assert [list(REASON_WORDS), list(REASON_WORDS_EN)] == [list(Reason)] * 2


def test_words_in_english() -> None:
    words = (OUTCOME_WORDS_EN[Outcome.HUMAN], VERDICT_WORDS_EN[Verdict.CLEAR], REASON_WORDS_EN[Reason.UNKNOWN])
    assert words == ("Needs human", "Clear", "Fact not confirmed")
