"""Reading dossier folders and zips from disk."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from xingshen.dossier.archive import ArchiveLimits, unpack
from xingshen.dossier.dossier import Dossier, DossierUnreadable, FileTrouble
from xingshen.dossier.form_schema import FormSchema
from xingshen.dossier.reading import is_dossier, open_dossier, read_dossier
from xingshen.kernel.knowledge import Unknown

Read = Callable[..., Dossier]
APPLICATION = {"project": {"title": "甲"}, "attachments": [{"file": "协议.pdf", "kind": "协议", "title": "合作协议"}]}


def make_zip(path: Path, entries: dict[str, bytes], encoding: str = "utf-8") -> Path:
    """A zip with names in ``encoding``; UTF-8 names are flagged as such, others stand there raw."""
    if encoding != "utf-8":
        path.write_bytes(stored_zip([(name.encode(encoding), content) for name, content in entries.items()]))
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def stored_zip(contents: list[tuple[bytes, bytes]]) -> bytes:
    """A plain zip (no compression, no flags) with raw names, as old Windows archivers write it."""
    body, directory = b"", b""
    for name, data in contents:
        crc, size = zlib.crc32(data), len(data)
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, size, size, len(name), 0)
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        )
        body += b"PK\x03\x04" + common + name + data
    end = struct.pack("<HHHHIIH", 0, 0, len(contents), len(contents), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def application(data: object = None) -> bytes:
    return json.dumps(data or APPLICATION, ensure_ascii=False).encode()


def test_a_folder_becomes_a_dossier(read: Read) -> None:
    dossier = read(APPLICATION, {"协议.pdf": b"x", "另附.docx": b"y", ".DS_Store": b"z"})
    (attachment,) = dossier.attachments
    assert (dossier.id, dossier.application_file) == ("材料一", "application.json")
    assert (attachment.file, attachment.kind, attachment.title, attachment.size) == (
        "协议.pdf",
        "合作协议",
        "合作协议",
        1,
    )
    assert attachment.path == dossier.root / "协议.pdf"
    assert attachment.digest == "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert (attachment.row, attachment.problem) == ("附件[1]", None)
    assert dossier.attachments_complete
    assert dossier.unlisted_files == ("另附.docx",)


@pytest.mark.parametrize(
    ("written", "on_disk"),
    [
        ("协议.PDF", "协议.pdf"),
        ("附件\\协议.pdf", "附件/协议.pdf"),
        ("./附件/../协议.pdf", "协议.pdf"),
        ("Cafe\u0301.pdf", "Caf\u00e9.pdf"),
        ("协议（１）.pdf", "协议(1).pdf"),
    ],
)
def test_names_that_differ_in_form_only_find_their_file(read: Read, written: str, on_disk: str) -> None:
    dossier = read({"attachments": [{"file": written, "kind": "协议"}]}, {on_disk: b"x"})
    assert (dossier.attachments[0].file, dossier.attachments[0].problem) == (on_disk, None)
    assert dossier.unlisted_files == ()


def test_a_file_name_on_disk_may_be_decomposed(read: Read) -> None:
    dossier = read({"attachments": [{"file": "Caf\u00e9.pdf"}]}, {"Cafe\u0301.pdf": b"x"})
    assert dossier.attachments[0].problem is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("没有.pdf", FileTrouble.MISSING),
        ("空.pdf", FileTrouble.EMPTY),
        ("目录", FileTrouble.MISSING),
        ("../x.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("目录/../../x.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("/etc/passwd", FileTrouble.OUTSIDE_FOLDER),
        ("C:\\x.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("\\\\server\\x.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("链接.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("出去/x.pdf", FileTrouble.OUTSIDE_FOLDER),
        ("甲" * 10**6 + ".pdf", FileTrouble.MISSING),
        ("a\0b.pdf", FileTrouble.MISSING),
    ],
)
def test_a_file_that_cannot_be_used_is_a_problem_of_its_row(
    read: Read, tmp_path: Path, written: str, code: FileTrouble
) -> None:
    outside = tmp_path / "外面"
    outside.mkdir()
    (outside / "x.pdf").write_bytes(b"x")
    folder = tmp_path / "材料一"
    folder.mkdir()
    (folder / "链接.pdf").symlink_to(outside / "x.pdf")
    (folder / "出去").symlink_to(outside)
    dossier = read({"attachments": [{"file": written, "kind": "协议"}]}, {"空.pdf": b"", "目录/a.pdf": b"x"})
    problem = dossier.attachments[0].problem
    assert problem is not None
    assert problem.code is code
    assert len(problem.message) + len(problem.cure) + len(dossier.attachments[0].file) < 400


def test_a_link_inside_the_folder_is_a_file(read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "材料一"
    folder.mkdir()
    (folder / "b.pdf").write_bytes(b"x")
    (folder / "a.pdf").symlink_to("b.pdf")
    assert read({"attachments": [{"file": "a.pdf"}]}).attachments[0].problem is None


def test_a_missing_file_that_lies_elsewhere_is_hinted_at(read: Read) -> None:
    dossier = read({"attachments": [{"file": "a.pdf"}]}, {"附件/a.pdf": b"x"})
    problem = dossier.attachments[0].problem
    assert problem is not None
    assert problem.cure == "文件夹中有“附件/a.pdf”，请核对所写路径"


def test_too_large_files_are_not_even_digested(read: Read, tmp_path: Path) -> None:
    folder = tmp_path / "材料一"
    folder.mkdir()
    with (folder / "a.pdf").open("wb") as stream:
        stream.truncate(1 << 30)
    (attachment,) = read({"attachments": [{"file": "a.pdf"}]}).attachments
    assert attachment.problem is not None
    assert (attachment.problem.code, attachment.digest, attachment.size) == (FileTrouble.TOO_LARGE, "", 1 << 30)


def test_a_row_may_lack_everything(read: Read) -> None:
    (attachment,) = read({"attachments": [{"title": "甲"}]}).attachments
    assert isinstance(attachment.kind, Unknown)
    assert attachment.problem is not None
    assert attachment.problem.message == "附件清单中的这一行没有文件名"


def test_an_incomplete_attachment_list_says_so(read: Read) -> None:
    assert not read({"attachments": {"items": [], "complete": False}}).attachments_complete


def test_the_original_of_a_translation_is_named_as_on_disk(read: Read) -> None:
    rows = [{"file": "译.pdf", "translation_of": "ORIG.PDF"}, {"file": "orig.pdf"}]
    assert read({"attachments": rows}, {"译.pdf": b"x", "orig.pdf": b"y"}).attachments[0].translation_of == "orig.pdf"


def test_yaml_is_an_application_too(read: Read) -> None:
    dossier = read("project:\n  title: 甲\nbudget: {self_funding: 3:1}", name="application.yaml")
    assert dossier.values["项目名称"] == "甲"
    assert dossier.place("项目名称").quote == "项目名称 = 甲（project.title，第2行）"
    assert [problem.shown for problem in dossier.problems] == ["3:1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_applications_in_every_usual_encoding(tmp_path: Path, schema: FormSchema, encoding: str) -> None:
    (tmp_path / "application.json").write_text('{"project": {"title": "甲乙"}}', encoding=encoding)
    assert read_dossier(tmp_path, schema).values["项目名称"] == "甲乙"


def unreadable(path: Path, schema: FormSchema) -> tuple[str, ...]:
    with pytest.raises(DossierUnreadable) as caught, open_dossier(path, schema):
        pass
    return caught.value.problems


def test_what_holds_no_application_cannot_be_read(tmp_path: Path, schema: FormSchema) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert unreadable(tmp_path, schema) == ("文件夹中未找到申报书数据文件 application.json（或 application.yaml）",)
    assert "不是文件夹" in unreadable(tmp_path / "a.txt", schema)[0]
    assert "不存在" in unreadable(tmp_path / "b", schema)[0]
    assert not is_dossier(tmp_path)


def test_two_applications_are_one_too_many(tmp_path: Path, schema: FormSchema) -> None:
    (tmp_path / "application.json").write_text("{}")
    (tmp_path / "application.yml").write_text("")
    assert "请只保留一个" in unreadable(tmp_path, schema)[0]


def test_syntax_errors_are_told_with_line_and_column(tmp_path: Path, schema: FormSchema) -> None:
    (tmp_path / "application.json").write_text('{\n "project": {"title": "甲",}\n}')
    assert unreadable(tmp_path, schema) == ("application.json 第2行第26列：“}”之前多了一个逗号，请删去",)


def test_an_unknown_encoding_is_told(tmp_path: Path, schema: FormSchema) -> None:
    (tmp_path / "application.json").write_bytes(b'{"a": "\xff\xff\x80"}')
    assert "另存为 UTF-8" in unreadable(tmp_path, schema)[0]


def test_an_application_of_absurd_size_is_refused(tmp_path: Path, schema: FormSchema) -> None:
    with (tmp_path / "application.json").open("wb") as stream:
        stream.truncate(1 << 30)
    assert "1024 MB" in unreadable(tmp_path, schema)[0]


@pytest.mark.parametrize("prefix", ["", "材料二/", "外层/材料二/"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_zip_is_a_folder(tmp_path: Path, schema: FormSchema, prefix: str, encoding: str) -> None:
    entries = {f"{prefix}application.json": application(), f"{prefix}协议.pdf": b"x", "__MACOSX/a": b""}
    path = make_zip(tmp_path / "材料二.zip", entries, encoding)
    with open_dossier(path, schema) as dossier:
        assert (dossier.id, dossier.values["项目名称"]) == ("材料二", "甲")
        assert (dossier.attachments[0].file, dossier.attachments[0].problem) == ("协议.pdf", None)
        root = dossier.root
        assert root.is_dir()
    assert not root.exists()


def test_a_folder_and_its_zip_have_one_digest(tmp_path: Path, schema: FormSchema) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "application.json").write_bytes(application())
    (folder / "协议.pdf").write_bytes(b"x")
    path = make_zip(tmp_path / "材料.zip", {file.name: file.read_bytes() for file in folder.iterdir()})
    with open_dossier(path, schema) as zipped, open_dossier(folder, schema) as plain:
        assert zipped.digest == plain.digest
    (folder / "协议.pdf").write_bytes(b"y")
    assert read_dossier(folder, schema).digest != plain.digest


def test_zip_entries_that_lead_out_are_left_out_and_told(tmp_path: Path, schema: FormSchema) -> None:
    link = zipfile.ZipInfo("链接.pdf")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("application.json", application())
        archive.writestr("../逃.pdf", b"x")
        archive.writestr("/tmp/逃.pdf", b"x")
        archive.writestr("目录/../../逃.pdf", b"x")
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("长" * 200 + ".pdf", b"x")
        archive.writestr("Application.json", b"{}")
    with open_dossier(path, schema) as dossier:
        reasons = [notice.message.rpartition("”")[2] for notice in dossier.notices]
        whys = [*["指向文件夹之外"] * 3, "是符号链接", "文件名过长或含有非法字符", "与另一个文件同名"]
        assert reasons == [f"{why}，未解压" for why in whys]
        assert dossier.unlisted_files == ()
    assert not (tmp_path / "逃.pdf").exists()


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ArchiveLimits(ratio_from=1000), "解压后过大"),
        (ArchiveLimits(file_bytes=1000), "解压后过大"),
        (ArchiveLimits(total_bytes=1000), "上限"),
        (ArchiveLimits(entries=1), "2个文件"),
    ],
)
def test_archives_that_swell_are_refused(tmp_path: Path, limits: ArchiveLimits, words: str) -> None:
    path = make_zip(tmp_path / "a.zip", {"application.json": b"{}", "a.pdf": b"0" * 10**6})
    with pytest.raises(DossierUnreadable) as caught:
        unpack(path, tmp_path / "out", limits)
    assert words in caught.value.problems[0]
    assert not (tmp_path / "out").exists()


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path: Path, schema: FormSchema) -> None:
    path = make_zip(tmp_path / "a.zip", {"application.json": b"{}", "a.pdf": b"0" * 10**6})
    raw = path.read_bytes()
    path.write_bytes(raw.replace((10**6).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    assert "已损坏或无法解压" in unreadable(path, schema)[0]


def test_damaged_and_encrypted_archives_are_told(tmp_path: Path, schema: FormSchema) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no zip")
    assert "已损坏" in unreadable(tmp_path / "a.zip", schema)[0]
    locked = make_zip(tmp_path / "b.zip", {"application.json": b"{}"})
    raw = bytearray(locked.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(bytes(raw))
    assert "设有密码" in unreadable(locked, schema)[0]


def test_a_broken_stream_inside_an_archive_is_told(tmp_path: Path, schema: FormSchema) -> None:
    content = bytes(range(256)) * 40
    path = make_zip(tmp_path / "a.zip", {"application.json": content})
    raw = bytearray(path.read_bytes())
    start = raw.index(b"application.json") + len(b"application.json")
    raw[start : start + 8] = b"\xff" * 8
    path.write_bytes(bytes(raw))
    assert "已损坏或无法解压" in unreadable(path, schema)[0]


def test_zips_inside_stay_zips(tmp_path: Path, schema: FormSchema) -> None:
    inner = make_zip(tmp_path / "inner.zip", {"x": b"y"}).read_bytes()
    rows = {"attachments": [{"file": "inner.zip"}]}
    path = make_zip(tmp_path / "a.zip", {"application.json": application(rows), "inner.zip": inner})
    with open_dossier(path, schema) as dossier:
        assert sorted(os.listdir(dossier.root)) == ["application.json", "inner.zip"]
        assert dossier.attachments[0].size == len(inner)
