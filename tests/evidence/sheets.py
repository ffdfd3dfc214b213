"""Papers of plain lines for tests of what is written rather than of how it is read."""

from __future__ import annotations

from xingshen.evidence.flow import FlowLine, flow_page
from xingshen.evidence.page import Page, Paper


def sheet(*lines: str | tuple[str, float]) -> Page:
    """A page of lines; a line may come with its type size in points."""
    return flow_page((FlowLine(line) if isinstance(line, str) else FlowLine(*line) for line in lines), "docx")


def paper(*lines: str | tuple[str, float]) -> Paper:
    """A paper of one page."""
    return Paper("a.docx", "sha256:0", "text/plain", (sheet(*lines),))
