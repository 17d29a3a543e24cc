"""Where things stand in a YAML text, so that one place can be changed and no other sign."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml


@dataclass(frozen=True, slots=True)
class Span:
    """A value from its first sign to behind its last; `flow`: written in brackets or braces.

    `keys`: of a mapping, where each key begins and its value; `items`: of a list.
    """

    start: int
    end: int
    flow: bool = False
    keys: Mapping[str, tuple[int, "Span"]] = field(default_factory=dict)
    items: tuple["Span", ...] = ()


def spans_of(text: str) -> Span | None:
    """Where everything of a text stands that `parse_document` has read; None: nothing in it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = (e for e in yaml.parse(text, Loader=loader) if isinstance(e, _TOLD))
    first = next(events, None)
    return None if first is None else _span(first, events, text)


_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_TOLD = (yaml.NodeEvent, *_ENDS)


def _span(event: yaml.Event, events: Iterator[yaml.Event], text: str) -> Span:
    start, flow = _index(event.start_mark), bool(getattr(event, "flow_style", None))
    if isinstance(event, yaml.SequenceStartEvent):
        items, end = _items(events, text)
        last = items[-1].end if items else end
        return Span(start, end if flow else last, flow, items=items)
    if isinstance(event, yaml.MappingStartEvent):
        keys, end = _keys(events, text)
        last = max((value.end for _, value in keys.values()), default=end)
        return Span(start, end if flow else last, flow, keys)
    end = _index(event.end_mark)
    return Span(start, start + len(text[start:end].rstrip()))


def _items(events: Iterator[yaml.Event], text: str) -> tuple[tuple[Span, ...], int]:
    items: list[Span] = []
    for event in events:
        if isinstance(event, _ENDS):
            return tuple(items), _index(event.end_mark)
        items.append(_span(event, events, text))
    return tuple(items), len(text)


def _keys(events: Iterator[yaml.Event], text: str) -> tuple[dict[str, tuple[int, Span]], int]:
    keys: dict[str, tuple[int, Span]] = {}
    for event in events:
        if isinstance(event, _ENDS):
            return keys, _index(event.end_mark)
        key = getattr(event, "value", "")
        keys[key] = (_index(event.start_mark), _span(next(events), events, text))
    return keys, len(text)


def _index(mark: object) -> int:
    return int(getattr(mark, "index", 0))
