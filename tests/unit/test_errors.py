import pytest

from shared_metrics import errors
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [
        (errors.SharedMetricsError, 20),
        (errors.CallersMistake, 10),
        (errors.NotAllowed, 11),
        (errors.Conflict, 13),
        (errors.InstallationProblem, 14),
    ],
)
def test_each_error_has_its_exit_code(kind, exit_code):
    """The kind of error decides the exit code; the shape for machines is always the same."""
    error = kind("some_code", "What is wrong.", "What to do.")
    assert kind.exit_code == exit_code
    assert error.as_dict() == {
        "code": "some_code",
        "message": "What is wrong.",
        "hint": "What to do.",
    }


def test_broken_definitions_name_file_and_line():
    """Every problem is listed, in file order, with its line."""
    late = DefinitionProblem("b.yaml", 2, "unknown_key", "There is no key “dude”.")
    early = DefinitionProblem("a.yaml", 9, "unknown_key", "There is no key “ruel”.")
    error = DefinitionsBroken([late, early])
    assert error.exit_code == 12
    assert str(error).splitlines() == [
        "a.yaml:9: There is no key “ruel”. [unknown_key]",
        "b.yaml:2: There is no key “dude”. [unknown_key]",
    ]
    assert error.as_dict()["problems"] == [early.as_dict(), late.as_dict()]
