"""`goal`: look at a goal, take it out as a file, change or begin one by what a review decided."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

if TYPE_CHECKING:
    from shared_metrics.agenda.model import Goal
    from shared_metrics.desk import Desk

_FILE = click.option(
    "--file",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="YAML as `goal export` writes it.",
)
_DECISION = click.option(
    "--decision", required=True, metavar="ID", help="A decision of an open or closed review."
)
_BY = click.option("--as", "email", required=True, metavar="EMAIL", help="Who does it.")


@click.group()
def goal() -> None:
    """Look at goals; change one, or begin one, by what a review decided."""


@goal.command()
@click.argument("goal_id", metavar="GOAL")
@shared_options
def show(call: Call, *, goal_id: str) -> None:
    """Show what was agreed on GOAL, and what was agreed before, with why it was changed.

    With --json: {"goal", "title", "metric", "versions": [{"kind", "path", "baseline", "target",
    "who", "where", "agreed_by", "agreed_on", "why_changed"}]}, the oldest first.
    """
    desk = call.open_desk()
    found = desk.definitions.goal(goal_id)
    versions = [_version_data(one) for one in found.versions]
    for told, earlier in zip(versions, found.earlier, strict=False):
        told["why_changed"] = earlier.why_changed
    if call.as_json:
        named = {"goal": found.id, "title": found.title, "metric": found.metric}
        output.put_json(named | {"versions": versions})
        return
    output.put(f"{found.title} ({found.id}), on {found.metric}")
    for told in versions:
        output.put(_version_words(told))


def _version_data(one: "Goal") -> dict[str, object]:
    points = {
        name: {"period": point.period.text, "value": point.value}
        for name, point in (("baseline", one.baseline), ("target", one.target))
    }
    return {
        "kind": one.kind,
        "path": one.path,
        **points,
        "who": one.population.who,
        "where": one.population.where,
        "agreed_by": one.agreed_by,
        "agreed_on": one.agreed_on.isoformat(),
        "why_changed": None,
    }


def _version_words(told: dict[str, object]) -> str:
    start, end = told["baseline"], told["target"]
    lines = [
        f"  Agreed on {told['agreed_on']}: {told['agreed_by']}",
        f"    {told['kind']}, {told['path']}: {_point(start)} to {_point(end)}",
        f"    for {told['who']}, {told['where']}",
    ]
    if told["why_changed"]:
        lines.append(f"    Changed because: {told['why_changed']}")
    return "\n".join(lines)


def _point(point: object) -> str:
    told = point if isinstance(point, dict) else {}
    return f"{output.plain(told['value'])} in {told['period']}"


@goal.command()
@click.argument("goal_ids", metavar="[GOAL]...", nargs=-1)
@click.option(
    "--out", "file", metavar="FILE", type=click.Path(path_type=Path), help="[default: stdout]"
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@shared_options
def export(call: Call, *, goal_ids: Sequence[str], file: Path | None, force: bool) -> None:
    """Write goals as YAML, exactly as they stand in goals.yaml, for `goal change`.

    Without GOAL: all of them. With --json: {"goals", "file", "yaml"}.
    """
    from shared_metrics.agenda.goal_in_file import goals_alone
    from shared_metrics.desk.keeping.backup import check_target
    from shared_metrics.vault.files import plain_words, write_whole

    desk = call.open_desk()
    goals = [desk.definitions.goal(one) for one in goal_ids] or list(desk.agenda.goals)
    text = goals_alone(desk.definitions.goals_text, goals)
    if file is not None:
        check_target(file.absolute(), force=force)
        with plain_words(file.absolute().parent):
            write_whole(file.absolute(), text.encode())
    if call.as_json:
        told = {"goals": [one.id for one in goals], "file": str(file) if file else None}
        output.put_json(told | {"yaml": text})
    elif file is None:
        output.put(text.rstrip("\n"))
    if file is not None:
        output.say(f"{file}: {output.counted(len(goals), 'goal')}.")


@goal.command()
@click.argument("goal_id", metavar="GOAL")
@_FILE
@_DECISION
@click.option("--why", required=True, metavar="TEXT", help="Why; it stays in the history.")
@_BY
@shared_options
def change(call: Call, *, goal_id: str, file: Path, decision: str, why: str, email: str) -> None:
    """Change GOAL to what FILE says of it, by what a review decided.

    Only the goal's own lines of goals.yaml change. What was agreed before stays among its earlier
    versions. A file that says what the goal says already changes nothing. With --json: {"goal",
    "changed", "agreed_by", "agreed_on"}.
    """
    from shared_metrics.agenda.goal_change import differences
    from shared_metrics.desk import acts
    from shared_metrics.people import check_can_change_goals

    desk = call.open_desk()
    actor, before = desk.person(email), desk.definitions.goal(goal_id)
    check_can_change_goals(actor)
    asked = _goal_in(desk, file, goal_id)
    changed = list(differences(before, asked))
    if changed:
        now = desk.now()
        asked = acts.change_goal(desk, asked, why=why, decision=decision, actor=actor, now=now)
    _put_changed(call, asked, changed)


@goal.command()
@click.argument("goal_id", metavar="GOAL")
@_FILE
@_DECISION
@_BY
@shared_options
def begin(call: Call, *, goal_id: str, file: Path, decision: str, email: str) -> None:
    """Begin the new goal GOAL as FILE says, by what a review decided.

    Who agreed, and when, is what the review says. With --json as `goal change`.
    """
    from shared_metrics.desk import acts
    from shared_metrics.people import check_can_change_goals

    desk = call.open_desk()
    actor = desk.person(email)
    check_can_change_goals(actor)
    asked = _goal_in(desk, file, goal_id)
    begun = acts.begin_goal(desk, asked, decision=decision, actor=actor, now=desk.now())
    _put_changed(call, begun, ["all"])


def _goal_in(desk: "Desk", file: Path, goal_id: str) -> "Goal":
    """A goal of a file. Raises CallersMistake and DefinitionsBroken."""
    from shared_metrics.agenda.parse import parse_goals
    from shared_metrics.cli.files import must_be_a_file
    from shared_metrics.definitions import read_text
    from shared_metrics.errors import CallersMistake

    must_be_a_file(file)
    known = parse_goals(read_text(file), str(file), desk.agenda, desk.definitions.contracts)
    found = next((one for one in known if one.id == goal_id), None)
    if found is None:
        told = f"“{file}” says nothing of a goal “{goal_id}”."
        raise CallersMistake("not_in_file", told, "Export it with `shared-metrics goal export`.")
    return found


def _put_changed(call: Call, one: "Goal", changed: Sequence[str]) -> None:
    if call.as_json:
        told = {"goal": one.id, "changed": list(changed), "agreed_by": one.agreed_by}
        output.put_json(told | {"agreed_on": one.agreed_on.isoformat()})
    elif changed:
        output.put(f"{one.id}: {', '.join(changed)}. Agreed on {one.agreed_on}: {one.agreed_by}")
    else:
        output.say(f"{one.id} reads so already: nothing was changed.")
