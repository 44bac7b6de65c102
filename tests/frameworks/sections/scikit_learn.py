# SPDX-License-Identifier: MIT
"""scikit-learn's pickles and joblib's files."""
import pickle
import warnings

import joblib
import numpy
from sklearn.compose import TransformedTargetRegressor
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import (FunctionTransformer, MaxAbsScaler, MinMaxScaler, PolynomialFeatures, RobustScaler,
                                   StandardScaler)

from models import drawn

warnings.simplefilter("ignore")    # that training was short

PACKAGES = ("sklearn", "joblib")
FEATURES = 5
ACTIVATIONS = ("identity", "logistic", "tanh", "relu")
BOTH = ("float", "double")


def training(seed=1, samples=150):
    """Features of unlike sizes, one of them constant."""
    random = numpy.random.default_rng(seed)
    x = random.standard_normal((samples, FEATURES)) * [1, 20, 0.1, 3, 0] + [0, 50, -1, 2, 7]
    hidden = (x[:, 0] + (x[:, 1] - 50) / 20 * x[:, 3] / 3, x[:, 2] * 10 + 10 - x[:, 0])
    return x.astype(numpy.float32).astype(numpy.float64), numpy.array(hidden).T


def inputs(seed=2):
    x, _ = training(seed, 40)
    return x


def classes(kind):
    """Targets of a classifier."""
    _, t = training()
    three = numpy.digitize(t[:, 0], (-0.5, 0.5))
    return {"binary": (t[:, 0] > 0).astype(int), "three": three,
            "strings": numpy.array(["no", "perhaps", "yes, indeed"])[three],
            "two_strings": numpy.array(["aus", "ein"])[(t[:, 0] > 0).astype(int)],
            "booleans": t[:, 0] > 0, "floats": three * 2.0, "multilabel": (t > 0).astype(int),
            "three_labels": numpy.array([t[:, 0] > 0, t[:, 1] > 0, t[:, 0] > t[:, 1]]).T.astype(int),
            "one_label": (t[:, :1] > 0).astype(int)}[kind]


def classifier(**options):
    return MLPClassifier(**{"hidden_layer_sizes": (8, 6), "max_iter": 25, "random_state": 3, **options})


def regressor(**options):
    return MLPRegressor(**{"hidden_layer_sizes": (8, 6), "max_iter": 25, "random_state": 3, **options})


def pickled(model, protocol=pickle.DEFAULT_PROTOCOL):
    def write(path):
        with open(path, "wb") as file:
            pickle.dump(model, file, protocol)
    return write


def dumped(model, **options):
    return lambda path: joblib.dump(model, path, **options)


def add(folder, file, model, write, x=None):
    """What the fitted model makes of inputs, as y and as labels."""
    x = inputs() if x is None else x
    if hasattr(model, "classes_"):
        y = model.predict_proba(x)
        label = model.predict(x)
        y = y[:, 1:] if y.shape[1] == 2 and label.ndim == 1 else y
        folder.add(file, write, x, y, label, numbers=BOTH)
    else:
        folder.add(file, write, x, model.predict(x), numbers=BOTH)


def write_activations(folder):
    x, t = training()
    for activation in ACTIVATIONS:
        for kind in ("binary", "three", "strings", "two_strings", "booleans", "floats", "multilabel"):
            model = make_pipeline(StandardScaler(), classifier(activation=activation)).fit(x, classes(kind))
            add(folder, f"classifier_{activation}_{kind}.pkl", model, pickled(model))
        for outputs in (1, 2):
            model = make_pipeline(StandardScaler(), regressor(activation=activation))
            model.fit(x, t[:, 0] if outputs == 1 else t)
            add(folder, f"regressor_{activation}_{outputs}.joblib", model, dumped(model))


def write_options(folder):
    x, t = training()
    scaled = StandardScaler().fit_transform(x).astype(numpy.float32).astype(numpy.float64)
    fresh = drawn(FEATURES, 5)
    for name, options in {"no_hidden": {"hidden_layer_sizes": ()}, "deep": {"hidden_layer_sizes": (4,) * 9},
                          "wide": {"hidden_layer_sizes": (200,)}, "sgd": {"solver": "sgd", "learning_rate": "adaptive"},
                          "lbfgs": {"solver": "lbfgs"}, "stopping": {"early_stopping": True},
                          "random_state": {"random_state": numpy.random.RandomState(4)},
                          "no_state": {"random_state": None}, "warm": {"warm_start": True},
                          "verbatim": {"hidden_layer_sizes": 7, "alpha": 0.0, "batch_size": 20}}.items():
        numpy.random.seed(6)
        model = classifier(**options).fit(scaled, classes("three"))
        add(folder, f"option_{name}.pkl", model, pickled(model), fresh)
    model = regressor()
    model.partial_fit(scaled, t[:, 0])
    add(folder, "option_partial_fit.pkl", model, pickled(model), fresh)
    model = classifier()
    model.partial_fit(scaled, classes("strings"), classes=numpy.unique(classes("strings")))
    add(folder, "option_partial_fit_classes.pkl", model, pickled(model), fresh)
    model = classifier().fit(scaled, classes("one_label")[:, 0])
    add(folder, "option_one_label.pkl", model, pickled(model), fresh)
    single = classifier().fit(scaled.astype(numpy.float32), classes("three"))
    x32 = fresh.astype(numpy.float32)
    folder.add("option_float32.pkl", pickled(single), x32, single.predict_proba(x32), single.predict(x32))


SCALERS = {
    "standard": StandardScaler(), "standard_no_mean": StandardScaler(with_mean=False),
    "standard_no_std": StandardScaler(with_std=False),
    "standard_neither": StandardScaler(with_mean=False, with_std=False), "minmax": MinMaxScaler(),
    "minmax_range": MinMaxScaler(feature_range=(-1, 1)), "maxabs": MaxAbsScaler(), "robust": RobustScaler(),
    "robust_no_center": RobustScaler(with_centering=False), "robust_no_scale": RobustScaler(with_scaling=False),
    "robust_range": RobustScaler(quantile_range=(10, 90), unit_variance=True)}


def write_scalers(folder):
    x, t = training()
    for name, scaler in SCALERS.items():
        model = make_pipeline(scaler, classifier(activation="tanh")).fit(x, classes("three"))
        add(folder, f"scaler_{name}.pkl", model, pickled(model))
        model = TransformedTargetRegressor(make_pipeline(StandardScaler(), regressor(solver="lbfgs")),
                                           transformer=scaler).fit(x, t[:, 0] * 30 + 100)
        add(folder, f"target_{name}.pkl", model, pickled(model))
    for name, steps in {
            "passthrough": [("none", "passthrough"), ("scale", StandardScaler())],
            "identity": [("none", FunctionTransformer()), ("scale", StandardScaler())],
            "two": [("first", StandardScaler()), ("second", MinMaxScaler())],
            "nested": [("inner", make_pipeline(MaxAbsScaler(), RobustScaler()))],
            "letters": [("Größe: 'x'\n", StandardScaler())]}.items():
        model = Pipeline([*steps, ("net", classifier())]).fit(x, classes("strings"))
        add(folder, f"pipeline_{name}.pkl", model, pickled(model))
    model = make_pipeline(StandardScaler(), TransformedTargetRegressor(regressor(), transformer=StandardScaler()))
    model.fit(x, t)
    add(folder, "target_inside_pipeline.pkl", model, pickled(model))
    model = TransformedTargetRegressor(make_pipeline(StandardScaler(), regressor()),
                                       transformer=make_pipeline(StandardScaler(), MinMaxScaler())).fit(x, t[:, 0])
    add(folder, "target_pipeline.pkl", model, pickled(model))
    model = TransformedTargetRegressor(make_pipeline(StandardScaler(), regressor())).fit(x, t[:, 0])
    add(folder, "target_none.pkl", model, pickled(model))
    model = GridSearchCV(make_pipeline(StandardScaler(), regressor(max_iter=5)),
                         {"mlpregressor__alpha": [1e-4, 1e-2]}, cv=2).fit(x, t[:, 0])
    add(folder, "search.pkl", model, pickled(model))


def write_files(folder):
    """The same model in every kind of file."""
    x, _ = training()
    model = make_pipeline(StandardScaler(), classifier()).fit(x, classes("strings"))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        add(folder, f"protocol_{protocol}.pkl", model, pickled(model, protocol))
        add(folder, f"protocol_{protocol}.joblib", model, dumped(model, protocol=protocol))
    for name, compress in {"zlib_0": 0, "zlib_9": 9, "true": True, "gzip": ("gzip", 3), "bz2": ("bz2", 3),
                           "xz": ("xz", 3), "lzma": ("lzma", 3)}.items():
        add(folder, f"compress_{name}.joblib", model, dumped(model, compress=compress))
    for ending in ("gz", "bz2", "xz", "lzma", "z"):
        add(folder, f"ending.pkl.{ending}", model, dumped(model))
    add(folder, "in_dictionary.pkl", model, pickled({"date": "today", "model": model, "scores": [0.5]}))
    add(folder, "in_list.joblib", model, dumped([model, {"n": 3}]))


def write_refused(folder):
    x, t = training()
    for name, model, word in (
            ("polynomial", make_pipeline(PolynomialFeatures(), regressor()), "PolynomialFeatures"),
            ("clip", make_pipeline(MinMaxScaler(clip=True), regressor()), "clip"),
            ("function", make_pipeline(FunctionTransformer(numpy.abs), regressor()), "function"),
            ("target_function", TransformedTargetRegressor(regressor(), func=numpy.log1p, inverse_func=numpy.expm1,
                                                           check_inverse=False), "function")):
        model.fit(x, abs(t[:, 0]))
        folder.add_refused(f"refused_{name}.pkl", pickled(model), word)
    folder.add_refused("refused_untrained.pkl", pickled(regressor()), "not been trained")


def write(folder):
    write_activations(folder)
    write_options(folder)
    write_scalers(folder)
    write_files(folder)
    write_refused(folder)
