"""The guides of calls, compiled once per process, and kept so that a call is judged by what was published.

A call pins its guide by id, version and digest. When the guide is first used its folder (with the packs it includes) is
copied into the data folder under its digest; a later edition of the same guide on the disk changes nothing for a call
that is under way.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from xingshen.guide.errors import PackError
from xingshen.guide.finding import find_guide, find_guides
from xingshen.guide.loading import load_guide
from xingshen.guide.pack import Guide
from xingshen.language.errors import ExpressionError
from xingshen.pipeline.telling import compile_in_english
from xingshen.rules.compiled import CompiledGuide, compile_guide
from xingshen.store.models import Call


class GuideUnavailable(Exception):  # noqa: N818  # an answer to a person, not an error of the program
    """The guide of a call cannot be used; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class GuidePin:
    """What a call keeps of its guide."""

    id: str
    version: str
    digest: str


def of_call(call: Call, language: str = "") -> CompiledGuide:
    """The guide by which this call is judged, its sentences in ``language`` (en) where it has them.

    Raises GuideUnavailable.
    """
    tell = compiled_in_english if language.startswith("en") else compiled
    return tell(call.guide_id, call.guide_version, call.guide_digest)


@lru_cache(maxsize=16)
def compiled(guide_id: str, version: str = "", digest: str = "") -> CompiledGuide:
    """The guide with this digest ("": as it lies on the disk now). Raises GuideUnavailable."""
    kept = _kept_folder(guide_id, digest) if digest else None
    guide = _load(kept if kept is not None and kept.is_dir() else _on_disk(guide_id))
    if digest and guide.pack.digest != digest:
        raise GuideUnavailable(f"此批次所用的指南“{guide_id}”{version} 的文本已不在本机，请联系系统管理员恢复。")
    _keep(guide, guide_id)
    try:
        return compile_guide(guide)
    except ExpressionError as error:
        raise GuideUnavailable(f"指南“{guide_id}”不能使用：{error}") from None


@lru_cache(maxsize=16)
def compiled_in_english(guide_id: str, version: str = "", digest: str = "") -> CompiledGuide:
    """The same guide with its sentences in English. Raises GuideUnavailable."""
    return compile_in_english(compiled(guide_id, version, digest).guide)


def pin(guide_id: str) -> GuidePin:
    """Id, version and digest of the guide as it lies on the disk now, for a call that is being published."""
    pack = compiled(guide_id).guide.pack
    return GuidePin(guide_id, pack.version, pack.digest)


def folder_of(guide_id: str, version: str = "", digest: str = "") -> Path:
    """Where a guide lies for another process to read it: as it was kept, else as it is. Raises GuideUnavailable."""
    kept = _kept_folder(guide_id, compiled(guide_id, version, digest).guide.pack.digest)
    return kept if kept.is_dir() else _on_disk(guide_id)


def available() -> list[str]:
    """The ids of the guides on this machine that ask an applicant anything."""
    return [folder.name for folder in find_guides() if (folder / "form.yaml").is_file()]


def forget() -> None:
    """Drop what is compiled, after a guide on the disk was changed."""
    compiled.cache_clear()
    compiled_in_english.cache_clear()


def _on_disk(guide_id: str) -> Path:
    try:
        return find_guide(guide_id)
    except PackError as error:
        raise GuideUnavailable(str(error)) from None


def _load(folder: Path) -> Guide:
    try:
        return load_guide(folder)
    except PackError as error:
        raise GuideUnavailable(f"指南“{folder.name}”不能使用：{error}") from None


def _kept_folder(guide_id: str, digest: str) -> Path:
    return Path(settings.XS.data_dir) / "guides" / digest.removeprefix("sha256:")[:32] / Path(guide_id).name


def _keep(guide: Guide, guide_id: str) -> None:
    """Copy the guide's folders beside the data, whole or not at all; a disk that refuses is no reason to stop."""
    target = _kept_folder(guide_id, guide.pack.digest)
    if target.parent.is_dir():
        return
    source = _on_disk(guide_id)
    temporary = target.parent.with_name(f"{target.parent.name}.{uuid4().hex[:8]}")
    names = {source.name, *guide.pack.includes, *_form_folder(source, guide)}
    try:
        for name in sorted(names):
            shutil.copytree(source.parent / name, temporary / (target.name if name == source.name else name))
        temporary.rename(target.parent)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)


def _form_folder(source: Path, guide: Guide) -> set[str]:
    named = guide.pack.front.get("form")
    return {str(named)} if named and (source.parent / str(named)).is_dir() else set()
