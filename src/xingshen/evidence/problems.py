"""The sentences in which an obstacle to reading is told: what is seen, and what to do about it.

Only wording and codes (those of :class:`xingshen.evidence.page.PaperProblem`); finds no obstacle itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from xingshen.evidence.page import PaperProblem

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("未找到该文件。", "请核对文件名，或将文件放入申报材料文件夹后重新检查。"),
    "empty": ("文件为空（0字节）。", "请重新导出或重新上传该文件。"),
    "damaged": ("文件损坏或不完整，未能完整读取。", "请用原软件重新导出为 PDF，确认能正常打开后替换。"),
    "encrypted": ("文件设有打开密码，未能读取。", "请取消打开密码后重新提交。"),
    "unsupported": ("此种文件格式暂不能读取文字。", "请另存为 PDF（推荐）或 docx 后提交。"),
    "unsupported:heic": (
        "文件是手机拍摄的 HEIC 照片，本机尚未安装读取该格式的组件，未能读取。",
        "请另存为 JPEG 或 PDF 后提交。",
    ),
    "unsupported:doc": (
        "文件是旧版 Word 文档（.doc 或 .wps），暂不能读取文字。",
        "请用 Word 或 WPS 打开后另存为 PDF（推荐）或 docx，再提交。",
    ),
    "unsupported:ole": (
        "文件是旧版 Office 文件（如 .xls、.ppt、.et），暂不能读取文字。",
        "请用 Office 或 WPS 打开后另存为 PDF，再提交。",
    ),
    "unsupported:xlsx": ("文件是电子表格，暂不能读取文字。", "请用 Excel 或 WPS 打开后另存为 PDF，再提交。"),
    "unsupported:rtf": (
        "文件是 RTF 文档，暂不能读取文字。",
        "请用 Word 或 WPS 打开后另存为 PDF（推荐）或 docx，再提交。",
    ),
    "unsupported:rar": ("文件是 RAR 压缩包，未能解压。", "请在本机解压后直接提交其中的文件，或改用 zip 格式压缩。"),
    "unsupported:7z": ("文件是 7z 压缩包，未能解压。", "请在本机解压后直接提交其中的文件，或改用 zip 格式压缩。"),
    "unsupported:nested": (
        "压缩包中又有压缩包，里面的一层未解压。",
        "请将里层压缩包解压后，把其中的文件直接提交。",
    ),
    "encrypted:member": ("设有解压密码，未能读取。", "请去除密码后重新压缩，或直接提交其中的文件。"),
    "too_large:archive": (
        "压缩包解压后过大或文件过多，未解压。",
        "请解压后直接提交其中需要的文件（单个文件不超过200MB）。",
    ),
    "empty:archive": ("压缩包中没有文件。", "请核对是否选错文件，重新压缩后提交。"),
    "damaged:archive": ("压缩包已损坏或不完整，未能解压。", "请重新压缩后提交，或直接提交其中的文件。"),
    "outside_folder:member": ("的路径指向压缩包之外，未读取。", "请重新压缩，不要使用带有上级目录的路径。"),
    "too_large": ("文件内容超过可读取的大小，未完整读取。", "请压缩图片或拆分文件（单个文件不超过200MB）后重新提交。"),
    "too_many_pages": ("文件页数过多，超出部分未读取。", "请拆分文件，或只保留申报所需的页。"),
    "timeout": ("读取该文件超过规定时间，已停止读取。", "请用原软件重新导出为 PDF 后替换，或由人工查看。"),
    "blank": ("文件各页均为空白。", "请核对是否上传了正确的文件。"),
    "no_text_layer": ("此页为图片或扫描件，文字未能识别。", "请由人工查看此页；有电子文档的，可改交直接导出的 PDF。"),
    "active_content": ("文件含有宏、脚本或嵌入的附件，读取时均未执行。", "请去除宏、脚本和嵌入附件后重新提交。"),
    "upside_down": ("此页扫描方向颠倒或横置，已转正后读取。", "请将此页转正后重新扫描或保存，再替换原文件。"),
    "blank_page": ("此页空白。", "请核对此页是否漏扫或扫到了背面；确为空白的，可以删去。"),
    "illegible": (
        "此页模糊或过淡，文字未能辨认。",
        "请用不低于200dpi的分辨率重新扫描此页，或提供由电子文档直接导出的 PDF。",
    ),
    "outside_folder": ("文件路径指向申报材料文件夹之外，未读取。", "请将文件放入申报材料文件夹内，并改用相对路径。"),
    "type_mismatch": ("文件后缀名与实际格式不一致，已按实际格式读取。", "请将后缀名改为与实际格式一致。"),
}


def problem(code: str, page: int | None = None) -> PaperProblem:
    """The obstacle ``code`` with its Chinese message and cure; ``page`` counts from 1. Unknown codes: KeyError.

    ``code:variant`` gives the same code a sentence of its own.
    """
    message, cure = _WORDS[code]
    return PaperProblem(code.partition(":")[0], message, cure, page)


def active_content(found: Sequence[str]) -> PaperProblem:
    """The obstacle ``active_content`` with what was ``found``, in Chinese; nothing of it was executed."""
    _, cure = _WORDS["active_content"]
    return PaperProblem("active_content", f"文件含有{'、'.join(found)}，读取时均未执行或打开。", cure)


def of_member(obstacle: PaperProblem, member: str, first_page: int) -> PaperProblem:
    """An obstacle of a ``member`` of an archive, as one of the archive, whose page ``first_page`` is its first."""
    page = None if obstacle.page is None else obstacle.page + first_page - 1
    return PaperProblem(obstacle.code, f"压缩包中的“{member}”：{obstacle.message}", obstacle.cure, page)
