"""As shown then, as known now: what reads otherwise, by whom, why, and which words turned."""

from shared_metrics.web.identity import require
from shared_metrics.web.panels import restatements
from shared_metrics.web.plain_errors import shown_plainly

person = require("backbone")
days = restatements.choose_days()

with shown_plainly():
    found = restatements.compare(person, days)
    restatements.show_turned(found)
    restatements.show_figures(found, days.edition)
    restatements.show_files(found)
    restatements.show_new(found)
