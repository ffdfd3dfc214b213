"""Letters of examinations: what is due, what they say, their numbers, their digest in the chain, and checking them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from tests.reports.letters.writing import ITEMS, WHOLE, a_template, texts
from tests.store.scenes.concluding import Concluding
from xingshen.reports.letters.numbering import LetterSettings
from xingshen.reports.letters.templating import TemplateDesk
from xingshen.reports.receipt import canonical
from xingshen.review.examination import Refusal
from xingshen.review.examination_values import LetterKind, Ruling
from xingshen.store.conclusions import letter_lists, letter_settings, letters
from xingshen.store.examination import examinations
from xingshen.store.models import Call, Event, Letter, Message
from xingshen.store.procedure import examination_log

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def scene() -> Concluding:
    return Concluding()


def due(scene: Concluding) -> LetterKind | None:
    row = examinations.get(scene.draft.pk)
    return letters.due(row, scene.case().examination)


def event_of(letter: Letter) -> Event:
    return Event.objects.get(seq=letter.event_seq)


def test_a_refusal_goes_out_once_with_its_number_and_the_time_to_answer(scene: Concluding) -> None:
    scene.refused()
    assert due(scene) is LetterKind.REFUSAL
    letter = scene.send()
    state = scene.case().examination
    assert (letter.letter, letter.serial, due(scene)) == ("refusal", 1, None)
    assert letter.number == f"形审〔{letter.year}〕1号"
    assert letter.answer_until == state.answer_until is not None
    with TemplateDesk() as desk:
        again = letters.issue(scene.draft.pk, scene.office, desk=desk)
    assert isinstance(again, Refusal)


def test_a_refusal_quotes_the_clauses_of_its_grounds_and_the_reason_of_the_reviewer(scene: Concluding) -> None:
    scene.refused()
    content = scene.send().record["content"]
    state, machine = scene.case().examination, scene.case().machine
    assert state.refusal is not None
    assert machine is not None
    finding = machine.findings[state.refusal.grounds[0].basis.fingerprint]
    (item,) = content["items"]
    assert item["quotes"] == [{"clause": clause.id, "text": clause.text} for clause in finding.clauses]
    assert item["reason"] == state.judgements[finding.fingerprint][-1].reason != ""
    assert content["addressee"] == scene.unit.name


def test_the_event_holds_the_digest_of_the_record_which_holds_those_of_the_files(scene: Concluding) -> None:
    scene.passed()
    letter = scene.send()
    told = event_of(letter).after
    assert isinstance(told, dict)
    assert told["digest"] == hashlib.sha256(canonical(letter.record)).hexdigest()
    for suffix in ("docx", "pdf"):
        digest = hashlib.sha256(letters.content(letter, suffix)).hexdigest()
        assert letter.record["files"][suffix]["sha256"] == digest


def test_numbers_of_a_call_follow_each_other_without_gaps(scene: Concluding) -> None:
    other = scene.make_draft(project__title="另一个项目")
    scene.passed()
    scene.passed(other)
    assert [scene.send().serial, scene.send(other).serial] == [1, 2]


def test_each_round_of_correction_has_its_letter(scene: Concluding) -> None:
    scene.in_correction()
    letter = scene.send()
    assert (letter.letter, letter.round, due(scene)) == ("correction", 1, None)
    (item,) = letter.record["content"]["items"]
    assert (item["asked"], item["cure"]) == ("请说明原因。", "请补交清晰的扫描件。")
    assert letter.record["content"]["closing"][1] == "本次只可修改：项目名称、合作协议。其余内容保持不变。"


def test_a_ruling_has_a_letter_of_its_own(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    scene.ask_again()
    scene.rule(Ruling.UPHELD)
    letter = scene.send()
    (item,) = letter.record["content"]["items"]
    assert (letter.letter, item["result"]) == ("reexamination", "不通过")
    assert letter.record["content"]["closing"] == ["理由：经重新核对。", "本结论为最终结论。"]


def test_the_applicant_is_told_and_the_link_leads_to_the_outcome(scene: Concluding) -> None:
    scene.passed()
    scene.send()
    message = Message.objects.filter(user=scene.person).latest("pk")
    assert message.link == f"/filing/{scene.draft.pk}/outcome/"


def test_only_the_office_sends(scene: Concluding) -> None:
    scene.passed()
    with TemplateDesk() as desk:
        answer = letters.issue(scene.draft.pk, scene.reviewer, desk=desk)
    assert isinstance(answer, Refusal)
    assert Letter.objects.count() == 0


def test_a_preview_has_no_number_and_leaves_nothing_behind(scene: Concluding) -> None:
    scene.refused()
    row = examinations.get(scene.draft.pk)
    before = Event.objects.count()
    with TemplateDesk() as desk:
        made = letters.preview(row, scene.case(), LetterKind.REFUSAL, desk, AT)
    assert made.content.number == "形审〔2026〕预览号"
    assert (Event.objects.count(), Letter.objects.count()) == (before, 0)


def test_what_is_due_is_listed_and_what_was_sent_is_not(scene: Concluding) -> None:
    other = scene.make_draft(project__title="另一个项目")
    scene.passed()
    scene.refused(other)
    call_id = scene.call.pk
    assert letter_lists.count_due(call_id) == {
        LetterKind.CORRECTION: 0, LetterKind.PASS: 1, LetterKind.REFUSAL: 1, LetterKind.REEXAMINATION: 0,
    }  # fmt: skip
    scene.send()
    assert [row.application_id for row in letter_lists.due(call_id)] == [other.pk]
    assert {row.application_id for row in letter_lists.all_rows(call_id)} == {scene.draft.pk, other.pk}


def test_the_list_says_the_same_as_the_single_examination(scene: Concluding) -> None:
    scene.refused()
    scene.send()
    scene.ask_again()
    scene.rule(Ruling.OVERTURNED)
    rows = list(letter_lists.due(scene.call.pk))
    assert [letters.due(row, examination_log.state_of(row.application_id)) for row in rows] == [
        LetterKind.REEXAMINATION
    ]


def test_a_letter_is_found_by_its_code_and_by_its_files(scene: Concluding) -> None:
    scene.passed()
    letter = scene.send()
    by_code = letters.check_code(letter.code.lower())
    by_file = letters.check_file(letter.pdf_id or "")
    assert by_code is not None
    assert by_file is not None
    assert (by_code.letter, by_code.holds, by_file.letter) == (letter, True, letter)
    assert letters.check_code("0000-0000-0000-0000-0000") is None
    assert letters.check_file("0" * 64) is None


def test_a_record_that_was_changed_does_not_hold(scene: Concluding) -> None:
    scene.passed()
    letter = scene.send()
    letter.record["content"]["project"] = "别的项目"
    letter.save()
    checked = letters.check_code(letter.code)
    assert checked is not None
    assert not checked.holds


# --- how the office writes -------------------------------------------------------------------------------------------


def test_head_sign_and_numbers_are_the_offices(scene: Concluding) -> None:
    wanted = LetterSettings("河北省国际科技合作项目办公室", "项目办公室", "冀科形审〔{年}〕{号}号")
    letter_settings.change(scene.call, wanted, scene.office)
    scene.call = Call.objects.get(pk=scene.call.pk)
    scene.passed()
    letter = scene.send()
    assert letter.number == f"冀科形审〔{letter.year}〕1号"
    assert letter.record["content"]["head"] == "河北省国际科技合作项目办公室"


def test_a_pattern_without_the_serial_is_refused(scene: Concluding) -> None:
    with pytest.raises(ValueError, match="文号格式里要有"):
        letter_settings.change(scene.call, LetterSettings(pattern="形审〔{年}〕"), scene.office)


def test_an_own_template_is_used_and_can_be_given_up(scene: Concluding) -> None:
    template = a_template(*WHOLE, "自己的一段")
    kind = LetterKind.PASS
    assert letter_settings.replace_template(scene.call, kind, "自己的.docx", [template], scene.office) == ()
    scene.passed()
    assert texts(letters.content(scene.send(), "docx"))[-1] == "自己的一段"
    letter_settings.use_builtin(scene.call, kind, scene.office)
    assert letter_settings.own_templates(scene.call.pk) == {}
    kinds = Event.objects.filter(subject_type="call").order_by("seq").values_list("kind", flat=True)
    assert [*kinds][-2:] == ["call.template_changed", "call.template_changed"]


def test_a_template_with_an_unknown_name_changes_nothing(scene: Concluding) -> None:
    template = a_template(*WHOLE, *ITEMS, "{{文件号}}")
    told = letter_settings.replace_template(scene.call, LetterKind.REFUSAL, "x.docx", [template], scene.office)
    assert told == ["正文第11段：不认识 {{文件号}}，请对照可用的名称改正。"]
    assert letter_settings.own_templates(scene.call.pk) == {}
