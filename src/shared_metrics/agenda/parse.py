"""The agenda's YAML files -> Agenda and what was learned, every reference checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from shared_metrics.agenda.agreements_file import read_agreements
from shared_metrics.agenda.funders_file import read_funder
from shared_metrics.agenda.goals_file import read_goals
from shared_metrics.agenda.known import Known, ids_listed
from shared_metrics.agenda.metric_file import read_metric
from shared_metrics.agenda.model import Agenda, Goal
from shared_metrics.agenda.partnership_file import read_partnership
from shared_metrics.agenda.publication_file import read_publication
from shared_metrics.agenda.reflection_file import read_reflection
from shared_metrics.agenda.setbacks_file import read_setbacks
from shared_metrics.contracts import Contract
from shared_metrics.documents import Fields, Notebook, Table, did_you_mean, parse_document
from shared_metrics.errors import DefinitionProblem, DefinitionsBroken
from shared_metrics.learning import Adaptation, Setback

_AGREEMENTS: Final = "agreements.yaml"
_PUBLICATION: Final = "publication.yaml"
_REFLECTION: Final = "reflection.yaml"
_MAY_SAY_NOTHING: Final = (_PUBLICATION, _REFLECTION)
_FILES: Final = (
    *("partnership.yaml", "goals.yaml", "setbacks.yaml", _AGREEMENTS),
    *_MAY_SAY_NOTHING,
)
_METRICS: Final = "metrics"
_FUNDERS: Final = "funders"


@dataclass(frozen=True)
class ParsedAgenda:
    """The agenda, and the log of what was learned on the way."""

    agenda: Agenda
    setbacks: tuple[Setback, ...]
    adaptations: tuple[Adaptation, ...]


def parse_agenda(files: Mapping[str, str], contracts: Mapping[str, Contract]) -> ParsedAgenda:
    """Texts by file name -> agenda.

    `files`: `.../partnership.yaml`, `goals.yaml`, `setbacks.yaml`, `agreements.yaml`,
    `publication.yaml`, `reflection.yaml`, `metrics/<id>.yaml`, `funders/<id>.yaml`; names are
    used in messages. `contracts`: by id. Raises DefinitionsBroken: with every file that is not
    YAML, or when all are, with everything wrong in what they say.
    """
    trees, problems = _read_trees(files)
    _require(problems)
    parsed = _read_all(trees, contracts, problems)
    _require(problems)
    return parsed


def parse_goals(
    text: str, file: str, agenda: Agenda, contracts: Mapping[str, Contract]
) -> tuple[Goal, ...]:
    """The goals of one text, held against an agenda. Raises DefinitionsBroken."""
    problems: list[DefinitionProblem] = []
    known = Known(
        contracts,
        tuple(outcome.id for outcome in agenda.outcomes),
        tuple(partner.id for partner in agenda.partnership.partners),
        agenda.metric_by_id,
    )
    goals = read_goals(_fields(file, parse_document(text, file), problems), known)
    _require(problems)
    return goals


def _require(problems: list[DefinitionProblem]) -> None:
    if problems:
        raise DefinitionsBroken(problems)


def _read_trees(files: Mapping[str, str]) -> tuple[dict[str, Table], list[DefinitionProblem]]:
    trees: dict[str, Table] = {}
    problems: list[DefinitionProblem] = []
    if not any(PurePosixPath(file).name == "partnership.yaml" for file in files):
        message = "The agenda has no partnership.yaml."
        problems.append(DefinitionProblem("partnership.yaml", 1, "missing_file", message))
    for file, text in files.items():
        if not _is_one_of_many(file) and PurePosixPath(file).name not in _FILES:
            problems.append(_unknown_file(file))
            continue
        if PurePosixPath(file).name in _MAY_SAY_NOTHING and _says_nothing(text):
            continue
        try:
            trees[file] = parse_document(text, file)
        except DefinitionsBroken as broken:
            problems += broken.problems
    return trees, problems


def _says_nothing(text: str) -> bool:
    """Whether all lines are blank or comments: nothing leaves by it, nothing is asked by it."""
    lines = (line.strip() for line in text.splitlines())
    return all(not line or line.startswith("#") for line in lines)


def _unknown_file(file: str) -> DefinitionProblem:
    name = PurePosixPath(file).name
    guess = did_you_mean(name, _FILES)
    message = f"Nothing reads this file.{guess} Metrics go into metrics/, funders into funders/."
    return DefinitionProblem(file, 1, "unknown_file", message)


def _is_metric(file: str) -> bool:
    return PurePosixPath(file).parent.name == _METRICS


def _is_funder(file: str) -> bool:
    return PurePosixPath(file).parent.name == _FUNDERS


def _is_one_of_many(file: str) -> bool:
    return _is_metric(file) or _is_funder(file)


def _read_all(
    trees: Mapping[str, Table],
    contracts: Mapping[str, Contract],
    problems: list[DefinitionProblem],
) -> ParsedAgenda:
    """First the files that others refer to."""
    top = _named(trees, "partnership.yaml", problems)
    known = Known(contracts, ids_listed(top.table, "outcomes"), ids_listed(top.table, "partners"))
    metric_files = [_fields(file, trees[file], problems) for file in trees if _is_metric(file)]
    metrics = tuple(read_metric(fields, known) for fields in metric_files)
    known = replace(known, metrics={metric.id: metric for metric in metrics})
    partnership, outcomes = read_partnership(top, known)
    goals = read_goals(_named(trees, "goals.yaml", problems), known)
    setbacks, adaptations = read_setbacks(_named(trees, "setbacks.yaml", problems), known)
    agreements = read_agreements(
        _named(trees, _AGREEMENTS, problems), known, partnership if _has_agreements(trees) else None
    )
    plans = read_publication(_named(trees, _PUBLICATION, problems), known, goals, agreements)
    asked = read_reflection(_named(trees, _REFLECTION, problems))
    funder_files = [_fields(file, trees[file], problems) for file in trees if _is_funder(file)]
    funders = tuple(read_funder(fields, known, plans) for fields in funder_files)
    agenda = Agenda(partnership, outcomes, goals, metrics, agreements, plans, asked, funders)
    return ParsedAgenda(agenda, setbacks, adaptations)


def _has_agreements(trees: Mapping[str, Table]) -> bool:
    return any(PurePosixPath(file).name == _AGREEMENTS for file in trees)


def _named(trees: Mapping[str, Table], name: str, problems: list[DefinitionProblem]) -> Fields:
    """The file of this name; an empty one where an agenda may do without."""
    file = next((file for file in trees if PurePosixPath(file).name == name), name)
    return _fields(file, trees.get(file, Table(1, {}, {})), problems)


def _fields(file: str, tree: Table, problems: list[DefinitionProblem]) -> Fields:
    notebook = Notebook(file)
    notebook.problems = problems
    return Fields(tree, notebook, f"The file {PurePosixPath(file).name}")
