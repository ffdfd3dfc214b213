"""Who and what the demonstration is made of: accounts, departments, examples and their stages. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xingshen.review.policy import Role

PASSWORD = "xingshen-demo-2026"
"""The one password of all accounts of the demonstration."""
DOMAIN = "demo.example"
GUIDE = "hebei-intl-2026"


class Ending(StrEnum):
    """How far an example is taken."""

    DRAFT = "draft"
    AT_UNIT = "at_unit"
    AT_DEPARTMENT = "at_department"
    ACCEPTED = "accepted"
    RETURNED_BY_UNIT = "returned_by_unit"
    RETURNED_BY_DEPARTMENT = "returned_by_department"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """How far the review of an accepted example is taken."""

    ASSIGNED = "assigned"
    EXAMINING = "examining"
    IN_CORRECTION = "in_correction"
    AT_PANEL = "at_panel"
    REFUSAL_PROPOSED = "refusal_proposed"
    REFUSED = "refused"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Officer:
    """An account of the programme."""

    login: str
    name: str
    role: Role

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.login}@{DOMAIN}"


OFFICERS = (
    Officer("office", "闻主任", Role.OFFICE),
    Officer("reviewer", "沈细行", Role.REVIEWER),
    Officer("reviewer2", "明察之", Role.REVIEWER),
    Officer("panel", "何从容", Role.PANEL),
    Officer("panel2", "鉴以衡", Role.PANEL),
    Officer("system", "系统管理员", Role.SYSTEM_ADMIN),
    Officer("security", "安全管理员", Role.SECURITY_ADMIN),
    Officer("audit", "审计管理员", Role.AUDIT_ADMIN),
)
DEPARTMENTS = (
    ("130100", "石家庄市科学技术局"),
    ("130200", "唐山市科学技术局"),
    ("130300", "秦皇岛市科学技术局"),
    ("130400", "邯郸市科学技术局"),
    ("130500", "邢台市科学技术局"),
    ("130600", "保定市科学技术局"),
    ("130700", "张家口市科学技术局"),
    ("130800", "承德市科学技术局"),
    ("130900", "沧州市科学技术局"),
    ("131000", "廊坊市科学技术局"),
    ("131100", "衡水市科学技术局"),
)
ENDINGS = {
    "match-299-99": Ending.DRAFT,
    "agreement-one-day-short": Ending.DRAFT,
    "merged-scan": Ending.DRAFT,
    "yuan-for-wanyuan": Ending.DRAFT,
    "clean-cat1-enterprise": Ending.AT_UNIT,
    "scanned-papers": Ending.AT_UNIT,
    "clean-cat2-institute-science": Ending.AT_DEPARTMENT,
    "wrong-heading": Ending.AT_DEPARTMENT,
    "clean-cat2-university-transfer": Ending.ACCEPTED,
    "clean-cat4-hongkong": Ending.ACCEPTED,
    "match-300": Ending.ACCEPTED,
    "scanned-agreement-short": Ending.ACCEPTED,
    "old-year-pledge": Ending.RETURNED_BY_UNIT,
    "missing-pledge": Ending.RETURNED_BY_DEPARTMENT,
    "ofd-licence": Ending.WITHDRAWN,
    "wrong-quota": Ending.ACCEPTED,
    "only-2024-audit": Ending.ACCEPTED,
    "foreign-agreement-no-translation": Ending.ACCEPTED,
    "partner-in-mainland": Ending.ACCEPTED,
    "cat3-base-not-listed": Ending.ACCEPTED,
    "two-categories-a": Ending.ACCEPTED,
    "two-categories-b": Ending.ACCEPTED,
}
"""Example dossier → how far it is taken."""
VERDICTS = {
    "clean-cat4-hongkong": Verdict.ASSIGNED,
    "match-300": Verdict.EXAMINING,
    "only-2024-audit": Verdict.IN_CORRECTION,
    "cat3-base-not-listed": Verdict.AT_PANEL,
    "wrong-quota": Verdict.REFUSAL_PROPOSED,
    "partner-in-mainland": Verdict.REFUSED,
    "clean-cat2-university-transfer": Verdict.PASSED,
}
"""Accepted example → how far its review is taken; others wait to be assigned, and their papers to be read."""
MAIN_EXAMPLE = "match-299-99"
"""The unit of this example has the logins that are shown first."""
MAIN_DEPARTMENT = "沧州市科学技术局"
