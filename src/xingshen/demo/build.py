"""Building the demonstration once, and telling its logins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from xingshen.demo.cast import DOMAIN, ENDINGS, MAIN_EXAMPLE, OFFICERS, VERDICTS
from xingshen.demo.filings import build_application, build_call, examples_folder, read_example
from xingshen.demo.people import UnitCast, build_departments, build_officers, build_unit, build_waiting_unit
from xingshen.demo.reviewing import Bench, review
from xingshen.review.policy import ROLE_WORDS, Actor, Role
from xingshen.store.running import health

_MARK = "demo"
_ABOUT = {
    Role.REVIEWER: "审查台：待审查、审查中、补正",
    Role.PANEL: "综合研判",
    Role.OFFICE: "批次、时间、总览",
    Role.SYSTEM_ADMIN: "账号和角色",
    Role.SECURITY_ADMIN: "锁定、会话、二次验证",
    Role.AUDIT_ADMIN: "审计记录",
}
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Login:
    """A line of the table of logins."""

    role: str
    email: str
    about: str


def is_built() -> bool:
    """True where this data folder holds the demonstration."""
    return _mark().exists()


def is_empty() -> bool:
    """True where nobody has an account yet."""
    return health.accounts() == 0


def build(tell: Tell, only: Collection[str] = tuple(ENDINGS)) -> None:
    """Everything, or ``only`` these examples; ``tell`` is called with what is done and how much there is."""
    folder = examples_folder()
    names = [name for name in ENDINGS if folder and name in only]
    judged = [name for name in VERDICTS if name in names]
    total, done = len(names) + len(judged) + 2, 0
    tell(done, total)
    officers = build_officers()
    departments = build_departments(officers[Role.SYSTEM_ADMIN][0])
    build_waiting_unit(departments)
    tell(done := done + 1, total)
    call_id = build_call(officers[Role.OFFICE][0])
    tell(done := done + 1, total)
    made: dict[str, int] = {}
    known: dict[str, UnitCast] = {}
    for name in names:
        assert folder is not None
        example = read_example(folder, name)
        code = example.form["applicant"]["uscc"]
        known[code] = known.get(code) or build_unit(example.form, name, departments)
        made[name] = build_application(call_id, example, known[code], ENDINGS[name])
        tell(done := done + 1, total)
    for name in judged:
        review(made[name], VERDICTS[name], bench_of(officers))
        tell(done := done + 1, total)
    _mark().write_text("demonstration\n", encoding="ascii")


def bench_of(officers: Mapping[Role, Sequence[Actor]]) -> Bench:
    """Who reviews in the demonstration."""
    reviewer, second = officers[Role.REVIEWER]
    return Bench(officers[Role.OFFICE][0], reviewer, second, tuple(officers[Role.PANEL]))


def logins() -> list[Login]:
    """The logins to show, the applicant first."""
    first = [
        Login("申报人", f"applicant-{MAIN_EXAMPLE}@{DOMAIN}", "一份差0.01万元的草稿"),
        Login("申报人", f"applicant-clean-cat4-hongkong@{DOMAIN}", "已受理的申报和回执"),
        Login("单位管理员", f"unit-clean-cat1-enterprise@{DOMAIN}", "单位审核、邀请成员"),
        Login("归口管理部门", f"department-130900@{DOMAIN}", "单位登记审核（沧州）"),
        Login("归口管理部门", f"department-130200@{DOMAIN}", "推荐（唐山）"),
    ]
    told = [Login(ROLE_WORDS[each.role], each.email, _ABOUT[each.role]) for each in OFFICERS if each.role in _ABOUT]
    return [*first, *told]


def _mark() -> Path:
    return Path(settings.XS.data_dir) / _MARK
