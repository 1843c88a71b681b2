"""The report: all answers about one conflict on one page, as HTML or Markdown."""

from countermove.report.pages.answers import Findings, findings
from countermove.report.pages.sections import brief_html, brief_markdown, html, markdown

__all__ = ["Findings", "brief_html", "brief_markdown", "findings", "html", "markdown"]
