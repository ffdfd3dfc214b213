"""Lists that a person keeps under a name; one of them may be what the person sees first."""

from __future__ import annotations

from django.db import transaction

from xingshen.store.models import SavedView

LONGEST_QUERY = 400
NOT_THERE = SavedView.DoesNotExist


def of(user_id: int) -> list[SavedView]:
    """The person's views by name."""
    return list(SavedView.objects.filter(user_id=user_id))


def keep(user_id: int, name: str, query: str) -> SavedView:
    """Keep ``query`` under ``name``, in the place of what was kept under it before."""
    view, _ = SavedView.objects.update_or_create(
        user_id=user_id, name=name.strip()[:40], defaults={"query": query[:LONGEST_QUERY]}
    )
    return view


def rename(user_id: int, view_id: int, name: str) -> bool:
    """Call the view ``name``; False where another one is called so already. Raises NOT_THERE."""
    with transaction.atomic():
        view = SavedView.objects.get(pk=view_id, user_id=user_id)
        wanted = name.strip()[:40]
        if SavedView.objects.filter(user_id=user_id, name=wanted).exclude(pk=view_id).exists():
            return False
        view.name = wanted
        view.save(update_fields=["name"])
    return True


def make_default(user_id: int, view_id: int, on: bool) -> None:
    """Make the view the one that is seen first, or no longer. Raises NOT_THERE."""
    with transaction.atomic():
        view = SavedView.objects.get(pk=view_id, user_id=user_id)
        SavedView.objects.filter(user_id=user_id, is_default=True).update(is_default=False)
        view.is_default = on
        view.save(update_fields=["is_default"])


def remove(user_id: int, view_id: int) -> None:
    """Forget the view. Raises NOT_THERE."""
    SavedView.objects.get(pk=view_id, user_id=user_id).delete()
