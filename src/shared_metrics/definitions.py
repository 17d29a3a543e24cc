"""The definitions folder: `*.odcs.yaml` contracts and `agenda/`, read from disk as one whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from shared_metrics.agenda import AGENDA_RULES, Agenda, Goal, Metric, Partner, Person, parse_agenda
from shared_metrics.agenda.funders import Funder
from shared_metrics.contracts import LINT_RULES, Contract, parse_contract
from shared_metrics.documents import did_you_mean
from shared_metrics.errors import CallersMistake, DefinitionProblem, DefinitionsBroken
from shared_metrics.learning import Adaptation, Setback

DEFINITION_RULES: Final[Mapping[str, str]] = {
    **LINT_RULES,
    **AGENDA_RULES,
    "synonym_partner": "A synonym's source is the partner whose files use it.",
}
"""Every rule `lint` can name -> what holds in sound definitions."""
CONTRACT_SUFFIX: Final = ".odcs.yaml"
AGENDA_FOLDER: Final = "agenda"
MAX_FILE_BYTES: Final = 1_000_000
Found = TypeVar("Found")


@dataclass(frozen=True)
class Definitions:
    """Everything a partnership has agreed on, as one folder says it."""

    folder: Path
    agenda: Agenda
    contracts: Mapping[str, Contract]
    setbacks: tuple[Setback, ...]
    adaptations: tuple[Adaptation, ...]
    goals_text: str = ""  # goals.yaml as it was read

    @property
    def goals_file(self) -> Path:
        """Where the goals stand."""
        return goals_file(self.folder)

    def contract(self, contract_id: str) -> Contract:
        """A contract by id. Raises CallersMistake, with the nearest id."""
        return _find(self.contracts, contract_id, "contract")

    def metric(self, metric_id: str) -> Metric:
        """A metric by id. Raises CallersMistake, with the nearest id."""
        return _find(self.agenda.metric_by_id, metric_id, "metric")

    def goal(self, goal_id: str) -> Goal:
        """A goal by id. Raises CallersMistake, with the nearest id."""
        return _find(self.agenda.goal_by_id, goal_id, "goal")

    def partner(self, partner_id: str) -> Partner:
        """A partner by id. Raises CallersMistake, with the nearest id."""
        return _find(self.agenda.partnership.partner_by_id, partner_id, "partner")

    def funder(self, funder_id: str) -> Funder:
        """A funder by id. Raises CallersMistake, with the nearest id."""
        return _find({one.id: one for one in self.agenda.funders}, funder_id, "funder")

    def person(self, email: str) -> Person:
        """A person by email, in any case. Raises CallersMistake; other addresses stay unsaid."""
        person = self.agenda.partnership.person_by_email.get(email.strip().lower())
        if person is None:
            raise CallersMistake(
                "unknown_person",
                f"Nobody here has the address “{email}”.",
                "People are listed in agenda/partnership.yaml.",
            )
        return person

    @cached_property
    def contracts_of(self) -> Mapping[str, tuple[Contract, ...]]:
        """The contracts each partner reports under, by partner id."""
        return {
            partner.id: tuple(self.contracts[report.contract] for report in partner.reports)
            for partner in self.agenda.partnership.partners
        }


def _find(known: Mapping[str, Found], word: str, what: str) -> Found:
    if word not in known:
        listed = ", ".join(sorted(known)) or "none"
        hint = did_you_mean(word, known).strip() or f"There are: {listed}."
        raise CallersMistake(f"unknown_{what}", f"There is no {what} “{word}”.", hint)
    return known[word]


def goals_file(folder: Path) -> Path:
    """Where the goals of a definitions folder stand."""
    return folder / AGENDA_FOLDER / "goals.yaml"


def load_definitions(folder: Path, *, goals_text: str | None = None) -> Definitions:
    """Read the folder whole; perhaps as it would be with another text of goals.yaml.

    Raises DefinitionsBroken with every problem of the contracts or, when they are sound, of
    the agenda; CallersMistake when there is no such folder.
    """
    if not folder.is_dir():
        raise CallersMistake(
            "no_definitions",
            f"There is no definitions folder “{folder}”.",
            "Give it with --definitions, or make one with `shared-metrics init`.",
        )
    contracts = _load_contracts(folder)
    files = sorted((folder / AGENDA_FOLDER).rglob("*.y*ml"))
    texts, goals = _texts(files), str(goals_file(folder))
    if goals_text is not None:
        texts[goals] = goals_text
    parsed = parse_agenda(texts, contracts)
    _require(_unknown_synonym_partners(parsed.agenda, contracts))
    learned = (parsed.setbacks, parsed.adaptations)
    return Definitions(folder, parsed.agenda, contracts, *learned, texts.get(goals, ""))


def _unknown_synonym_partners(
    agenda: Agenda, contracts: Mapping[str, Contract]
) -> list[DefinitionProblem]:
    """A synonym's `source` is the id of a partner; only its files use that header."""
    known = agenda.partnership.partner_by_id.keys() | {agenda.partnership.backbone}
    problems: list[DefinitionProblem] = []
    for contract in contracts.values():
        for column in contract.columns:
            for name in sorted({s.partner or "" for s in column.synonyms} - known - {""}):
                guess = did_you_mean(name, known)
                message = f"“{column.name}” has a synonym of “{name}”, who is no partner.{guess}"
                problems.append(
                    DefinitionProblem(contract.file, column.line, "synonym_partner", message)
                )
    return problems


def _require(problems: list[DefinitionProblem]) -> None:
    if problems:
        raise DefinitionsBroken(problems)


def lint(path: Path) -> list[DefinitionProblem]:
    """Every problem of a definitions folder or of one file of it, by file and line.

    A file of the agenda is read together with all it refers to: when another file keeps it
    from being read, the problems of that one are told.
    """
    if path.is_dir():
        return _problems_of_folder(path)
    if path.name.endswith(CONTRACT_SUFFIX):
        return _problems_of_contract(path)
    folder = next((p.parent for p in path.parents if p.name == AGENDA_FOLDER), path.parent)
    problems = _problems_of_folder(folder)
    return [p for p in problems if Path(p.file) == path] or list(filter(_keeps_others, problems))


def _keeps_others(problem: DefinitionProblem) -> bool:
    """Whether a problem is of a kind that keeps other files from being read."""
    return problem.file.endswith(CONTRACT_SUFFIX) or problem.rule.startswith("yaml_")


def _problems_of_folder(folder: Path) -> list[DefinitionProblem]:
    try:
        load_definitions(folder)
    except DefinitionsBroken as broken:
        return list(broken.problems)
    return []


def _problems_of_contract(file: Path) -> list[DefinitionProblem]:
    try:
        _load_contract(file)
    except DefinitionsBroken as broken:
        return list(broken.problems)
    return []


def _load_contracts(folder: Path) -> dict[str, Contract]:
    contracts: dict[str, Contract] = {}
    problems: list[DefinitionProblem] = []
    for file in sorted(folder.glob("*.y*ml")):
        try:
            contract = _load_contract(file)
            contracts[contract.id] = contract
        except DefinitionsBroken as broken:
            problems += broken.problems
    _require(problems)
    return contracts


def _load_contract(file: Path) -> Contract:
    if not file.name.endswith(CONTRACT_SUFFIX):
        message = f"A contract's file is named <id>{CONTRACT_SUFFIX}; nothing reads this one."
        raise DefinitionsBroken([DefinitionProblem(str(file), 1, "unknown_file", message)])
    return parse_contract(read_text(file), str(file))


def _texts(files: list[Path]) -> dict[str, str]:
    texts: dict[str, str] = {}
    problems: list[DefinitionProblem] = []
    for file in files:
        try:
            texts[str(file)] = read_text(file)
        except DefinitionsBroken as broken:
            problems += broken.problems
    _require(problems)
    return texts


def read_text(file: Path) -> str:
    """The text of one definitions file. Raises DefinitionsBroken."""
    if file.stat().st_size > MAX_FILE_BYTES:
        message = f"The file is larger than {MAX_FILE_BYTES:,} bytes."
        raise DefinitionsBroken([DefinitionProblem(str(file), 1, "yaml_syntax", message)])
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        message = "The file is not UTF-8 text here. Save it as UTF-8."
        problem = DefinitionProblem(str(file), line, "yaml_syntax", message)
        raise DefinitionsBroken([problem]) from broken
