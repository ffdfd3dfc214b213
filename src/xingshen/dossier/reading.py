"""Reads a dossier folder, or a zip of one: application file, attachments, digest.

The front door of this package. It stops only where there is no application to read; everything else that is wrong is
part of the Dossier it returns. Knows the form (a FormSchema) and no rule.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from xingshen.dossier.archive import unpack
from xingshen.dossier.assembly import assemble
from xingshen.dossier.dossier import Dossier, DossierUnreadable, Notice
from xingshen.dossier.folder import FolderFiles, TooManyFiles, list_folder
from xingshen.dossier.form_reading import read_form
from xingshen.dossier.form_spec import FormSchema
from xingshen.dossier.json_text import parse_json
from xingshen.dossier.showing import shorten
from xingshen.dossier.source_text import SourceError, SourceText, place_words
from xingshen.dossier.yaml_text import parse_yaml
from xingshen.kernel.disk_words import disk_words

APPLICATION_FILES = ("application.json", "application.yaml", "application.yml")
LARGEST_APPLICATION = 20 * 1024 * 1024
"""Bytes."""
_NAMES = "application.json（或 application.yaml）"


@contextmanager
def open_dossier(path: Path, schema: FormSchema) -> Iterator[Dossier]:
    """The dossier in the folder or ``.zip`` at ``path``; what a zip holds lies on disk until the block is left.

    Raises DossierUnreadable with every problem that keeps it from being read.
    """
    if path.is_dir():
        yield read_dossier(path, schema)
    elif path.is_file() and path.suffix.casefold() == ".zip":
        with TemporaryDirectory(prefix="xingshen-") as holder:
            target = Path(holder)
            notices = unpack(path, target)
            yield _read_folder(_inner_folder(target), schema, _plain_id(path.stem), notices)
    else:
        what = "不是文件夹，也不是 .zip 压缩包" if path.exists() else "不存在"
        raise DossierUnreadable((f"“{shorten(str(path))}”{what}；请给出申报材料文件夹或其 .zip 压缩包",))


def read_dossier(folder: Path, schema: FormSchema) -> Dossier:
    """The dossier in ``folder``; its id is the folder's name. Raises DossierUnreadable."""
    return _read_folder(folder, schema, _plain_id(folder.resolve().name), ())


def is_dossier(path: Path) -> bool:
    """True where ``path`` is a folder with an application file, or a zip."""
    if path.is_dir():
        return any(child.name.casefold() in APPLICATION_FILES for child in path.iterdir() if child.is_file())
    return path.is_file() and path.suffix.casefold() == ".zip"


def _read_folder(root: Path, schema: FormSchema, dossier_id: str, notices: tuple[Notice, ...]) -> Dossier:
    try:
        folder = list_folder(root)
    except TooManyFiles as error:
        raise DossierUnreadable((str(error),)) from None
    except OSError as error:
        raise DossierUnreadable((f"文件夹“{shorten(dossier_id)}”无法打开（{disk_words(error)}）",)) from None
    application = _application_name(folder)
    source = _parse(application, _decode(application, folder.files[application]))
    content = read_form(source, schema)
    if content.malformed:
        raise DossierUnreadable((*map(str, content.malformed), *(notice.message for notice in content.notices)))
    dossier = assemble(
        schema, content, folder, dossier_id=dossier_id, application_file=application, tree=source.tree, root=folder.root
    )
    named = {attachment.file for attachment in dossier.attachments} | {application}
    unlisted = tuple(name for name in folder.worth_naming() if name not in named)
    return replace(dossier, notices=(*notices, *dossier.notices), unlisted_files=unlisted)


def _application_name(folder: FolderFiles) -> str:
    found = [name for name in folder.files if name.casefold() in APPLICATION_FILES]
    if len(found) == 1:
        return found[0]
    if found:
        raise DossierUnreadable((f"文件夹中有{len(found)}个申报书数据文件（{'、'.join(found)}），请只保留一个",))
    raise DossierUnreadable((f"文件夹中未找到申报书数据文件 {_NAMES}",))


def _decode(name: str, path: Path) -> str:
    """The text of the application file: UTF-8 (with or without BOM), UTF-16 with BOM, else GB 18030."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST_APPLICATION else None
    except OSError as error:
        raise DossierUnreadable((f"{name} 无法打开（{disk_words(error)}）",)) from None
    if raw is None:
        raise DossierUnreadable((f"{name} 为 {size >> 20} MB，超过 {LARGEST_APPLICATION >> 20} MB 的上限",))
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DossierUnreadable((f"{name} 的文字编码无法识别，请另存为 UTF-8",))


def _parse(name: str, text: str) -> SourceText:
    try:
        return parse_json(text, name) if name.casefold().endswith(".json") else parse_yaml(text, name)
    except SourceError as error:
        raise DossierUnreadable(tuple(f"{place_words(name, p)}：{p.message}" for p in error.problems)) from None


def _inner_folder(root: Path) -> Path:
    """Where the application lies in an unpacked zip: at the top, or in the only folder there (also of folders)."""
    for _ in range(5):
        children = [child for child in root.iterdir() if child.name != "__MACOSX" and not child.name.startswith(".")]
        if len(children) != 1 or not children[0].is_dir():
            break
        root = children[0]
    return root


def _plain_id(name: str) -> str:
    return shorten(unicodedata.normalize("NFC", name).strip()) or "申报材料"
