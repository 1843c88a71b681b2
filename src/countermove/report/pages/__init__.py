"""The report: all answers about one conflict on one page, as HTML or Markdown."""

from countermove.report.pages.answers import Findings, findings
from countermove.report.pages.sections import html, markdown

__all__ = ["Findings", "findings", "html", "markdown"]
