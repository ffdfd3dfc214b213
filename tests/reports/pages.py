"""Makes pictures of pages for the tests of the HTML report: small papers set by typst and rendered by pypdfium2."""

from __future__ import annotations

import io
from functools import cache

import pypdfium2
import typst

from tests.reports.builder import AGREEMENT, SEALED_PAGE
from xingshen.reports.html.images import POINTS_PER_INCH, PageImage

RENDERED_DPI = 144

_STYLE = """#set page(paper: "a4", margin: 70pt)
#set text(font: ("Noto Serif CJK SC", "Libertinus Serif"), size: 12pt, lang: "zh")
#set par(leading: 1em, first-line-indent: 2em)
"""
_AGREEMENT = (
    _STYLE
    + """#align(center, text(18pt, weight: "bold")[合作协议（中文译件）])
#v(16pt)
甲方：燕北星河智能装备有限公司

乙方：Nordlicht Robotik GmbH（北光机器人有限公司）

第一条　甲方持有乙方12%的股份，双方就智能焊接机器人多传感协同控制关键技术开展联合研发。

第二条　双方共同成立项目组，甲方负责系统集成与试验验证，乙方负责传感融合算法。

第三条　研发经费由双方各自承担，甲方自筹资金用于样机试制和现场试验。

第四条　本协议自2026年7月1日起生效，有效期至2028年6月29日。

第五条　合作期间形成的知识产权由双方共有，任何一方转让应征得另一方书面同意。

第六条　本协议正本一式四份，双方各执两份，具有同等法律效力。
"""
)
_SEALED = (
    _STYLE
    + """#align(center, text(18pt, weight: "bold")[签字盖章页])
#v(40pt)
本单位承诺申报材料真实、完整、不涉密。
#v(160pt)
#h(200pt) 申报单位（公章）

#h(200pt) 2026年7月8日
#place(top + left, dx: 250pt, dy: 380pt, circle(radius: 60pt, stroke: 3pt + rgb("#c8202a")))
#place(top + left, dx: 275pt, dy: 430pt, text(rgb("#c8202a"))[燕北星河智能])
"""
)
_SOURCES = {(AGREEMENT, 1): _AGREEMENT, (SEALED_PAGE, 1): _SEALED}


class TypesetPages:
    """Page images of the papers that the builder's results cite; any other page has none."""

    def page_image(self, file: str, page: int) -> PageImage | None:
        return _rendered(_SOURCES[file, page]) if (file, page) in _SOURCES else None


@cache
def _rendered(source: str) -> PageImage:
    page = pypdfium2.PdfDocument(typst.compile(source.encode()))[0]
    target = io.BytesIO()
    page.render(scale=RENDERED_DPI / POINTS_PER_INCH).to_pil().save(target, "PNG")
    width, height = page.get_size()
    return PageImage(data=target.getvalue(), media_type="image/png", width_points=width, height_points=height)
