# SPDX-License-Identifier: MIT
"""How far outputs are from others: the figures of the proof."""
from dataclasses import dataclass

import numpy

# Of the largest output, within which outputs agree.
BOUNDS = {"float": 2e-6, "double": 1e-13}


@dataclass(frozen=True)
class Comparison:
    by: str                   # what has computed the others, for people
    largest: float            # difference
    mean: float
    largest_output: float     # of the others, without its sign
    worst_sample: int
    worst_output: int
    ours: float               # there
    theirs: float
    labels_that_differ: list[int] | None    # samples; None where outputs are no classes

    @property
    def relative(self):
        """The largest difference as a part of the largest output."""
        return self.largest / self.largest_output if self.largest_output else self.largest


def labels_of(y, threshold=0.5):
    """The class of each sample: of one output, whether it is above the threshold."""
    return (y[:, 0] > threshold).astype(int) if y.shape[1] == 1 else y.argmax(axis=1)


def class_threshold(source, network):
    """What labels_of() wants to know of a classifier with one output. None for what gives no classes: where several
    apply, or none is named."""
    last = network.layers[-1].activation
    are_probabilities = last in ("softmax", "log_softmax") or (last == "sigmoid" and network.outputs == 1)
    if source.is_multilabel or not (source.class_names is not None or are_probabilities):
        return None
    return 0.5 if are_probabilities else 0.0    # of a logit


def compared(ours, theirs, by, threshold=None):
    """threshold: of the classes; None where there are none."""
    ours, theirs = numpy.asarray(ours, numpy.float64), numpy.asarray(theirs, numpy.float64)
    difference = numpy.abs(ours - theirs)
    difference[(ours == theirs) | (numpy.isnan(ours) & numpy.isnan(theirs))] = 0
    difference[numpy.isnan(difference)] = numpy.inf
    sample, output = map(int, numpy.unravel_index(difference.argmax(), difference.shape))
    finite = numpy.abs(theirs[numpy.isfinite(theirs)])
    differing = None
    if threshold is not None:
        differing = [int(at) for at in numpy.flatnonzero(labels_of(ours, threshold) != labels_of(theirs, threshold))]
    return Comparison(by, float(difference.max()), float(difference.mean()),
                      float(finite.max()) if finite.size else 0.0,
                      sample, output, float(ours[sample, output]), float(theirs[sample, output]), differing)
