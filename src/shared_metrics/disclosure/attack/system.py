"""All releases as one system of equations over small unknown cells; any cell written in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from shared_metrics.disclosure.attack.evidence import Evidence
from shared_metrics.disclosure.attack.layers import Layer, Marks, Terms, layer_of
from shared_metrics.disclosure.attack.sums import Whole
from shared_metrics.disclosure.attack.vintages import Vintages


@dataclass(frozen=True, eq=False)
class System:
    """`equations`: each of these terms is 0. `first`: the release in which a variable comes up."""

    line: Vintages
    layers: tuple[Layer, ...]
    equations: Terms
    first: Whole

    def terms(self, variables: Whole) -> Terms:
        """Each variable as a sum of small unknown ones."""
        return _in_first_release(self.line, self.layers, self.first, variables)


def system_of(line: Vintages, evidence: Evidence) -> System:
    """Every equation between the numbers of all releases, each once."""
    layers = tuple(layer_of(line, evidence, release) for release in range(len(line.at)))
    seen = _Seen(line.variables.height)
    found = []
    for release, layer in enumerate(layers):
        fresh, changed = seen.look_at(layer, release)
        whole = ~layer.small[fresh] & layer.known[fresh]
        found.append(_known_wholes(layer, fresh[whole]))
        found.append(_known_wholes(layer, changed[layer.known[changed] & ~layer.small[changed]]))
        linked = changed[~layer.known[changed]]
        now = layer.expand(layer.cells(linked))
        found.append(now - _in_first_release(line, layers, seen.first, layer.at[linked]))
        found.append(layer.expand(layer.odd_sums(seen.fresh_odd(layer))))
    return System(line, layers, _distinct(found), seen.first)


def _known_wholes(layer: Layer, cells: Whole) -> Terms:
    parts = layer.expand(sparse.csr_array(layer.split[cells]))
    return Terms(parts.of, parts.plus - layer.value[cells])


def _in_first_release(
    line: Vintages, layers: tuple[Layer, ...], first: Whole, variables: Whole
) -> Terms:
    """Variables (known ones too), each by the sums of the release in which it first comes up."""
    cells = line.variables["cell"].to_numpy()[variables]
    of = sparse.csr_array((len(variables), line.variables.height), dtype=np.int64)
    plus = np.zeros(len(variables), dtype=np.int64)
    pieces = [of]
    for release in np.unique(first[variables]):
        here = np.flatnonzero(first[variables] == release)
        terms = layers[release].expand(layers[release].cells(cells[here]))
        plus[here] = terms.plus
        place = (np.ones(len(here), dtype=np.int64), (here, np.arange(len(here))))
        pieces.append(sparse.csr_array(place, shape=(len(variables), len(here))) @ terms.of)
    return Terms(sparse.csr_array(sum(pieces[1:], pieces[0])), plus)


def _distinct(found: list[Terms]) -> Terms:
    """All equations in one, without those that say 0 = 0 and those said before."""
    of = sparse.csr_array(sparse.vstack([terms.of for terms in found], dtype=np.int64))
    plus = np.concatenate([terms.plus for terms in found])
    of.sort_indices()
    random = np.random.default_rng(7).integers(1, 2**62, of.shape[1])
    marks = np.stack([of @ random, plus], axis=1)
    _, first = np.unique(marks, axis=0, return_index=True)
    first = np.sort(first)
    says = (np.diff(of.indptr) > 0) | (plus != 0)
    kept = first[says[first]]
    return Terms(of[kept], plus[kept])


class _Seen:
    """Which cells and odd sums came up before as the same sums of the same things."""

    def __init__(self, variables: int) -> None:
        self.first = np.full(variables, -1, dtype=np.int64)
        self.mark: Marks = np.zeros(variables, dtype=np.uint64)
        self.more: set[tuple[int, int]] = set()
        self.odd: set[tuple[int, int, int]] = set()

    def look_at(self, layer: Layer, release: int) -> tuple[Whole, Whole]:
        """The cells that come up for the first time, and those that are another sum than before."""
        cells = np.flatnonzero(layer.at >= 0)
        var = layer.at[cells]
        fresh = self.first[var] < 0
        changed = cells[~fresh & (self.mark[var] != layer.marks[cells])]
        self.first[var[fresh]] = release
        self.mark[var[fresh]] = layer.marks[cells[fresh]]
        new = [cell for cell in changed if self._is_new(layer, int(cell))]
        return cells[fresh], np.array(new, dtype=np.int64)

    def _is_new(self, layer: Layer, cell: int) -> bool:
        pair = (int(layer.at[cell]), int(layer.marks[cell]))
        is_new = pair not in self.more
        self.more.add(pair)
        return is_new

    def fresh_odd(self, layer: Layer) -> Whole:
        """The odd sums that did not come up before."""
        return np.fromiter(self._fresh_odd(layer), dtype=np.int64)

    def _fresh_odd(self, layer: Layer) -> Iterator[int]:
        totals = np.zeros(len(layer.odd.whole), dtype=np.uint64)
        np.add.at(totals, layer.odd.of, layer.marks[layer.odd.part])
        for number, whole in enumerate(layer.odd.whole):
            key = (int(layer.at[whole]), int(layer.marks[whole]), int(totals[number]))
            if key not in self.odd:
                self.odd.add(key)
                yield number
