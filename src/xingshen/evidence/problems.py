"""The sentences in which an obstacle to reading is told: what is seen, and what to do about it.

Only wording and codes (those of :class:`xingshen.evidence.page.PaperProblem`); finds no obstacle itself.
"""

from __future__ import annotations

from xingshen.evidence.page import PaperProblem

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("未找到该文件。", "请核对文件名，或将文件放入申报材料文件夹后重新检查。"),
    "empty": ("文件为空（0字节）。", "请重新导出或重新上传该文件。"),
    "damaged": ("文件损坏或不完整，未能完整读取。", "请用原软件重新导出为 PDF，确认能正常打开后替换。"),
    "encrypted": ("文件设有打开密码，未能读取。", "请取消打开密码后重新提交。"),
    "unsupported": ("此种文件格式暂不能读取文字。", "请另存为 PDF（推荐）或 docx 后提交。"),
    "too_large": ("文件内容超过可读取的大小，未完整读取。", "请压缩图片或拆分文件（单个文件不超过200MB）后重新提交。"),
    "too_many_pages": ("文件页数过多，超出部分未读取。", "请拆分文件，或只保留申报所需的页。"),
    "timeout": ("读取该文件超过规定时间，已停止读取。", "请用原软件重新导出为 PDF 后替换，或由人工查看。"),
    "blank": ("文件各页均为空白。", "请核对是否上传了正确的文件。"),
    "no_text_layer": ("此页为图片或扫描件，没有可读取的文字。", "请提供由电子文档直接导出的 PDF，或由人工查看此页。"),
    "active_content": ("文件含有宏、脚本或嵌入的附件，读取时均未执行。", "请去除宏、脚本和嵌入附件后重新提交。"),
    "outside_folder": ("文件路径指向申报材料文件夹之外，未读取。", "请将文件放入申报材料文件夹内，并改用相对路径。"),
    "type_mismatch": ("文件后缀名与实际格式不一致，已按实际格式读取。", "请将后缀名改为与实际格式一致。"),
}


def problem(code: str, page: int | None = None) -> PaperProblem:
    """The obstacle ``code`` with its Chinese message and cure; ``page`` counts from 1. Unknown codes: KeyError."""
    message, cure = _WORDS[code]
    return PaperProblem(code, message, cure, page)
