"""People, units, recommending departments, and who holds which role for whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from xingshen.review.policy import ROLE_WORDS
from xingshen.store.sealing import SealedField

_ROLES = [(role.value, word) for role, word in ROLE_WORDS.items()]


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the address is the login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person. ``phone`` is stored encrypted; ``language`` is "" until the person chose one."""

    email = models.EmailField("电子邮箱", unique=True)
    name = models.CharField("姓名", max_length=60)
    phone = SealedField("手机号", blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    mail_digest = models.BooleanField("每日汇总邮件", default=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email


class Department(models.Model):
    """A recommending department (归口管理部门)."""

    name = models.CharField("名称", max_length=120, unique=True)
    code = models.CharField("代码", max_length=20, unique=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit that may apply; its recommending department approves the registration."""

    class State(models.TextChoices):
        PENDING = "pending", "待审核"
        APPROVED = "approved", "已通过"
        REJECTED = "rejected", "已退回"
        SUSPENDED = "suspended", "已停用"

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("单位名称", max_length=120)
    kind = models.CharField("单位类型", max_length=30)
    place = models.CharField("登记地", max_length=120)
    address = models.CharField("地址", max_length=200, blank=True, default="")
    legal_representative = models.CharField("法定代表人", max_length=60, blank=True, default="")
    registered_on = models.DateField("注册日期", null=True, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True, default="")
    phone = SealedField("联系电话", blank=True, default="")
    department = models.ForeignKey(Department, models.PROTECT, related_name="units")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    reason = models.TextField("退回原因", blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class UnitPaper(models.Model):
    """A paper of a unit's registration (licence, 法人证书), content-addressed like all files."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="papers")
    blob = models.ForeignKey("store.Blob", models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    uploaded_at = models.DateTimeField(default=timezone.now)


class Membership(models.Model):
    """A role that a person holds: for a unit, for a department, or for the programme (both empty)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=_ROLES)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="memberships")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="memberships")
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "department"], name="one_membership", nulls_distinct=False
            )
        ]


class Invitation(models.Model):
    """An invitation to an account, sent to an address; only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=60, blank=True, default="")
    role = models.CharField(max_length=20, choices=_ROLES)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="invitations")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="invitations")
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
