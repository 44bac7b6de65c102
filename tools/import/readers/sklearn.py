# SPDX-License-Identifier: MIT
"""scikit-learn's models: pickles, and the files of joblib, compressed or not."""
import io

import numpy

import pickled_arrays
from compressed_file import contents
from operations import Activation, Dense, Source
from pickled_values import Instance, shown
from refusal import Refused
from sklearn_scalers import SCALERS, is_identity_function, is_sklearn, numbers_of, scaler_of

MOST_ESTIMATORS = 1000
# Names that begin so are inert: they carry their attributes and do nothing.
INERT_PACKAGES = ("sklearn", "numpy.random", "scipy")
ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "hyperbolic_tangent", "relu": "relu",
               "softmax": "softmax"}
SEARCHES = ("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV")
ENDINGS = (".pkl", ".pickle", ".joblib", ".p", ".sav")


def recognizes(path, start):
    """A pickle of protocol 2 or later says what it is; others are known by their names."""
    if start[:4] == b"PK\3\4":
        return False
    if start[:1] == b"\x80" and start[1:2] and start[1] <= 5:
        # PyTorch before 1.6 wrote pickles too: of a number that says so.
        return b"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19" not in start[:32]
    names = [name.lower() for name in path.suffixes]
    return any(name in ENDINGS for name in names)


def read(path, options):
    top = pickled_arrays.load(io.BytesIO(contents(path)), INERT_PACKAGES, {})
    model = only_estimator(top)
    reading = Reading()
    features = reading.read_estimator(model, "")
    return reading.source(features)


def only_estimator(top):
    """The model of a file that holds it in a dictionary or list, beside other things."""
    if isinstance(top, Instance):
        return top
    parts = list(top.values()) if isinstance(top, dict) else list(top) if isinstance(top, (list, tuple)) else []
    models = [part for part in parts if isinstance(part, Instance) and part.class_name.startswith("sklearn.")]
    if len(models) != 1:
        raise Refused(f"the file holds {len(models)} scikit-learn models in a {type(top).__name__}: write the one model"
                      if parts else f"the file holds a {type(top).__name__} and no model")
    return models[0]


def called(model, name):
    """How a sentence names an estimator: by its step in the pipeline if it has one."""
    return f"{model.short_name} '{shown(name)}'" if name else model.short_name


def texts_of(value):
    """An array of texts, numbers or booleans as texts. None where it is none of these."""
    if not isinstance(value, pickled_arrays.Array) or len(value.shape) != 1:
        return None
    elements = value.values()
    elements = elements if isinstance(elements, list) else elements.tolist()
    if not all(isinstance(element, (str, bytes, int, float)) for element in elements):
        return None
    return [element.decode("latin-1") if isinstance(element, bytes) else str(element) for element in elements]


class Reading:
    """What has been found so far, from the features to the outputs."""

    def __init__(self):
        self.operations = []
        self.remarks = []
        self.features = None
        self.feature_names = None
        self.class_names = None
        self.is_multilabel = False
        self.number = "float64"
        self.seen = 0

    def source(self, features):
        return Source("scikit-learn", features, self.operations, self.number, self.feature_names, self.class_names,
                      self.is_multilabel, self.remarks)

    def note_features(self, model):
        """Whatever comes first in the file knows the features."""
        # Estimators of a file may hold each other in circles.
        self.seen += 1
        if self.seen > MOST_ESTIMATORS:
            raise Refused(f"the model is made of more than {MOST_ESTIMATORS} estimators")
        if self.feature_names is None and not self.operations:
            self.feature_names = texts_of(model.state.get("feature_names_in_"))
        if self.features is None:
            count = model.state.get("n_features_in_")
            self.features = count if isinstance(count, int) and count > 0 else None

    def read_estimator(self, model, name):
        """Appends what the estimator does. The count of features."""
        # Nesting is the file's, so that it is followed without recursion as far as it goes in one line.
        targets = []
        while True:
            if not isinstance(model, Instance) or not model.class_name.startswith("sklearn."):
                raise Refused("the file holds "
                              + (shown(model.class_name) if isinstance(model, Instance) else "something")
                              + ", which is no scikit-learn model")
            self.note_features(model)
            if is_sklearn(model, "Pipeline"):
                model, name = self.read_pipeline(model)
            elif is_sklearn(model, *SEARCHES):
                if "best_estimator_" not in model.state:
                    raise Refused(f"{called(model, name)} has no best_estimator_: it has not been trained, or not "
                                  "refitted")
                self.remarks.append(f"{called(model, name)} is its best_estimator_.")
                model = model.state["best_estimator_"]
            elif is_sklearn(model, "TransformedTargetRegressor"):
                if "regressor_" not in model.state:
                    raise Refused(f"{called(model, name)} has no regressor_: it has not been trained")
                targets.append((model, name))
                model = model.state["regressor_"]
            else:
                break
        self.read_network(model, name)
        for model, name in reversed(targets):
            self.read_target_transformer(model.state.get("transformer_"), called(model, name))
        return self.features or self.operations_features()

    def operations_features(self):
        first = self.operations[0]
        if isinstance(first, Dense):
            return first.weights.shape[0]
        return next(len(part) for part in (first.subtract, first.multiply, first.add) if part is not None)

    def steps_of(self, pipeline):
        steps = pipeline.state.get("steps")
        if not isinstance(steps, list) or not steps or not all(
                isinstance(step, tuple) and len(step) == 2 and isinstance(step[0], str) for step in steps):
            raise Refused("the Pipeline has no list of steps")
        return steps

    def read_pipeline(self, pipeline):
        """Appends all steps but the last one, which it returns, with its name."""
        *before, (last_name, last) = self.steps_of(pipeline)
        for name, step in before:
            self.read_step(step, name)
        return last, last_name

    def read_step(self, step, name):
        todo = [(step, name)]
        while todo:
            step, name = todo.pop()
            if len(todo) > MOST_ESTIMATORS:
                raise Refused(f"the model is made of more than {MOST_ESTIMATORS} estimators")
            if step is None or step == "passthrough":
                self.remarks.append(f"Step '{shown(name)}' passes everything through and is left out.")
                continue
            if not isinstance(step, Instance):
                raise Refused(f"step '{shown(name)}' of the Pipeline is no scikit-learn estimator")
            self.note_features(step)
            if is_sklearn(step, "Pipeline"):
                todo += [(inner, inner_name) for inner_name, inner in reversed(self.steps_of(step))]
                continue
            if is_identity_function(step):
                self.remarks.append(f"{called(step, name)} changes nothing and is left out.")
                continue
            scaler = scaler_of(step, called(step, name))
            if is_sklearn(step, "MinMaxScaler") and step.state.get("clip") is True:
                raise Refused(f"{called(step, name)} clips features (clip=True), which is not carried over")
            if scaler is not None:
                self.operations.append(scaler.forwards(shown(name) or step.short_name))

    def read_target_transformer(self, transformer, whose):
        """transformer_ has made the targets that the network learned, so that its outputs go backwards through it."""
        steps = [("transformer_", transformer)]
        if is_sklearn(transformer, "Pipeline"):
            steps = self.steps_of(transformer)
        for name, step in reversed(steps):
            if step is None or step == "passthrough" or is_identity_function(step):
                continue
            if is_sklearn(step, "FunctionTransformer"):
                raise Refused(f"the targets of {whose} are transformed by a function, which is not carried over")
            # Cutting off is for the way forwards only.
            scaler = scaler_of(step, f"the transformer of {whose}") if isinstance(step, Instance) else None
            if scaler is None:
                if isinstance(step, Instance) and step.short_name in SCALERS:
                    continue
                raise Refused(f"{whose} has no transformer_: it has not been trained")
            self.operations.append(scaler.backwards(f"{whose}'s {step.short_name}"))

    def read_network(self, model, name):
        whose = called(model, name)
        if not is_sklearn(model, "MLPClassifier", "MLPRegressor"):
            raise Refused(f"{whose} is no multilayer perceptron of scikit-learn (MLPClassifier, MLPRegressor)")
        state = model.state
        weights, biases = state.get("coefs_"), state.get("intercepts_")
        if not isinstance(weights, list) or not isinstance(biases, list) or not weights:
            raise Refused(f"{whose} has no coefs_: it has not been trained")
        layers = state.get("n_layers_", len(weights) + 1)
        if len(weights) != len(biases) or layers != len(weights) + 1:
            raise Refused(f"{whose} has {len(weights)} arrays of weights and {len(biases)} of biases for "
                          f"{layers if isinstance(layers, int) else '?'} layers")
        for at, (weight, bias) in enumerate(zip(weights, biases)):
            weight = numbers_of(weight, whose, f"coefs_[{at}]", 2)
            bias = numbers_of(bias, whose, f"intercepts_[{at}]", 1)
            if at == 0:
                self.number = {2: "float16", 4: "float32"}.get(weight.dtype.itemsize, "float64")
            self.operations.append(Dense(f"layer {at + 1}", weight.astype(numpy.float64), bias.astype(numpy.float64)))
            is_last = at + 1 == len(weights)
            function = state.get("out_activation_" if is_last else "activation")
            if not isinstance(function, str) or function not in ACTIVATIONS:
                kind = type(function).__name__
                which = f"'{shown(function)}'" if isinstance(function, str) else f"of the type {kind}"
                raise Refused(f"layer {at + 1} of {whose} has the activation {which}, which is not carried over")
            self.operations.append(Activation(f"layer {at + 1}", ACTIVATIONS[function]))
        if is_sklearn(model, "MLPClassifier"):
            self.read_classes(model, whose)

    def read_classes(self, model, whose):
        outputs = self.operations[-2].weights.shape[1]
        binarizer = model.state.get("_label_binarizer")
        kind = binarizer.state.get("y_type_") if isinstance(binarizer, Instance) else None
        names = texts_of(model.state.get("classes_"))
        self.is_multilabel = isinstance(kind, str) and kind.startswith("multilabel")
        if not self.is_multilabel and kind is None and self.operations[-1].function == "sigmoid":
            self.is_multilabel = outputs > 1
        expected = 2 if outputs == 1 and not self.is_multilabel else outputs
        if names is not None and len(names) != expected:
            raise Refused(f"{whose} has {len(names)} classes and {outputs} outputs")
        self.class_names = None if self.is_multilabel and outputs == 1 else names
