"""emlearn's C code out of a scikit-learn model: it and ours out of the pickle must agree."""
import emlearn
import numpy
from sections.scikit_learn import classes, classifier, pickled, training

from models import drawn

PACKAGES = ("sklearn", "emlearn")


def write(folder):
    x, _ = training()
    x = (x - x.mean(axis=0)) / numpy.maximum(x.std(axis=0), 1e-6)
    fresh = drawn(x.shape[1], 13)
    for activation in ("identity", "logistic", "tanh", "relu"):
        for kind in ("binary", "three"):
            model = classifier(activation=activation).fit(x, classes(kind))
            theirs = emlearn.convert(model, method="inline")
            y = theirs.predict_proba(fresh)
            folder.add(f"{activation}_{kind}.pkl", pickled(model), fresh, y[:, 1:] if kind == "binary" else y,
                       theirs.predict(fresh))
