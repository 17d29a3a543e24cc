"""The desk the pages ask, opened once for the whole server; charts kept as what they draw."""

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair as alt
import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from shared_metrics.definitions import goals_file
from shared_metrics.desk import Desk, open_desk
from shared_metrics.desk.home import open_home
from shared_metrics.errors import DefinitionsBroken
from shared_metrics.settings import load_settings
from shared_metrics.web.shown_day import shown_day

PREFIX = "SHARED_METRICS_"
DESKS_KEPT = 8
Environment = tuple[tuple[str, str], ...]
Chart = alt.LayerChart | alt.FacetChart | alt.Chart


def the_desk() -> Desk:
    """The desk of the home the environment names, as it was known on the day the page shows."""
    day = shown_day()
    return desk_of_now() if day is None else desk_of_now().known_at(day)


def desk_of_now() -> Desk:
    """The same as it is known now; opened on first use."""
    environment = tuple(sorted(i for i in os.environ.items() if i[0].startswith(PREFIX)))
    return _open(environment, _written(_goals_file(environment)))


@st.cache_resource(show_spinner=False)
def _goals_file(environment: Environment) -> Path:
    del environment  # as below
    return goals_file(open_home(load_settings()).definitions)


def _written(file: Path) -> tuple[int, ...]:
    """Tells one state of a file from another, cheaply."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


@st.cache_resource(show_spinner=False, max_entries=DESKS_KEPT)
def _open(environment: Environment, goals_written: tuple[int, ...]) -> Desk:
    """Opened anew when goals were changed; while the new text is not sound, the last that was."""
    del goals_written  # both are read again; here they tell two homes, two agendas apart
    last = _last_sound(environment)
    try:
        desk = open_desk(load_settings())
    except DefinitionsBroken:
        if not last:
            raise
        return last[0]
    last[:] = [desk]
    return desk


@st.cache_resource(show_spinner=False)
def _last_sound(environment: Environment) -> list[Desk]:
    del environment
    return []


def chart_spec(
    name: str, make: Callable[[], Chart], *key: str, desk: Desk | None = None
) -> dict[str, object]:
    """A chart as its Vega-Lite text, built once per revision of the ledger and day.

    `name` and `key` tell one chart from another; building and validating one costs tens of
    milliseconds, reading it back less than one. `desk`: whose figures these are, where they may be
    those of an earlier day; what was known then is another chart than what is known now.
    """
    desk = desk or the_desk()
    folder, revision = str(desk.home.folder), str(desk.ledger.revision())
    agreed = str(hash(desk.definitions.goals_text))
    state = (folder, revision, agreed, desk.today().isoformat(), str(desk.known_on))
    return _chart_spec((name, *key), state, make)


@st.cache_data(show_spinner=False, max_entries=400)
def _chart_spec(
    name: tuple[str, ...], state: tuple[str, ...], _make: Callable[[], Chart]
) -> dict[str, object]:
    del name, state  # what tells one entry from another
    # Altair looks whether pandas is loaded; while another thread loads it, half of it is there.
    importlib.import_module("pandas")
    spec: dict[str, Any] = _make().to_dict(validate=False)
    if "facet" in spec:  # its marks have no words of their own; the chart's text and table do
        spec["config"].setdefault("mark", {})["aria"] = False
    # Streamlit sends a chart's rows as Arrow and would turn them into it on every run.
    rows = spec.get("datasets", {})
    return spec | {"datasets": {k: convert_anything_to_arrow_bytes(v) for k, v in rows.items()}}
