"""Electronic seals made by code for the tests: SES data of both editions (GB/T 38540, GM/T 0031) in an OFD package.

Nothing here is signed: the signature value is noise, as nothing under test verifies it.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

from asn1crypto import core, keys, x509

from tests.evidence.ofd.writing import Package, part

TIME = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def certificate(name: str) -> bytes:
    """A certificate on ``name`` with a key and a signature of noise."""
    subject = x509.Name.build({"country_name": "CN", "common_name": name})
    public = keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", "1.2.156.10197.1.301")},
            "public_key": b"\x04" + b"\x01" * 64,
        }
    )
    algorithm = {"algorithm": "1.2.156.10197.1.501"}
    body = {
        "version": "v3",
        "serial_number": 1,
        "signature": algorithm,
        "issuer": subject,
        "validity": {"not_before": x509.Time({"utc_time": TIME}), "not_after": x509.Time({"utc_time": TIME})},
        "subject": subject,
        "subject_public_key_info": public,
    }
    return bytes(
        x509.Certificate({"tbs_certificate": body, "signature_algorithm": algorithm, "signature_value": b"n"}).dump()
    )


def _sequence(*items: core.Asn1Value | bytes) -> bytes:
    content = b"".join(item if isinstance(item, bytes) else item.dump() for item in items)
    return bytes(core.Sequence(contents=content).dump())


def _information(name: str, picture: bytes, kind: str) -> bytes:
    header = _sequence(core.IA5String("ES"), core.Integer(4), core.IA5String("Example"))
    times = [core.GeneralizedTime(TIME)] * 3
    named = _sequence(
        core.Integer(1), core.UTF8String(name), core.Integer(1), _sequence(core.OctetString(b"c")), *times
    )
    shown = _sequence(core.IA5String(kind), core.OctetString(picture), core.Integer(40), core.Integer(40))
    return _sequence(header, core.IA5String("1001"), named, shown)


def seal_value(name: str, holder: str, picture: bytes, digest: bytes, *, edition: int = 4, kind: str = "png") -> bytes:
    """A SignedValue.dat: the seal ``name`` used by the certificate of ``holder``; ``edition`` 4 or 1."""
    information = _information(name, picture, kind)
    maker, noise = core.OctetString(certificate("示例制章中心")), core.BitString((1,) * 8)
    algorithm, own = core.ObjectIdentifier("1.2.156.10197.1.501"), core.OctetString(certificate(holder))
    signed_digest = core.OctetBitString(digest)
    described = core.IA5String("/Doc_0/Signs/Sign_0/Signature.xml")
    if edition == 4:
        seal = _sequence(information, maker, algorithm, noise)
        signed = _sequence(core.Integer(4), seal, core.GeneralizedTime(TIME), signed_digest, described)
        return _sequence(signed, own, algorithm, noise)
    seal = _sequence(information, _sequence(maker, algorithm, noise))
    time = core.OctetBitString(core.UTCTime(TIME).dump())
    return _sequence(_sequence(core.Integer(1), seal, time, signed_digest, described, own, algorithm), noise)


def sealed(
    package: Package,
    places: list[tuple[int, str]],
    *,
    picture: bytes = b"",
    method: str = "sm3",
    check_method: str = "1.2.156.10197.1.401",
    **seal: object,
) -> Package:
    """``package`` with one seal at ``places`` (page identifier, boundary in mm), all its parts signed by digest."""
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>{_digest(method, data)}</ofd:CheckValue></ofd:Reference>'
        for name, data in package.files().items()
        if name != "OFD.xml"
    )
    shown = "".join(
        f'<ofd:StampAnnot ID="{at}" PageRef="{page}" Boundary="{box}"/>' for at, (page, box) in enumerate(places)
    )
    description = part(
        "Signature",
        "<ofd:SignedInfo><ofd:SignatureDateTime>20260302093000</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{check_method}">{references}'
        f"</ofd:References>{shown}</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue>",
    )
    digest = hashlib.new("sm3", description.encode()).digest()
    value = seal_value("示例大学公章", "示例大学", picture, digest, **seal)  # type: ignore[arg-type]
    package.body = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
    package.parts |= {
        "Doc_0/Signs/Signatures.xml": part(
            "Signatures", '<ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
        ),
        "Doc_0/Signs/Sign_0/Signature.xml": description,
        "Doc_0/Signs/Sign_0/SignedValue.dat": value,
    }
    return package


def _digest(method: str, data: str | bytes) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return base64.b64encode(hashlib.new(method, raw).digest()).decode()
