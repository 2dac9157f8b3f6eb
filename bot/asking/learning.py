"""Weights learned from a book's own phrases: which features tell a section from those that lie close to it.

A section's summed phrases alone cannot know that "change" tells two sections apart and "card" does not. A linear
softmax classifier over the phrases can. It is fitted through the likeness of the phrases to each other (its dual), by
a fixed number of accelerated gradient steps from zero, so that the same book always gives the same weights.
"""

from collections.abc import Mapping

import numpy as np

from bot.asking.postings import Ids, Postings, Weights

MOST_WORK = 600_000_000
"""Squared phrases times sections; a book above this takes too long to learn, and is ranked by summed phrases alone."""
STEPS = 100
POWERS = 30
"""Steps in which the largest eigenvalue is found."""
DECAY = 0.003
"""How strongly weights are drawn to zero."""
BLOCK = 1024
"""Features that are unfolded into a matrix at once."""


def can_learn(phrase_count: int, section_count: int) -> bool:
    """Whether there is something to tell apart, in reasonable time."""
    return section_count > 1 and phrase_count**2 * section_count <= MOST_WORK


def learned(
    phrases: Mapping[str, Postings], shares: Mapping[str, float], section_of_phrase: Ids, section_count: int
) -> dict[str, Weights]:
    """For each kind a matrix of features and sections, from the phrases' vectors of length 1 of each kind.

    A phrase of the section itself scores about 1, one that tells nothing about 0.
    """
    count = len(section_of_phrase)
    likeness = sum(
        (share * _likeness(phrases[kind], count) for kind, share in shares.items()),
        np.zeros((count, count), np.float32),
    )
    parts = _fitted(likeness, section_of_phrase, section_count)
    own = (likeness @ parts)[np.arange(count), section_of_phrase]
    parts /= max(float(np.median(own)), 1.0)
    return {kind: share * _by_feature(phrases[kind], parts) for kind, share in shares.items()}


def _likeness(vectors: Postings, count: int) -> Weights:
    """Each phrase's cosine with each."""
    shared = vectors.only(vectors.counts > 1)
    total = np.zeros((count, count), np.float32)
    for first in range(0, len(shared.counts), BLOCK):
        block = shared.block(first, first + BLOCK, count)
        total += block.T @ block
    np.fill_diagonal(total, np.bincount(vectors.owners, minlength=count) > 0)
    return total


def _fitted(likeness: Weights, section_of_phrase: Ids, section_count: int) -> Weights:
    """How much each phrase speaks for each section."""
    count = len(section_of_phrase)
    right = np.zeros((count, section_count), np.float32)
    right[np.arange(count), section_of_phrase] = 1.0
    # The softmax bends at most by a half: with longer steps than by half the largest eigenvalue it could diverge.
    rate = np.float32(1 / (_largest_eigenvalue(likeness) / 2 + DECAY))
    parts, ahead = np.zeros_like(right), np.zeros_like(right)
    for step in range(STEPS):
        chances = likeness @ ahead
        chances -= chances.max(axis=1, keepdims=True)
        np.exp(chances, out=chances)
        chances /= chances.sum(axis=1, keepdims=True)
        before, parts = parts, ahead + rate * (right - chances - DECAY * ahead)
        ahead = parts + np.float32(step / (step + 3)) * (parts - before)
    return parts


def _largest_eigenvalue(likeness: Weights) -> float:
    direction = np.ones(len(likeness), np.float32)
    for _ in range(POWERS):
        direction = likeness @ direction
        direction /= np.linalg.norm(direction)
    return float(np.linalg.norm(likeness @ direction))


def _by_feature(vectors: Postings, parts: Weights) -> Weights:
    count = len(vectors.counts)
    weights = np.zeros((count, parts.shape[1]), np.float32)
    for first in range(0, count, BLOCK):
        weights[first : first + BLOCK] = vectors.block(first, first + BLOCK, len(parts)) @ parts
    return weights
