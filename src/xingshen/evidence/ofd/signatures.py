"""The digital signatures and electronic seals of an OFD package (GB/T 33190 clause 18): who, when, where, unchanged.

Says what the data say. ``unchanged`` compares digests of the signed parts; the signature value itself and the
certificates are not verified, so a forger who recomputes all digests is not found out here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import Element

from xingshen.evidence.glyph import is_han
from xingshen.evidence.limits import Limits
from xingshen.evidence.markup import attribute, child, children, text_of
from xingshen.evidence.ofd.document import OfdDocument, OfdPage, documents, pages
from xingshen.evidence.ofd.geometry import POINTS_PER_MM, rectangle
from xingshen.evidence.ofd.package import OfdPackage, OfdRefused
from xingshen.evidence.ofd.seal_data import SealData, iso_time, read_seal
from xingshen.evidence.page import DigitalSignature
from xingshen.kernel.place import Box

MOST_SIGNATURES = 100
MOST_STAMPS = 400
"""Of one signature; a seal across pages stands on each."""
_METHODS = {
    "md5": "md5",
    "1.2.840.113549.2.5": "md5",
    "sha1": "sha1",
    "sha-1": "sha1",
    "1.3.14.3.2.26": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "sm3": "sm3",
    "1.2.156.10197.1.401": "sm3",
}
"""Digest methods as CheckMethod names them. Where it names none, any that agrees will do and none is missed."""
_DIGESTS_OF_DESCRIPTION = ("sm3", "sha256", "sha1", "md5")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a seal shows itself: page (None: on no page of this package), box in points, and its picture's bytes."""

    page: int | None
    box: Box | None
    picture: bytes


@dataclass(frozen=True, slots=True)
class _Signature:
    """One signature: the part that describes it, the description, what its value says, and whether it is a seal."""

    document: OfdDocument
    part: str
    root: Element
    seal: SealData


def read_ofd_signatures(data: bytes, limits: Limits) -> tuple[DigitalSignature, ...]:
    """The signatures of the OFD ``data``, one for each place where a seal shows itself; none where unreadable."""
    try:
        package = OfdPackage.open(data, limits)
        found = pages(package, limits.pages)
        return tuple(each for signature in _signatures(package) for each in _told(package, signature, found))
    except OfdRefused:
        return ()


def stamps(package: OfdPackage, found: tuple[OfdPage, ...]) -> tuple[Stamp, ...]:
    """The places of all seals of the package on its pages ``found``. Raises OfdRefused."""
    return tuple(stamp for signature in _signatures(package) for stamp in _stamps(signature, found))


def _signatures(package: OfdPackage) -> Iterator[_Signature]:
    count = 0
    for document in documents(package):
        for listed in children(package.tree(document.signatures) if document.signatures else None, "Signature"):
            part = package.resolve(document.signatures, attribute(listed, "BaseLoc"))
            root = package.tree(part)
            count += 1
            if root is not None and count <= MOST_SIGNATURES:
                yield _Signature(document, part, root, _seal(package, part, root))


def _seal(package: OfdPackage, part: str, root: Element) -> SealData:
    """What the signature's value says, completed by the seal that lies beside it."""
    value = _located(package, part, text_of(child(root, "SignedValue")))
    beside = _located(package, part, text_of(child(root, "SignedInfo", "Seal", "BaseLoc")))
    said, seal = read_seal(value), read_seal(beside)
    return SealData(said.name or seal.name, said.picture or seal.picture, said.holder, said.signed_at, said.digest)


def _located(package: OfdPackage, part: str, location: str) -> bytes:
    return (package.part(package.resolve(part, location)) or b"") if location else b""


def _told(package: OfdPackage, signature: _Signature, found: tuple[OfdPage, ...]) -> Iterator[DigitalSignature]:
    seal = signature.seal
    claimed = seal.signed_at or iso_time(text_of(child(signature.root, "SignedInfo", "SignatureDateTime")))
    unchanged = _unchanged(package, signature)
    shown = _stamps(signature, found) or (Stamp(None, None, b""),)
    for stamp in shown:
        yield DigitalSignature(
            kind="ofd-seal",
            signer=_signer(seal),
            signed_at=claimed,
            unchanged=unchanged,
            page=stamp.page,
            box=stamp.box,
        )


def _signer(seal: SealData) -> str:
    """The name in the certificate; the seal's where only that is Chinese, as some certificates are on a number."""
    written = any(is_han(char) for char in seal.holder) or not any(is_han(char) for char in seal.name)
    return seal.holder if seal.holder and written else seal.name or seal.holder


def _stamps(signature: _Signature, found: tuple[OfdPage, ...]) -> tuple[Stamp, ...]:
    own = [page for page in found if page.document.part == signature.document.part]
    listed = islice(children(child(signature.root, "SignedInfo"), "StampAnnot"), MOST_STAMPS)
    return tuple(_stamp(annotation, own, signature.seal) for annotation in listed)


def _stamp(annotation: Element, own: list[OfdPage], seal: SealData) -> Stamp:
    page = next((each for each in own if each.identifier == attribute(annotation, "PageRef")), None)
    sides = rectangle(attribute(annotation, "Boundary"))
    if page is None or sides is None:
        return Stamp(None if page is None else page.number, None, seal.picture)
    left, top = sides[0] - page.area[0], sides[1] - page.area[1]
    box = (left, top, left + sides[2], top + sides[3])
    return Stamp(
        page.number,
        (box[0] * POINTS_PER_MM, box[1] * POINTS_PER_MM, box[2] * POINTS_PER_MM, box[3] * POINTS_PER_MM),
        seal.picture,
    )


def _unchanged(package: OfdPackage, signature: _Signature) -> bool | None:
    """False where a signed part is missing or not what was signed; True where all digests agree; None: not computed."""
    references = child(signature.root, "SignedInfo", "References")
    listed = list(children(references, "Reference"))
    if references is None or not listed:
        return None
    method = attribute(references, "CheckMethod").lower()
    agree = [_agrees(package, signature.part, reference, method) for reference in listed]
    if None in agree or False in agree:
        return False if False in agree else None
    description = package.part(signature.part) or b""
    whole = any(_digest(name, description) == signature.seal.digest for name in _DIGESTS_OF_DESCRIPTION)
    return True if whole and signature.seal.digest else None


def _agrees(package: OfdPackage, part: str, reference: Element, method: str) -> bool | None:
    """Whether a signed part is what was signed; None where no digest or no known method is given."""
    data = package.part(package.resolve(part, attribute(reference, "FileRef")))
    if data is None:
        return False
    try:
        signed = base64.b64decode(text_of(child(reference, "CheckValue")))
    except (binascii.Error, ValueError):
        return None
    if method:
        found = _digest(_METHODS.get(method), data)
        return None if found is None or not signed else found == signed
    return True if signed and signed in [_digest(name, data) for name in _DIGESTS_OF_DESCRIPTION] else None


def _digest(method: str | None, data: bytes) -> bytes | None:
    """The digest; None where this system does not know the method."""
    try:
        return hashlib.new(method, data, usedforsecurity=False).digest() if method else None
    except ValueError:
        return None
