"""The receipt says everything that was promised, in words."""

from decimal import Decimal

from desk_factories import NOOR, contract, definitions, submission
from shared_metrics.receipts import receipt
from shared_metrics.submissions import State, Submission

PARTNERSHIP = definitions().agenda.partnership


def text(sent: Submission) -> str:
    return receipt(sent, contract(), PARTNERSHIP).text


def lines(sent: Submission) -> dict[str, str]:
    return dict(receipt(sent, contract(), PARTNERSHIP).lines)


def test_a_receipt_holds_what_was_promised() -> None:
    """Number, who, when, fingerprint, contract version, rows, totals, reasons, what was told us."""
    told = lines(
        submission(
            reasons={"wage_usual": "two surgeons"},
            totals={"placed": Decimal(1234), "average_hourly_wage": Decimal("24.50")},
            note="two late starters",
            rows=42,
            contract_version="1.0.0",
        )
    )
    assert told == {
        "Number": "sub_aaaaaaaaaaaaaaaa",
        "State": "received; waiting for a decision",
        "For": "Arroyo Workforce Board",
        "Period": "March 2026",
        "Received": "2026-04-08 10:00 PDT",
        "Sent by": "Rosa Delgado",
        "File": "march.csv",
        "SHA-256": submission().sha256,
        "Rows": "42",
        "Contract": "workforce_placements 1.0.0",
        "Contract SHA-256": "0" * 64,
        "Total Placed": "1,234 people",
        "Total Average hourly wage": "24.50 USD per hour",
        "Reason given": "wage_usual: two surgeons",
        "You told us": "two late starters",
    }


def test_the_text_is_a_file_of_aligned_lines() -> None:
    """The download is plain text that begins with whose receipt it is."""
    given = receipt(submission(), contract(), PARTNERSHIP)
    first, rule, number, *_ = given.text.splitlines()
    assert first == "Arroyo Valley Shared Progress: Workforce placements"
    assert rule == "=" * len(first)
    assert number == "Number            sub_aaaaaaaaaaaaaaaa"
    assert given.text.endswith("\n")
    assert given.file_name == "receipt-sub_aaaaaaaaaaaaaaaa.txt"


def test_nothing_to_report_is_not_a_zero() -> None:
    """Without a file there is no fingerprint, and the receipt says that it is not 0."""
    told = lines(submission(nothing_to_report=True, file_name=None, sha256=None, rows=0))
    assert told["Sent"] == "nothing to report for this period (this is not a zero)"
    assert not {"File", "SHA-256", "Rows"} & set(told)


def test_on_behalf_added_and_replaced_are_said() -> None:
    """Who sent it for the partner, what it was added to, what it replaces."""
    sent = submission(
        submitted_by=NOOR,
        on_behalf=True,
        originals=("f" * 64, submission().sha256),
        supersedes="sub_bbbbbbbbbbbbbbbb",
    )
    told = lines(sent)
    assert told["Sent by"] == "Noor Haddad, on the partner's behalf"
    assert told["Added to"] == "f" * 64
    assert told["Replaces"] == "sub_bbbbbbbbbbbbbbbb"


def test_every_state_has_words() -> None:
    """A receipt can be printed at any time of a submission's life."""
    words = {lines(submission(state=state))["State"] for state in State}
    assert len(words) == len(State)


def test_who_left_the_agenda_is_still_named() -> None:
    """People, periods and columns the definitions no longer know are told as they were kept."""
    told = lines(
        submission(submitted_by="gone@example.org", period=None, totals={"gone": Decimal(1)})
    )
    assert told["Sent by"] == "gone@example.org"
    assert told["Period"] == "not known"
    assert told["Total gone"] == "1"
    assert "Arroyo Valley Progress Office" in text(submission(partner="backbone"))
