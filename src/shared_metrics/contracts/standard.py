"""Whether a document is ODCS 3.2: the standard's own JSON Schema, then its pydantic model.

The schema comes first because the model drops unknown nested keys without a word.
"""

import json
import re
from collections.abc import Iterator
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
}


def note_departures(tree: Table, notebook: Notebook) -> None:
    """Note everything in which the document is not ODCS 3.2."""
    document = plain(tree)
    for departure in _validator().iter_errors(document):
        for path, rule, message in _in_plain_words(departure):
            notebook.add(line_at(tree, path), rule, message)
    if not notebook.problems:
        _note_model_departures(document, tree, notebook)


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


_Said = tuple[tuple[str | int, ...], str, str]


def _in_plain_words(departure: "ValidationError") -> Iterator[_Said]:
    """Each departure as path, rule and sentence."""
    path = tuple(departure.absolute_path)
    match departure.validator:
        case "additionalProperties" | "unevaluatedProperties":
            for name in _NAMES.findall(departure.message.split("(")[-1]):
                guess = did_you_mean(name, _known_keys(path))
                message = f"{_where(path)} has no key “{name}” in the standard.{guess}"
                yield (*path, name), "unknown_key", message
        case "required":
            name = _needed(departure)
            yield path, "missing_key", f"{_where(path)} needs “{name}”."
        case "enum":
            allowed = [str(value) for value in cast("list[object]", departure.validator_value)]
            guess = did_you_mean(str(departure.instance), allowed)
            choices = ", ".join(allowed)
            yield path, "unknown_value", f"{_where(path)} is one of: {choices}.{guess}"
        case "type":
            message = f"{_where(path)} must be of type {departure.validator_value}."
            yield path, "wrong_kind", message
        case _:
            yield path, "odcs_schema", f"{_where(path)}: {departure.message[:200]}."


def _needed(departure: "ValidationError") -> str:
    """The key that is missing; the schema takes a column without a type for a map."""
    name = _NAMES.findall(departure.message)[0]
    instance = departure.instance
    untyped = isinstance(instance, dict) and "logicalType" not in instance
    return "logicalType" if name == "map" and untyped else name


def _where(path: tuple[str | int, ...]) -> str:
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
