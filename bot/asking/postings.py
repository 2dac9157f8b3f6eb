"""Which owners (sections, or phrases) have a feature, as flat arrays: small enough for books of 100,000 sections."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]
Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True)
class Entries:
    """Features as they occur: one row for each time an owner has a feature."""

    owners: Ids
    features: Ids
    weights: Weights


@dataclass(frozen=True)
class Postings:
    """For each feature its owners, in order, with weights."""

    starts: Ids
    """Where a feature's owners begin; one more at the end."""
    owners: NDArray[np.int32]
    weights: Weights

    @classmethod
    def of(cls, entries: Entries, owner_count: int, feature_count: int) -> "Postings":
        """The entries by feature and owner, those of the same two added up."""
        places = entries.features * owner_count + entries.owners
        order = np.argsort(places)
        places = places[order]
        first = np.flatnonzero(np.diff(places, prepend=-1))
        features = places[first] // owner_count
        return cls(
            starts=np.searchsorted(features, np.arange(feature_count + 1)),
            owners=(places[first] % owner_count).astype(np.int32),
            weights=np.add.reduceat(entries.weights[order], first) if len(first) else entries.weights,
        )

    @property
    def counts(self) -> Ids:
        """How many owners each feature has."""
        return np.diff(self.starts)

    def of_features(self, value_of: NDArray[Value]) -> NDArray[Value]:
        """The value of each feature, repeated for each of its owners."""
        return np.repeat(value_of, self.counts)

    def in_unit_length(self, weights: Weights, owner_count: int) -> "Postings":
        """The same with other weights, in which the features of each owner are a vector of length 1."""
        lengths = np.sqrt(np.bincount(self.owners, weights * weights, owner_count)).astype(np.float32)
        return Postings(self.starts, self.owners, weights / lengths[self.owners])

    def owners_of(self, feature: int) -> NDArray[np.int32]:
        """The owners of a feature, in order."""
        return self.owners[self.starts[feature] : self.starts[feature + 1]]

    def rarest(self, features: Ids, most: int) -> Ids:
        """The places of the features with the fewest owners, as many as have no more than `most` owners together."""
        counts = self.starts[features + 1] - self.starts[features]
        order = np.argsort(counts, kind="stable")
        return order[np.cumsum(counts[order]) <= most]

    def added(self, features: Ids, values: Weights, owner_count: int) -> NDArray[np.float64]:
        """For each owner the sum of its weights of the features, each times the feature's value."""
        spans, repeated = self._spans(features, values)
        return _summed(_joined(self.owners, spans), _joined(self.weights, spans) * repeated, owner_count)

    def present(self, features: Ids, values: Weights, owner_count: int) -> NDArray[np.float64]:
        """For each owner the sum of the values of those features that it has, whatever their weights."""
        spans, repeated = self._spans(features, values)
        return _summed(_joined(self.owners, spans), repeated, owner_count)

    def only(self, wanted: NDArray[np.bool_]) -> "Postings":
        """The same with the wanted features alone, numbered anew."""
        kept = self.of_features(wanted)
        return Postings(np.append(0, np.cumsum(self.counts[wanted])), self.owners[kept], self.weights[kept])

    def _spans(self, features: Ids, values: Weights) -> tuple[list[slice], Weights]:
        first, last = self.starts[features], self.starts[features + 1]
        spans = [slice(start, end) for start, end in zip(first.tolist(), last.tolist(), strict=True)]
        return spans, np.repeat(values, last - first)

    def block(self, first: int, last: int, owner_count: int) -> Weights:
        """The features from `first` to before `last` as a matrix of features and owners."""
        last = min(last, len(self.starts) - 1)
        span = slice(self.starts[first], self.starts[last])
        matrix = np.zeros((last - first, owner_count), np.float32)
        features = np.repeat(np.arange(last - first), self.counts[first:last])
        matrix[features, self.owners[span]] = self.weights[span]
        return matrix


def _joined(values: NDArray[Value], spans: list[slice]) -> NDArray[Value]:
    return np.concatenate([values[span] for span in spans]) if spans else values[:0]


def _summed(owners: NDArray[np.int32], weights: Weights, owner_count: int) -> NDArray[np.float64]:
    # Of nothing, bincount makes whole numbers.
    return np.bincount(owners, weights, owner_count).astype(np.float64, copy=False)
