"""Whether goals.yaml holds what the ledger says was decided."""

from collections.abc import Iterator

from shared_metrics.definitions import goals_file
from shared_metrics.desk.doctor.examined import Examined, Installation, broken, fine, look
from shared_metrics.desk.goals_file import content_of, laid_beside, newest_change, sha256


def goals(installation: Installation) -> Iterator[Examined]:
    """The newest change stands in the file, or the file was changed by hand since."""
    if installation.ledger is None:
        return
    path = goals_file(installation.home.definitions)
    told, now = newest_change(installation.ledger), sha256(content_of(path))
    if told is None or now == told["after"]:
        yield fine("goals", "goals.yaml is as the newest change left it.")
    elif now != told["before"]:
        yield fine("goals", "goals.yaml was changed by hand since the newest change.")
    elif any(sha256(content_of(one)) == told["after"] for one in laid_beside(path)):
        words = "The newest change of a goal waits beside goals.yaml."
        yield look("goals", words, "It is put in its place at the next start.")
    else:
        words = "The newest change of a goal stands in the trail and not in goals.yaml."
        yield broken("goals", words, "Make the change again: the review says what was decided.")
