"""Pictures of pages for HTML reports, drawn in the bounded reading process and only once each."""

from __future__ import annotations

from xingshen.evidence.intake import PaperReader
from xingshen.pipeline.check import Evidenced
from xingshen.reports.html.images import PageImage

DOTS_PER_INCH = 110.0


class DrawnPages:
    """The pages of one dossier's papers."""

    def __init__(self, reader: PaperReader, evidenced: Evidenced) -> None:
        self._reader = reader
        papers = evidenced.papers.papers
        self._paths = {paper.file: paper.attachment.path for paper in papers}
        self._pages = {(paper.file, page.number): page for paper in papers for page in paper.paper.pages}
        self._drawn: dict[tuple[str, int], PageImage | None] = {}

    def page_image(self, file: str, page: int) -> PageImage | None:
        """The picture of a page (from 1), or None where there is nothing to show."""
        if (file, page) not in self._drawn:
            self._drawn[file, page] = self._draw(file, page)
        return self._drawn[file, page]

    def _draw(self, file: str, page: int) -> PageImage | None:
        path, size = self._paths.get(file), self._pages.get((file, page))
        if path is None or size is None:
            return None
        data = self._reader.render(path, page, DOTS_PER_INCH, size.turned)
        if data is None:
            return None
        return PageImage(data=data, media_type="image/png", width_points=size.width, height_points=size.height)
