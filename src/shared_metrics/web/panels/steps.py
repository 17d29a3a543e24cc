"""The way of a file through the page: each step is shown when the one before is done."""

from shared_metrics.web.panels import matching, sending
from shared_metrics.web.panels.receipt import show_receipts
from shared_metrics.web.panels.sending import Errand
from shared_metrics.web.plain_errors import shown_plainly


def show_steps(errand: Errand) -> None:
    """Drop, read, mend or explain, see what it changes, send, keep the receipt."""
    receipts = sending.receipts_of(errand)
    if receipts:
        show_receipts(receipts, errand.person)
        sending.offer_another(errand)
        return
    with shown_plainly():
        upload = sending.drop(errand)
        if upload is None:
            sending.offer_nothing_to_report(errand)
            return
        checked = sending.check(errand, upload)
        sending.show_what_we_read(checked)
        matching.ask_which_sheet(checked)
        matching.show_matched(errand, checked)
        matching.ask_which_column(errand, checked)
        sending.ask_about_personal_data(checked)
        if not checked.can_be_sent:
            sending.show_what_to_mend(checked)
            return
        sending.show_totals(checked)
        sending.offer_to_send(errand, checked, sending.ask(checked))
