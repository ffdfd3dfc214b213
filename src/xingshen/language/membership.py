"""Lists of which not everything is known: who surely belongs, who may, and whether more may follow.

Three kinds of collection meet here: lists of a dossier (:class:`Listing`), lists of parameters (frozen sets), and
unknown ones. Every answer keeps the law of monotony.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xingshen.kernel.knowledge import Listing, Unknown
from xingshen.language.kleene import Maybe, Truth, and_, incomplete, merge, not_, or_

Member = tuple[Truth, object]
"""Whether an item belongs to the list, and the item."""


def members(collection: object, label: str = "名单") -> tuple[list[Member], tuple[Unknown, ...]]:
    """The items of ``collection`` with their membership, and unknowns for items that nobody has listed."""
    if isinstance(collection, Unknown):
        return [], (collection,)
    if isinstance(collection, Listing):
        return [member_of(item) for item in collection.items], () if collection.complete else (incomplete(label),)
    assert isinstance(collection, frozenset | tuple)
    return [(True, item) for item in in_order(collection)], ()


def member_of(item: object) -> Member:
    """Membership and value of one item of a list: an uncertain item of a filtered list is unwrapped."""
    return (merge((item,)), item.item) if isinstance(item, Maybe) else (True, item)


def in_order(items: Iterable[object]) -> list[object]:
    """The items of a parameter list in an order that does not change from run to run."""
    return sorted(items, key=str) if isinstance(items, frozenset) else list(items)


def contains(collection: object, item: object) -> Truth:
    """Kleene membership of ``item``; an empty complete list holds nothing, known or not."""
    if not isinstance(item, Unknown):
        if isinstance(collection, frozenset):
            return item in collection
        if isinstance(collection, Listing) and item in collection.items:
            return True
    return holds_some(collection, lambda other: same(item, other))


def same(left: object, right: object) -> Truth:
    """Kleene equality of two plain values."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return merge((left, right))
    return left == right


def holds_some(collection: object, test: Callable[[object], Truth]) -> Truth:
    """Whether some member passes ``test``."""
    found, missing = members(collection)
    return or_((*(and_((member, test(item))) for member, item in found), *missing))


def holds_every(collection: object, test: Callable[[object], Truth]) -> Truth:
    """Whether every member passes ``test``."""
    found, missing = members(collection)
    return and_((*(or_((not_(member), test(item))) for member, item in found), *missing))


def subset(inner: object, outer: object) -> Truth:
    """包含于: every item of ``inner`` stands in ``outer``; an empty list stands in every list."""
    return holds_every(inner, lambda item: contains(outer, item))


def overlap(left: object, right: object) -> Truth:
    """有交集: some item of ``left`` stands in ``right``."""
    return holds_some(left, lambda item: contains(right, item))


def distinct(collection: object) -> object:
    """distinct: the list without repetitions; an unknown item may repeat another, so it may be one item less."""
    if isinstance(collection, Unknown):
        return collection
    found, missing = members(collection)
    known = dict.fromkeys(item for member, item in found if member is True and not isinstance(item, Unknown))
    doubtful = [_doubtful(member, item) for member, item in found if member is not True or isinstance(item, Unknown)]
    doubtful = [doubt for doubt in doubtful if doubt.item is None or doubt.item not in known]
    return Listing((*known, *doubtful), complete=not missing)


def _doubtful(member: Truth, item: object) -> Maybe:
    return Maybe(merge((member, item)).missing, (), None if isinstance(item, Unknown) else item)


def all_known(collection: object) -> bool:
    """Whether a list is complete and every item of it is known."""
    return not isinstance(collection, Listing) or (
        collection.complete and not any(isinstance(item, Unknown) for item in collection.items)
    )
