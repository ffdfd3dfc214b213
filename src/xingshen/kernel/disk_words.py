"""Why the disk refused something, in words that a reader can act on. Knows the numbers of the operating system only."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘为只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件过多",
    errno.EIO: "磁盘读写出错",
}


def disk_words(error: OSError) -> str:
    """The reason of ``error`` in Chinese; one that has no words here by its number."""
    return _WORDS.get(error.errno or 0, f"系统错误 {error.errno or '不明'}")
