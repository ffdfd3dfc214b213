"""Dossiers that programs post to be checked: the zip until it was read, the result until it expires.

A posted dossier belongs to nobody's application and leaves no trace afterwards. Who may post was asked before; how many
a token may post a day is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xingshen.store.applying.papers import dossier_limit
from xingshen.store.calls import guides
from xingshen.store.models import ApiToken
from xingshen.store.models import PostedCheck as PostedCheck
from xingshen.store.running import jobs

KIND = "check_posted"
"""The kind of job that checks one."""
KEEP = timedelta(hours=24)
MOST_WAITING = 5
"""Checks of one token that wait at once."""
_DAY = timedelta(days=1)


class TooLarge(Exception):  # noqa: N818  # an answer to a program, not an error of ours
    """More bytes than one dossier may have."""


class QuotaUsed(Exception):  # noqa: N818  # an answer to a program, not an error of ours
    """The token posted as much as it may; ``seconds`` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class ByGuide:
    """By which guide to check, in which language."""

    guide_id: str
    version: str = ""
    digest: str = ""
    language: str = "zh-hans"


def root() -> Path:
    """Where posted zips lie."""
    return Path(settings.XS.data_dir) / "posted"


def file_of(check_id: UUID) -> Path:
    """The zip of one check."""
    return root() / f"{check_id}.zip"


def post(token: ApiToken, by: ByGuide, chunks: Iterable[bytes]) -> PostedCheck:
    """Take a zip in and put its check into the ledger. Raises TooLarge, QuotaUsed, guides.GuideUnavailable."""
    demand_quota(token)
    folder, check_id = guides.folder_of(by.guide_id, by.version, by.digest), uuid4()
    try:
        _write(file_of(check_id), chunks)
        with transaction.atomic():
            ApiToken.objects.select_for_update().get(pk=token.pk)
            demand_quota(token)
            now = timezone.now()
            check = PostedCheck.objects.create(
                id=check_id, token=token, user_id=token.user_id, guide_id=by.guide_id, guide_folder=str(folder),
                language=by.language, posted_at=now, expires_at=now + KEEP,
            )  # fmt: skip
            jobs.enqueue(KIND, f"posted {check_id}", payload={"check": str(check_id)})
    except BaseException:
        file_of(check_id).unlink(missing_ok=True)
        raise
    return check


def demand_quota(token: ApiToken) -> None:
    """Raises QuotaUsed where this token posted as much as it may within a day, or has too many waiting."""
    now = timezone.now()
    recent = PostedCheck.objects.filter(token=token, posted_at__gt=now - _DAY)
    most = settings.XS.api_checks_per_day
    if recent.count() >= most:
        first = recent.order_by("-posted_at").values_list("posted_at", flat=True)[max(most - 1, 0) :][:1]
        wait = (first[0] + _DAY - now) if first else _DAY
        raise QuotaUsed(max(int(wait.total_seconds()), 1))
    if recent.filter(state=PostedCheck.State.WAITING).count() >= MOST_WAITING:
        raise QuotaUsed(30)


def left_today(token: ApiToken) -> int:
    """How many more this token may post now."""
    used = PostedCheck.objects.filter(token=token, posted_at__gt=timezone.now() - _DAY).count()
    return max(int(settings.XS.api_checks_per_day) - used, 0)


def find(check_id: UUID | str, user_id: int | None = None) -> PostedCheck | None:
    """A check that is not expired, of this person where one is named; else None."""
    rows = PostedCheck.objects.filter(pk=check_id, expires_at__gt=timezone.now())
    return (rows if user_id is None else rows.filter(user_id=user_id)).first()


def keep(check: PostedCheck, state: str, *, result: dict[str, Any] | None = None, problems: Sequence[str] = ()) -> None:
    """Keep what came of it; the zip is not needed any more. Called inside a transaction."""
    PostedCheck.objects.filter(pk=check.pk).update(
        state=state, result=result or "", problems=list(problems), finished_at=timezone.now()
    )
    transaction.on_commit(lambda: file_of(check.pk).unlink(missing_ok=True))


def give_up(check_id: str) -> None:
    """The check could not be made at all."""
    check = PostedCheck.objects.filter(pk=check_id).first()
    if check is not None:
        with transaction.atomic():
            keep(check, PostedCheck.State.FAILED, problems=["这次检查没有完成，请稍后重新提交；材料没有保留。"])


def forget_expired() -> int:
    """Remove results and files whose time is over; how many."""
    gone = list(PostedCheck.objects.filter(expires_at__lte=timezone.now()).values_list("pk", flat=True))
    for check_id in gone:
        file_of(check_id).unlink(missing_ok=True)
    return PostedCheck.objects.filter(pk__in=gone).delete()[0]


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    size, most = 0, dossier_limit()
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for chunk in chunks:
            size += file.write(chunk)
            if size > most:
                raise TooLarge
