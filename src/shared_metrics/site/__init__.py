"""The public site and the report card: everything that turns frozen editions into files.

It is given editions and looks nothing up; it touches the disk only to write what it made.
"""

from shared_metrics.site.build import SiteReport, build_site
from shared_metrics.site.report_card import report_card_pdf

__all__ = ["SiteReport", "build_site", "report_card_pdf"]
