# SPDX-License-Identifier: MIT
"""emlearn's C code out of a scikit-learn model: it and ours out of the pickle must agree."""
import contextlib
import os

import emlearn
import numpy
from sections.scikit_learn import classes, classifier, pickled, training

from models import drawn

PACKAGES = ("sklearn", "emlearn")
# emlearn writes weights, and prints probabilities, with so many decimals. The models have no more, so that both sides
# compute with the same weights; what is left of the printing is half a millionth.
DECIMALS = 6


@contextlib.contextmanager
def within(path):
    """emlearn compiles in the current folder."""
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def write(folder):
    x, _ = training()
    x = (x - x.mean(axis=0)) / numpy.maximum(x.std(axis=0), 1e-6)
    fresh = drawn(x.shape[1], 13)
    for activation in ("identity", "logistic", "tanh", "relu"):
        for kind in ("binary", "three"):
            model = classifier(activation=activation).fit(x, classes(kind))
            model.coefs_ = [weights.round(DECIMALS) for weights in model.coefs_]
            model.intercepts_ = [bias.round(DECIMALS) for bias in model.intercepts_]
            with within(folder.path):
                theirs = emlearn.convert(model, method="loadable")
                y, label = theirs.predict_proba(fresh), theirs.predict(fresh)
            folder.add(f"{activation}_{kind}.pkl", pickled(model), fresh, y[:, 1:] if kind == "binary" else y, label)
