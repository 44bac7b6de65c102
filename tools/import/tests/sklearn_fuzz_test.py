# SPDX-License-Identifier: MIT
"""scikit-learn's files with mistakes in them, and models with other things in them than scikit-learn's: Refused is all
that leaves the reader."""
import pickle
import unittest

from of_import import Case
import numpy

import mutations
import sklearn_files as files
from readers import sklearn


def models():
    """Classes of every kind that is read, and a step that is none."""
    vector = numpy.array([0.5, 1, 2])
    standard = files.StandardScaler(with_mean=True, with_std=True, mean_=vector, scale_=vector, n_features_in_=3,
                                    feature_names_in_=numpy.array(["a", "b", "c"], object))
    spread = files.MinMaxScaler(min_=-vector, scale_=vector, clip=False, feature_range=(0, 1))
    robust = files.RobustScaler(center_=vector, scale_=vector, with_centering=True, with_scaling=True)
    largest = files.MaxAbsScaler(scale_=vector)
    one = numpy.array([2.0])
    return [
        files.pipeline(standard, "passthrough", files.pipeline(robust, largest), files.regressor()),
        files.TransformedTargetRegressor(regressor_=files.pipeline(spread, files.regressor(activation="tanh")),
                                         transformer_=files.StandardScaler(with_mean=True, with_std=True, mean_=one,
                                                                           scale_=one)),
        files.GridSearchCV(best_estimator_=files.classifier(), cv=3),
        {"model": files.pipeline(files.FunctionTransformer(func=None, inverse_func=None), files.classifier(
            (3, 4, 1), "logistic", "binary", ("no", "yes"))), "score": numpy.float64(0.5)}]


ODD = [None, True, -1, 0, 1 << 70, 1e308, float("nan"), "relu", "logistic", "\n\x1b\ud800", b"\xff", [], {}, (), [[]],
       numpy.zeros((0, 3)), numpy.ones((3, 4), "f2"), numpy.array("a"), numpy.array([None, []], object),
       numpy.array([1, 2, 3], ">i8"), numpy.array([1j]), numpy.float32(3), numpy.ones((4, 3)), numpy.ones(3),
       numpy.full((3, 4), numpy.inf), numpy.array(["x", "y"]), numpy.array([[True]]), range(3), {1, 2},
       files.regressor(), files.StandardScaler(), files.pipeline()]


def changed(value, draw):
    """A copy, a part of which is something else, or is not there."""
    if isinstance(value, numpy.ndarray) or draw.random() < 0.12:
        return draw.choice(ODD)
    if isinstance(value, (list, tuple)) and value:
        at = draw.randrange(len(value))
        parts = list(value)
        parts[at:at + 1] = draw.choice([[], parts[at:at + 1] * 2]) if draw.random() < 0.1 else [changed(parts[at], draw)]
        return type(value)(parts)
    state = value if isinstance(value, dict) else getattr(value, "__dict__", None)
    if not state:
        return draw.choice(ODD)
    name = draw.choice(sorted(state))
    other = {key: part for key, part in state.items() if key != name}
    if draw.random() < 0.9:
        other[name] = changed(state[name], draw)
    return other if isinstance(value, dict) else type(value)(**other)


def drawn_models(draw):
    while True:
        model = draw.choice(models())
        for _ in range(draw.choice([1, 1, 2, 3])):
            model = changed(model, draw)
        yield files.as_joblib(model) if draw.random() < 0.2 else pickle.dumps(model, draw.randrange(6))


class Fuzz(Case):
    def setUp(self):
        self.path = self.folder() / "model.pkl"

    def read(self, data):
        self.path.write_bytes(data)
        return sklearn.read(self.path, None)

    def test_files_with_mistakes(self):
        good = [pickle.dumps(model, protocol) for model in models() for protocol in (0, 2, 4)]
        good += [files.as_joblib(model) for model in models()]
        for data in good:
            self.read(data)
        mutations.fuzz(self, self.read, mutations.drawn(good, mutations.source("scikit-learn")))

    def test_models_drawn_at_random(self):
        count, read_well = mutations.fuzz(self, self.read, drawn_models(mutations.source("models")))
        self.assertGreaterEqual(read_well, count // 200)


if __name__ == "__main__":
    unittest.main()
