"""A filing with its people and a guide whose conditions for handing in are met, for tests."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.store.scenes.applying import actor_for, make_application, make_call, make_person, make_unit
from xingshen.review.filing import Approve, Recommend, Refusal
from xingshen.review.policy import Actor, Role
from xingshen.store.applying import applications
from xingshen.store.applying.answers import Answers
from xingshen.store.filing import filings, submissions
from xingshen.store.models import Application, Call, Department, Membership, Paper, Submission, Unit, User
from xingshen.store.people import people
from xingshen.store.record import files

EXAMPLE = Path(__file__).parents[3] / "examples" / "dossiers" / "clean-cat1-enterprise"
READY = {
    "project__title": "柔性焊接机器人力位协同控制",
    "form__category": "1",
    "applicant__uscc": "91130100MA01106879",
    "form__declaration__no_secret": "是",
    "form__declaration__lawful": "是",
    "form__declaration__partner_independent": "是",
    "leader__name": "冯知衡",
    "leader__id": "130102198104126876",
}


@dataclass
class Scene:
    """A unit with applicant, administrator and department, an open call, and a draft that may be handed in."""

    unit: Unit = field(default_factory=make_unit)

    def __post_init__(self) -> None:
        self.person = make_person(self.unit)
        self.administrator = make_person(self.unit, "admin@example.cn", "郝景澄", Role.UNIT_ADMIN)
        self.officer = User.objects.create_user("officer@example.cn", "correct-horse-9", name="市局经办")
        department = Department.objects.get(pk=self.unit.department_id)
        Membership.objects.create(user=self.officer, role=Role.DEPARTMENT.value, department=department)
        self.applicant, self.admin = actor_for(self.person), actor_for(self.administrator)
        self.department = people.actor(self.officer.pk)
        self.call: Call = make_call()
        self.draft = self.make_draft()

    def make_draft(self, **more: Any) -> Application:
        """One more draft that may be handed in."""
        return make_application(self.call, self.applicant, applicant__name=self.unit.name, **{**READY, **more})

    def hand_in(self, draft: Application | None = None, key: str = "") -> Submission:
        """Hand it in; it has to work."""
        draft = draft or self.draft
        answer = submissions.submit(
            draft.pk, key or f"key-{draft.pk}-{filings.last_sequence(draft.pk)}", self.applicant
        )
        assert isinstance(answer, Submission), answer
        return answer

    def approve(self, draft: Application | None = None, actor: Actor | None = None) -> Any:
        """The unit's step."""
        return filings.act((draft or self.draft).pk, Approve(), actor or self.admin)

    def recommend(self, draft: Application | None = None) -> Any:
        """The department's step."""
        answer = filings.act((draft or self.draft).pk, Recommend(), self.department)
        assert not isinstance(answer, Refusal), answer
        return answer

    def stage(self, draft: Application | None = None) -> str:
        """Where it stands."""
        return Application.objects.values_list("stage", flat=True).get(pk=(draft or self.draft).pk)

    def add_paper(
        self, name: str = "05-协议.pdf", content: bytes = b"%PDF-1.7 agreement", kind: str = "合作协议"
    ) -> Paper:
        """A paper of the draft."""
        blob = files.blob_of(files.put([content]))
        place = Paper.objects.filter(application=self.draft).count()
        return Paper.objects.create(application=self.draft, blob=blob, name=name, kind=kind, position=place)

    def change(self, **answers: str) -> None:
        """Save something, as the form's page would."""
        row = Application.objects.get(pk=self.draft.pk)
        answer = Answers(applications.schema_of(row), row.answers, row.private)
        for path, value in answers.items():
            node = answer.tree
            *groups, last = path.split("__")
            for group in groups:
                node = node.setdefault(group, {})
            node[last] = value
        row.answers, row.version = answer.tree, row.version + 1
        row.title = applications.mirrors(answer)["title"]
        row.save()


def example_tree() -> dict[str, Any]:
    """The application of an example dossier."""
    tree = json.loads((EXAMPLE / "application.json").read_text(encoding="utf-8"))
    assert isinstance(tree, dict)
    return tree
