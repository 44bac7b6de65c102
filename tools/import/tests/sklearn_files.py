# SPDX-License-Identifier: MIT
"""Writes files as scikit-learn, pickle and joblib do, without scikit-learn and joblib: classes of their names, with the
attributes that theirs have. Importing it puts modules of their names into sys.modules."""
import io
import pickle
import sys
import types

import numpy


def module(name):
    """An empty module of this name, and of those it is in."""
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        whole = ".".join(parts[:end])
        if whole not in sys.modules:
            sys.modules[whole] = types.ModuleType(whole)
    return sys.modules[name]


def class_of(module_name, name):
    """A class that pickle finds where it looks for scikit-learn's."""
    def make(self, **state):
        self.__dict__.update(state)

    made = type(name, (), {"__init__": make, "__module__": module_name, "__qualname__": name})
    setattr(module(module_name), name, made)
    return made


Pipeline = class_of("sklearn.pipeline", "Pipeline")
MLPClassifier = class_of("sklearn.neural_network._multilayer_perceptron", "MLPClassifier")
MLPRegressor = class_of("sklearn.neural_network._multilayer_perceptron", "MLPRegressor")
OldMLPRegressor = class_of("sklearn.neural_network.multilayer_perceptron", "MLPRegressor")
StandardScaler = class_of("sklearn.preprocessing._data", "StandardScaler")
MinMaxScaler = class_of("sklearn.preprocessing._data", "MinMaxScaler")
MaxAbsScaler = class_of("sklearn.preprocessing._data", "MaxAbsScaler")
RobustScaler = class_of("sklearn.preprocessing._data", "RobustScaler")
Normalizer = class_of("sklearn.preprocessing._data", "Normalizer")
FunctionTransformer = class_of("sklearn.preprocessing._function_transformer", "FunctionTransformer")
LabelBinarizer = class_of("sklearn.preprocessing._label", "LabelBinarizer")
TransformedTargetRegressor = class_of("sklearn.compose._target", "TransformedTargetRegressor")
GridSearchCV = class_of("sklearn.model_selection._search", "GridSearchCV")
RandomForestClassifier = class_of("sklearn.ensemble._forest", "RandomForestClassifier")
ArrayWrapper = class_of("joblib.numpy_pickle", "NumpyArrayWrapper")
NDArrayWrapper = class_of("joblib.numpy_pickle", "NDArrayWrapper")


def parameters(sizes, seed=1, type=numpy.float64):
    """(coefs_, intercepts_) of a network of these sizes."""
    generator = numpy.random.default_rng(seed)
    return ([generator.standard_normal((a, b)).astype(type) for a, b in zip(sizes, sizes[1:])],
            [generator.standard_normal(b).astype(type) for b in sizes[1:]])


def regressor(sizes=(3, 4, 1), activation="relu", class_=MLPRegressor, type=numpy.float64, **more):
    weights, biases = parameters(sizes, type=type)
    return class_(**{"activation": activation, "out_activation_": "identity", "n_layers_": len(sizes),
                     "coefs_": weights, "intercepts_": biases, "n_outputs_": sizes[-1], **more})


def classifier(sizes=(3, 4, 3), out="softmax", kind="multiclass", classes=(0, 1, 2), activation="tanh", **more):
    weights, biases = parameters(sizes)
    return MLPClassifier(**{"activation": activation, "out_activation_": out, "n_layers_": len(sizes),
                            "coefs_": weights, "intercepts_": biases, "n_outputs_": sizes[-1],
                            "classes_": numpy.array(classes),
                            "_label_binarizer": LabelBinarizer(y_type_=kind, classes_=numpy.array(classes)), **more})


def pipeline(*steps):
    return Pipeline(steps=[(f"step{at}", step) for at, step in enumerate(steps)], memory=None, verbose=False)


class NumPy2Pickler(pickle.Pickler):
    """As NumPy 2 names its functions."""

    def reducer_override(self, value):
        if isinstance(value, (numpy.ndarray, numpy.generic)):
            function, *rest = value.__reduce__()
            named = getattr(module(f"numpy._core.{function.__module__.rpartition('.')[2]}"), function.__name__, None)
            return (named or numpy_2_name(function), *rest)
        return NotImplemented


def numpy_2_name(function):
    def stands_in(*_):
        raise AssertionError
    stands_in.__module__ = "numpy._core.multiarray"
    stands_in.__name__ = stands_in.__qualname__ = function.__name__
    setattr(module("numpy._core.multiarray"), function.__name__, stands_in)
    return stands_in


def as_numpy_2(model, protocol=4):
    file = io.BytesIO()
    NumPy2Pickler(file, protocol).dump(model)
    return file.getvalue()


class JoblibPickler(pickle._Pickler):
    """joblib's form: where an array is, a wrapper's pickle and then the array's bytes, between two frames."""

    def __init__(self, file, alignment):
        super().__init__(file, protocol=4)
        self.file = file
        self.alignment = alignment    # None as joblib before 1.2

    def save(self, value, save_persistent_id=True):
        if type(value) is not numpy.ndarray:
            return super().save(value, save_persistent_id)
        is_fortran = value.flags.f_contiguous and not value.flags.c_contiguous
        state = {"subclass": numpy.ndarray, "shape": value.shape, "order": "F" if is_fortran else "C",
                 "dtype": value.dtype, "allow_mmap": self.alignment is not None and not value.dtype.hasobject}
        if self.alignment is not None:
            state["numpy_array_alignment_bytes"] = self.alignment
        super().save(ArrayWrapper(**state))
        self.framer.commit_frame(force=True)
        if value.dtype.hasobject:
            pickle.dump(value, self.file, protocol=2)
            return None
        if self.alignment is not None:
            zeros = self.alignment - (self.file.tell() + 1) % self.alignment
            self.file.write(bytes([zeros]) + b"\xff" * zeros)
        self.file.write(value.tobytes(order="F" if is_fortran else "C"))
        return None


def as_joblib(model, alignment=16):
    file = io.BytesIO()
    JoblibPickler(file, alignment).dump(model)
    return file.getvalue()
