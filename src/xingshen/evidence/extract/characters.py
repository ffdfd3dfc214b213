"""Single characters: which are Chinese, which a PDF spells as a radical, and the traditional forms of our vocabulary.

The folding is for searching only; it covers the words that the extractors look for, not the language.
"""

from __future__ import annotations

import re

_RADICALS = dict(
    zip(
        "⺠⻓⻔⻚⻛⻢⻥⻉⻋⻅⻝⻘⻆⻄⻣⻩⻬⻰⻳⻮⻨⻜⻙⻦⻧⺟⻁⻤⻑⻒",
        "民长门页风马鱼贝车见食青角西骨黄齐龙龟齿麦飞韦鸟卤母虎鬼長镸",
        strict=True,
    )
)
_TRADITIONAL = dict(
    zip(
        "協議書備錄補約項課題稱簽訂署蓋章雙與為終滿續動條間還單報審計務師證號執營類團國際術應責費資經權識產開發員聯"
        "係簡訖據圓萬億貳參陸兩個後從內無認對標準見證財實現組織獨該屬舉辦辦東會長壽許請書註冊記載處業廠頁額總繳"
        "專利轉讓範圍違遲誤變遞傳電話職稱導領負將須價錢貨幣劃劃則諒諾願擬場設備體驗結題屆續遠當壹拋",
        "协议书备录补约项课题称签订署盖章双与为终满续动条间还单报审计务师证号执营类团国际术应责费资经权识产开发员联"
        "系简讫据圆万亿贰叁陆两个后从内无认对标准见证财实现组织独该属举办办东会长寿许请书注册记载处业厂页额总缴"
        "专利转让范围违迟误变递传电话职称导领负将须价钱货币划划则谅诺愿拟场设备体验结题届续远当壹抛",
        strict=True,
    )
)
_REPAIR = str.maketrans(_RADICALS)
_FOLD = str.maketrans(_TRADITIONAL)


_AS_DIGIT = str.maketrans("OoQDlI|", "0000111")
_DATE_DIGITS = re.compile(
    r"(?<![A-Za-z\d])(?:[OoQDlI|]*\d[\dOoQDlI|]*|(?<=[年月])[ \u3000]?[OoQDlI|]{1,2})(?=[ \u3000]?[年月日])"
)


def repair_dates(text: str) -> str:
    """What OCR read of a line with letters before 年, 月, 日 made the digits they look like; the length stays."""
    return _DATE_DIGITS.sub(lambda match: match[0].translate(_AS_DIGIT), text)


def repair(text: str) -> str:
    """``text`` with the radicals that some PDF fonts yield put back to characters."""
    return text.translate(_REPAIR)


def fold(text: str) -> str:
    """``text`` with traditional characters of the vocabulary made simplified; the length does not change."""
    return text.translate(_FOLD)


def is_chinese(char: str) -> bool:
    """Whether ``char`` is written without spaces around it: an ideograph or Chinese punctuation."""
    return (
        "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\u3000" <= char <= "\u303f" or char in "“”‘’"
    )
