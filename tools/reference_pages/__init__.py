"""The reference pages that are generated: page name -> a function that returns its text."""

from collections.abc import Callable, Mapping

from reference_pages import (
    authorisation_page,
    commands,
    contract_pages,
    doctor_page,
    finding_pages,
    life_cycle,
    metric_pages,
    screen_pages,
    setting_pages,
)

PAGES: Mapping[str, Callable[[], str]] = {
    "authorisation.md": authorisation_page.page,
    "cli.md": commands.page,
    "contracts.md": contract_pages.page,
    "doctor.md": doctor_page.page,
    "findings.md": finding_pages.page,
    "metrics.md": metric_pages.page,
    "pages.md": screen_pages.page,
    "settings.md": setting_pages.page,
    "submissions.md": life_cycle.page,
}
