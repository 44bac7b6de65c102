# SPDX-License-Identifier: MIT
"""scikit-learn's models as ONNX by sklearn-onnx, with the tails that it adds; outputs are ONNX Runtime's."""
import numpy
import onnxruntime
from skl2onnx import to_onnx
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sections.scikit_learn import ACTIVATIONS, FEATURES, SCALERS, classes, classifier, inputs, regressor, training

PACKAGES = ("sklearn", "skl2onnx", "onnxruntime")
# Since 20 sklearn-onnx has another ArgMax and Cast, since 13 another Softmax.
OPSETS = (10, 12, 13, 15, 17, 19)


def converted(model, is_double=False, **more):
    kind = DoubleTensorType if is_double else FloatTensorType

    def write(path):
        proto = to_onnx(model, initial_types=[("X", kind([None, FEATURES]))], **more)
        path.write_bytes(proto.SerializeToString())
    return write


def run(path, x):
    """What ONNX Runtime gives, in order."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: x})


def probabilities(path, x, is_binary):
    first, *others = run(path, x)    # of a classifier the label
    last = numpy.stack(others, axis=1) if len(others) > 1 else others[0] if others else first
    if isinstance(last, list):     # ZipMap's dictionaries
        last = [list(sample.values()) for sample in last]
    y = numpy.asarray(last, numpy.float64).reshape(len(x), -1)
    return y[:, 1:] if is_binary and y.shape[1] == 2 else y


def add(folder, file, model, is_double=False, is_binary=False, **more):
    x = inputs().astype(numpy.float64 if is_double else numpy.float32)
    label = model.predict(x) if hasattr(model, "classes_") else None
    folder.add(file, converted(model, is_double, **more), x, lambda path: probabilities(path, x, is_binary), label,
               numbers=("double" if is_double else "float",))


def write(folder):
    x, t = training()
    for activation in ACTIVATIONS:
        for kind in ("binary", "three", "strings", "two_strings", "three_labels"):
            model = make_pipeline(StandardScaler(), classifier(activation=activation)).fit(x, classes(kind))
            is_binary = kind in ("binary", "two_strings")
            for name, zipmap in (("zipmap", True), ("array", False)):
                if kind != "three_labels":
                    add(folder, f"classifier_{activation}_{kind}_{name}.onnx", model, is_binary=is_binary,
                        options={"zipmap": zipmap})
            if kind == "three_labels":     # of two labels sklearn-onnx makes four columns
                add(folder, f"classifier_{activation}_{kind}.onnx", model, options={"zipmap": False})
        for outputs in (1, 2):
            model = make_pipeline(StandardScaler(), regressor(activation=activation))
            model.fit(x, t[:, 0] if outputs == 1 else t)
            add(folder, f"regressor_{activation}_{outputs}.onnx", model)
            add(folder, f"regressor_{activation}_{outputs}_double.onnx", model, is_double=True)
    for name, scaler in SCALERS.items():
        model = make_pipeline(scaler, classifier(activation="tanh")).fit(x, classes("three"))
        add(folder, f"scaler_{name}.onnx", model, options={"zipmap": False})
    model = make_pipeline(StandardScaler(), classifier()).fit(x, classes("strings"))
    for opset in OPSETS:
        add(folder, f"opset_{opset}.onnx", model, target_opset={"": opset, "ai.onnx.ml": 1 if opset < 12 else 2})
    model = make_pipeline(StandardScaler(), classifier()).fit(x, classes("three"))
    add(folder, "double.onnx", model, is_double=True, options={"zipmap": False})
    final = classifier().fit((x / 10), classes("three"))
    add(folder, "alone_double.onnx", final, is_double=True, options={"zipmap": False})
    for kind in ("binary", "strings"):
        model = make_pipeline(StandardScaler(), classifier()).fit(x, classes(kind))
        add(folder, f"columns_{kind}.onnx", model, is_binary=kind == "binary", options={"zipmap": "columns"})
    model = make_pipeline(StandardScaler(), classifier()).fit(x, classes("multilabel"))
    folder.add_refused("refused_two_labels.onnx", converted(model, options={"zipmap": False}), "branches")
