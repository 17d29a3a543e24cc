"""The desk the pages ask, opened once for the whole server; charts kept as what they draw."""

import importlib
import os
from collections.abc import Callable
from typing import Any

import altair as alt
import streamlit as st
from streamlit.dataframe_util import convert_anything_to_arrow_bytes

from shared_metrics.desk import Desk, open_desk
from shared_metrics.settings import load_settings

PREFIX = "SHARED_METRICS_"
Chart = alt.LayerChart | alt.FacetChart | alt.Chart


def the_desk() -> Desk:
    """The desk of the home the environment names; opened on first use."""
    return _open(tuple(sorted(item for item in os.environ.items() if item[0].startswith(PREFIX))))


@st.cache_resource(show_spinner=False)
def _open(environment: tuple[tuple[str, str], ...]) -> Desk:
    del environment  # read again by load_settings; here it tells two homes apart
    return open_desk(load_settings())


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
    state = (folder, revision, desk.today().isoformat(), str(desk.known_on))
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
