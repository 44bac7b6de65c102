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


def labels_of(y):
    """The class of each sample: of one output, whether it is above 1/2."""
    return (y[:, 0] > 0.5).astype(int) if y.shape[1] == 1 else y.argmax(axis=1)


def gives_classes(source, network):
    """Whether the outputs of a sample name one class."""
    if source.is_multilabel:
        return False
    last = network.layers[-1].activation
    return source.class_names is not None or last in ("softmax", "log_softmax") \
        or (last == "sigmoid" and network.outputs == 1)


def compared(ours, theirs, by, are_classes):
    ours, theirs = numpy.asarray(ours, numpy.float64), numpy.asarray(theirs, numpy.float64)
    with numpy.errstate(invalid="ignore"):
        difference = numpy.abs(ours - theirs)
    difference[(ours == theirs) | (numpy.isnan(ours) & numpy.isnan(theirs))] = 0
    difference[numpy.isnan(difference)] = numpy.inf
    sample, output = map(int, numpy.unravel_index(difference.argmax(), difference.shape))
    finite = numpy.abs(theirs[numpy.isfinite(theirs)])
    differing = None
    if are_classes:
        differing = [int(at) for at in numpy.flatnonzero(labels_of(ours) != labels_of(theirs))]
    return Comparison(by, float(difference.max()), float(difference.mean()), float(finite.max()) if finite.size else 0.0,
                      sample, output, float(ours[sample, output]), float(theirs[sample, output]), differing)
