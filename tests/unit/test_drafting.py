"""What is guessed from a first file, column by column, and what is made of it."""

import datetime as dt

import pytest

from shared_metrics.agenda import parse_agenda
from shared_metrics.drafting import Answers, parse_partner
from shared_metrics.drafting.draft import Asked, draft_contract, draft_partnership
from shared_metrics.drafting.naming import an_id, column_name, group_value
from shared_metrics.errors import CallersMistake
from shared_metrics.findings import Finding
from shared_metrics.periods import PeriodKind
from shared_metrics.reading import Upload, header_of

TODAY = dt.date(2026, 7, 15)
PARTNERS = ("Eastside Skills", "City")

# file; header: role type what-else ...
GUESSED = {
    "month, breakdown, people": (
        "Month,Program,People served\n2026-03,Tutoring,40\n2026-03,Coaching,25\n",
        (
            "month period string | program breakdown string tutoring,coaching "
            "| people_served indicator integer people time=no"
        ),
    ),
    "Excel's own months": (
        "When,Visits\nMar-26,40\nApr-26,25\n",
        "when period string | visits indicator integer visits",
    ),
    "quarters, a blank is everybody": (
        "Quarter,Gender,Enrolled\nQ1 2026,,3\nQ1 2026,women,1\nQ1 2026,men,2\n",
        (
            "quarter period string | gender breakdown string all,women,men total=all blank "
            "| enrolled indicator integer people time=no"
        ),
    ),
    "a total row in every month": (
        (
            "Month,Site,Trips\n2026-03,North,1\n2026-03,South,2\n2026-03,Total,3\n"
            "2026-04,North,1\n2026-04,South,2\n2026-04,Total,3\n"
        ),
        (
            "month period string | site breakdown string north,south,total total=total "
            "| trips indicator integer trips"
        ),
    ),
    "groups that overlap": (
        "Month,Service,Clients\n2026-03,All,10\n2026-03,Food,8\n2026-03,Rent,7\n",
        (
            "month period string | service breakdown string all,food,rent total=all overlap "
            "| clients indicator integer people time=no"
        ),
    ),
    "days": (
        "Date,Site,Trips\n2026-03-04,A,1\n2026-03-05,A,2\n",
        "date period date | site key string | trips indicator integer trips",
    ),
    "times of day": (
        "Time,Bikes\n2026-03-04 08:00,1\n2026-03-04 09:00,2\n",
        "time period timestamp | bikes indicator integer bikes",
    ),
    "first days of months": (
        "Begins,Meals\n2026-03-01,1\n2026-04-01,2\n",
        "begins period string | meals indicator integer meals",
    ),
    "a year beside a month, a partner, a postcode, money": (
        (
            "Year,Month,Organization,Zip,Cost\n2026,March,City,01234,$4.50\n"
            "2026,4,City,01234,$5.00\n"
        ),
        (
            "year period string | month period string | organization partner string "
            "| zip key string | cost indicator number USD scale=2"
        ),
    ),
    "school years and a share": (
        "School year,Students,Pass rate\n2024-25,300,31.5%\n2025-26,310,33%\n",
        (
            "school_year period string | students indicator integer people time=no "
            "| pass_rate indicator number % scale=1 partners=no time=no"
        ),
    ),
    "marks where there is no number": (
        "Month,Group,Average wage\n2026-03,a,n/a\n2026-03,b,20.25\n2026-03,c,-\n",
        (
            "month period string | group breakdown string a,b,c "
            "| average_wage indicator number USD scale=2 partners=no time=no marks=-,n/a"
        ),
    ),
    "decimal commas": (
        "Monat;Wert in EUR\n01.03.2026;1.234,50\n01.04.2026;99,00\n",
        "monat period string | wert_in_eur indicator number EUR scale=2",
    ),
    "members at a moment": (
        "Month,Active members\n2026-03,40\n2026-04,44\n",
        "month period string | active_members indicator integer people time=no stock",
    ),
    "notes and empty columns": (
        "Month,Visits,Comment,Later\n2026-03,4,,\n2026-04,5,snow,\n",
        (
            "month period string | visits indicator integer visits | comment detail string "
            "| later detail string"
        ),
    ),
    "names that are ours": (
        "Period,Line,Partner,Value\n2026-03,4,x,5\n2026-03,5,y,6\n",
        (
            "period_column period string | line_column indicator integer number "
            "| partner_column breakdown string x,y | value_column indicator integer number"
        ),
    ),
    "a title above and a total below": (
        (
            "Our report,,\nMade in May,,\n\nMonth,Program,Visits\n2026-03,a,40\n"
            "2026-03,b,50\nTotal,,90\n"
        ),
        (
            "month period string | program breakdown string a,b "
            "| visits indicator integer visits"
        ),
    ),
}  # fmt: skip


def upload(text: str, name: str = "visits.csv") -> Upload:
    return Upload(name, text.encode())


def drafted(text: str, **asked: object):
    return draft_contract(upload(text), today=TODAY, partners=PARTNERS, asked=Asked(**asked))


def in_words(column) -> str:
    said = [column.name, column.role, column.type]
    said += [",".join(group.value for group in column.groups)] if column.groups else []
    said += [column.unit] if column.unit else []
    said += [f"scale={column.scale}"] if column.scale else []
    said += [f"total={column.total}"] if column.total else []
    said += ["blank"] if column.blank_is_total else []
    said += ["overlap"] if not column.adds_up else []
    said += ["partners=no"] if not column.over_partners else []
    said += ["time=no"] if not column.over_time else []
    said += ["stock"] if column.stock else []
    said += [f"marks={','.join(sorted(column.marks))}"] if column.marks else []
    return " ".join(said)


@pytest.mark.parametrize("case", GUESSED)
def test_guesses(case):
    """Each column is what a person would take it for, and the file passes under the draft."""
    text, expected = GUESSED[case]
    draft = drafted(text)
    assert " | ".join(map(in_words, draft.table.columns)) == expected
    assert draft.judgement.verdict == "pass"
    for column in draft.table.columns:
        assert all(f"# {guess} (check this)" in draft.text for guess in column.guesses)


def test_the_same_file_gives_the_same_draft():
    """Nothing depends on the hour or on chance."""
    text, _ = GUESSED["a total row in every month"]
    assert drafted(text).text == drafted(text).text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Month,Visits\n2026-03,1.234\n2026-04,"2,5"\n', "first_file_to_mend"),
        ("Month,Site,Visits\n2026-03,a,<5\n2026-03,b,20\n", "first_file_to_mend"),
        ("Month,Visits\n2026-03,4\n2026-03,4\n", "first_file_to_mend"),
        ("Site,Visits\nNorth,4\n", "period_needed"),
        ("Month,Email,Visits\n2026-03,a@b.org,4\n", "personal_data"),
        ("Program,2023,2024\na,1,2\n", "no_first_table"),
        ("Month,Visits\n", "no_first_table"),
    ],
)  # fmt: skip
def test_what_no_draft_can_accept(text, code):
    """A file that must be mended first is never bent into a contract."""
    with pytest.raises(CallersMistake) as told:
        drafted(text)
    assert told.value.code == code
    assert told.value.hint


def test_a_row_about_the_same_takes_one_more_name():
    """Two rows of one month are told apart by a text column that is always filled."""
    columns = drafted("Month,Visits,Comment\n2026-03,4,north\n2026-03,4,south\n").table.columns
    assert [column.role for column in columns] == ["period", "indicator", "key"]


def test_the_kind_of_period_may_be_said():
    """Days are of months, unless somebody says quarters."""
    text = "Date,Trips\n2026-03-04,1\n2026-03-05,2\n"
    assert drafted(text, every=PeriodKind.QUARTER).contract.period_kind == "quarter"
    assert "kind: month" in drafted(text).text


def partnership(text: str, **answers: object):
    said = Answers(partners=tuple(map(parse_partner, PARTNERS)), **answers)
    return draft_partnership(said, upload(text), partnership="ours", today=TODAY)


METRICS = {
    "a count, a share, a mean": (
        "Month,Served,Finished,Average hours\n2026-03,40,9,1.5\n2026-04,41,8,2.5\n",
        {"served": "count", "finished_share": "ratio", "average_hours": "weighted_mean"},
    ),
    "a share of a group": (
        "Month,Gender,Trips,Seats\n2026-03,women,4,9\n2026-03,men,5,2\n",
        {"trips": "count", "seats_latest": "last_value", "trips_share_of_group": "ratio"},
    ),
    "a stock": (
        "Month,New members,Active members\n2026-03,2,40\n2026-04,4,44\n",
        {
            "new_members": "count",
            "new_members_share": "ratio",
            "active_members_latest": "last_value",
        },
    ),
    "only an average": (
        "Month,Average delay\n2026-03,2.5\n",
        {"average_delay_latest": "last_value"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", METRICS)
def test_metrics(case):
    """A count first, a share where two columns or a breakdown give one, then something else."""
    text, expected = METRICS[case]
    assert {metric.id: metric.kind for metric in partnership(text).metrics} == expected


@pytest.mark.parametrize("case", [*GUESSED, *METRICS])
def test_whatever_is_drafted_can_be_loaded(case):
    """The agenda's files and the contract belong together: nothing in them is refused."""
    text, _ = (GUESSED | METRICS)[case]
    draft = partnership(text)
    files = {path: text for path, text in draft.files.items() if path.startswith("agenda/")}
    contract = draft.contract.contract
    agenda = parse_agenda(files, {contract.id: contract}).agenda
    assert [partner.name for partner in agenda.partnership.partners] == list(PARTNERS)
    (goal,) = agenda.goals
    assert goal.agreed_by == "Nobody yet, this is a placeholder"
    assert goal.title.startswith("Placeholder")
    assert goal.baseline.value < goal.target.value


def test_the_goal_begins_where_the_file_ends():
    """The placeholder's baseline is the metric in the file's last period, measured."""
    goals = partnership(METRICS["a count, a share, a mean"][0]).files["agenda/goals.yaml"]
    assert 'baseline: {period: "2026-04", value: 0.195}' in goals
    assert 'target: {period: "2028-04", value: 0.214}' in goals
    assert "PLACEHOLDER" in goals


@pytest.mark.parametrize("case", METRICS)
def test_the_plan_shows_every_metric_as_a_whole(case):
    """A new partnership's public plan has each metric by the goal's periods, and no groups."""
    text, expected = METRICS[case]
    draft = partnership(text)
    files = {path: text for path, text in draft.files.items() if path.startswith("agenda/")}
    contract = draft.contract.contract
    agenda = parse_agenda(files, {contract.id: contract}).agenda
    (goal,), (plan,) = agenda.goals, agenda.publication
    assert (plan.audience, plan.threshold, plan.min_contributors) == ("public", 11, 3)
    assert {one.metric for one in plan.metrics} == expected.keys()
    tables = {(table.every, table.by) for one in plan.metrics for table in one.tables}
    assert tables == {(goal.every, ())}


@pytest.mark.parametrize("case", METRICS)
def test_what_the_plan_says_to_write_next_can_be_written(case):
    """The table that the plan's last comment shows is accepted where it stands."""
    text, _ = METRICS[case]
    draft = partnership(text)
    files = {path: text for path, text in draft.files.items() if path.startswith("agenda/")}
    name = "agenda/publication.yaml"
    files[name] = files[name].replace("#          - {every", "          - {every")
    assert files[name] != draft.files[name]
    contract = draft.contract.contract
    agenda = parse_agenda(files, {contract.id: contract}).agenda
    assert agenda.publication[0].metrics[-1].tables[-1].by == ("sector",)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2\n", ("a", "b")),
        ("Report\n\nMonth;Visits\n2026-03;4,5\n", ("Month", "Visits")),
        ("sep=;\nMonth;Visits\n2026-03;4\n", ("Month", "Visits")),
        ("Month\tVisits\n2026-03\t4\n", ("Month", "Visits")),
        ("By,Ann\nMonth,Site,Visits,Cost\n2026-03,A,4,5\n", ("Month", "Site", "Visits", "Cost")),
    ],
)  # fmt: skip
def test_the_header_is_found_without_a_contract(text, header):
    """The first row of words that is about as wide as the rows below it."""
    assert header_of(upload(text)) == header


@pytest.mark.parametrize("text", ["", "a\n1\n", "1,2\n3,4\n", "a,b\n"])
def test_without_a_row_of_names_there_is_no_header(text):
    """A file of figures alone, of one column, or of names alone has none."""
    assert isinstance(header_of(upload(text)), Finding)


def test_names():
    """Ids are small letters, digits and single underscores, and each is its own."""
    assert an_id("Müller & Söhne (Nord)", (), "partner") == "muller_sohne_nord"
    assert an_id("北京", {"partner"}, "partner") == "partner_2"
    assert column_name("% done", 0, {"done"}) == "percent_done"
    assert column_name("Period", 0, ()) == "period_column"
    assert [group_value(text) for text in ("Job coaching", "55+", "Köln")] == [
        "job_coaching",
        "55+",
        "Köln",
    ]
