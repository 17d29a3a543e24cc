"""Whether a document is ODCS 3.2: the standard's own JSON Schema, then its pydantic model.

The schema comes first because the model drops unknown nested keys without a word.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from shared_metrics.documents import Notebook, Table, did_you_mean, line_at, plain

if TYPE_CHECKING:
    from jsonschema import Draft201909Validator, ValidationError
    from pydantic import BaseModel

STANDARD_RULES: Final = {
    "odcs_schema": "The file follows the ODCS 3.2 JSON Schema.",
    "odcs_model": "The file fits the ODCS 3.2 model.",
}
_NAMES = re.compile(r"'([^']+)'")
_MODEL_OF_ITEM: Final = {
    "schema": "SchemaObject",
    "properties": "SchemaProperty",
    "quality": "DataQuality",
    "customProperties": "CustomProperty",
    "synonyms": "Synonym",
    "enum": "EnumValue",
    "description": "Description",
    "servers": "Server",
    "support": "Support",
    "roles": "Role",
    "team": "Team",
    "members": "TeamMember",
    "price": "Pricing",
    "slaProperties": "ServiceLevelAgreementProperty",
    "authoritativeDefinitions": "AuthoritativeDefinition",
}


@dataclass(frozen=True, slots=True)
class _Departure:
    """`follows`: may only be an echo of another departure in the same place."""

    path: tuple[str | int, ...]
    rule: str
    message: str
    follows: bool = False


def note_departures(tree: Table, notebook: Notebook) -> None:
    """Note everything in which the document is not ODCS 3.2."""
    document = plain(tree)
    found = [d for error in _validator().iter_errors(document) for d in _in_plain_words(error)]
    for departure in found:
        if not (departure.follows and any(_causes(other, departure) for other in found)):
            notebook.add(line_at(tree, departure.path), departure.rule, departure.message)
    if not notebook.problems:
        _note_model_departures(document, tree, notebook)


def _causes(cause: _Departure, echo: _Departure) -> bool:
    """A wrong value makes the schema call its whole mapping's keys unknown."""
    mapping = echo.path[:-1]
    return not cause.follows and cause.path[: len(mapping)] == mapping


@cache
def _validator() -> "Draft201909Validator":
    from jsonschema import Draft201909Validator

    schema = files("open_data_contract_standard").joinpath("schema.json").read_text("utf-8")
    return Draft201909Validator(json.loads(schema))


def _note_model_departures(document: object, tree: Table, notebook: Notebook) -> None:
    from open_data_contract_standard.model import (
        OpenDataContractStandard,
    )
    from pydantic import ValidationError

    try:
        OpenDataContractStandard.model_validate(document)
    except ValidationError as departures:
        for departure in departures.errors():
            path = departure["loc"]
            notebook.add(line_at(tree, path), "odcs_model", f"{_where(path)}: {departure['msg']}.")


def _in_plain_words(error: "ValidationError") -> Iterator[_Departure]:
    """What the schema says, for a person."""
    path, where = tuple(error.absolute_path), _where(error.absolute_path)
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown_keys(error, path)
        case "anyOf" | "oneOf" if error.context:
            yield from _in_plain_words(_most_telling(error))
        case "required":
            yield _Departure(path, "missing_key", f"{where} needs “{_needed(error)}”.")
        case "enum":
            allowed = [str(value) for value in cast("list[object]", error.validator_value)]
            guess = did_you_mean(str(error.instance), allowed)
            message = f"{where} is one of: {', '.join(allowed)}.{guess}"
            yield _Departure(path, "unknown_value", message)
        case "type":
            message = f"{where} must be of type {error.validator_value}."
            yield _Departure(path, "wrong_kind", message)
        case _:
            yield _Departure(path, "odcs_schema", f"{where}: {error.message[:200]}.")


def _unknown_keys(error: "ValidationError", path: tuple[str | int, ...]) -> Iterator[_Departure]:
    known, where = _known_keys(path), _where(path)
    for name in _NAMES.findall(error.message.split("(")[-1]):
        if name in known:
            message = f"“{name}” does not belong to {where} as it is."
        else:
            message = f"{where} has no key “{name}” in the standard.{did_you_mean(name, known)}"
        yield _Departure((*path, name), "unknown_key", message, follows=name in known)


def _most_telling(error: "ValidationError") -> "ValidationError":
    """Of the branches none of which fits, the one that went furthest."""
    return max(error.context or [error], key=lambda branch: len(branch.absolute_path))


def _needed(error: "ValidationError") -> str:
    """The key that is missing; the schema takes a column without a type for a map."""
    name = _NAMES.findall(error.message)[0]
    instance = error.instance
    untyped = isinstance(instance, dict) and "logicalType" not in instance
    return "logicalType" if name == "map" and untyped else name


def _where(path: Iterable[str | int]) -> str:
    words = [str(step + 1) if isinstance(step, int) else step for step in path]
    return "“" + " ".join(words) + "”" if words else "The contract"


def _known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    import open_data_contract_standard.model as odcs

    named = next((step for step in reversed(path) if isinstance(step, str)), None)
    model_name = "OpenDataContractStandard" if named is None else _MODEL_OF_ITEM.get(named, "")
    model: type[BaseModel] | None = getattr(odcs, model_name, None)
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items())
