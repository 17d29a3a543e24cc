from shared_metrics.findings import Finding, Level, in_reading_order, rules_to_explain, verdict_of

FIX = Finding("range", Level.FIX, "Too large.", line=9, cell="C9")
CHECK = Finding("unusual", Level.CHECK, "Unusual.", line=2, cell="C2")
NOTE = Finding("rounded", Level.NOTE, "Rounded.", line=1)


def test_only_a_fix_fails_a_file():
    """Checks and notes let a file pass; one thing to fix does not."""
    assert verdict_of([CHECK, NOTE]) == "pass"
    assert verdict_of([]) == "pass"
    assert verdict_of([NOTE, FIX]) == "fail"


def test_what_must_be_fixed_comes_first():
    """Findings are read by level, then down the file."""
    earlier = Finding("range", Level.FIX, "Too large.", line=3, cell="C3")
    assert in_reading_order([NOTE, CHECK, FIX, earlier]) == (earlier, FIX, CHECK, NOTE)


def test_each_check_rule_wants_one_reason():
    """A rule at level check is explained once, however many cells break it."""
    assert rules_to_explain([CHECK, CHECK, FIX, NOTE]) == ("unusual",)


def test_a_finding_is_plain_data():
    """The level travels as its word."""
    assert FIX.as_dict()["level"] == "fix"
