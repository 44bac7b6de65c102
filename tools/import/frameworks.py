# SPDX-License-Identifier: MIT
"""The frameworks themselves as a second reference, where they are installed. Loading a pickle by them runs the code in
it: only who asks for it gets it."""
import importlib

import numpy


class NotComparable(Exception):
    """Why a framework is no reference, in a few words."""


def outputs_of(source, path, x, outputs):
    """(its name and version, float64[samples][outputs]). NotComparable."""
    if source.kind not in FRAMEWORKS:
        raise NotComparable(f"no framework is known for {source.kind}")
    name, packages, run = FRAMEWORKS[source.kind]
    try:
        modules = [importlib.import_module(package) for package in packages]
    except ImportError as error:
        raise NotComparable(f"{error.name or name} is not installed") from None
    given = numpy.asarray(x, numpy.float64 if source.number == "float64" else numpy.float32)
    # Whatever the framework does not like about the file is no fault of the import.
    try:
        y = numpy.asarray(run(modules, path, given), numpy.float64)
    except NotComparable:
        raise
    except Exception as error:
        said = "".join(f": {line[:80]}" for line in str(error).strip().splitlines()[:1])
        raise NotComparable(f"{name} fails with {type(error).__name__}{said}") from None
    y = y.reshape(len(x), -1)
    if outputs == 1 and y.shape[1] == 2:    # both classes, where we have the second
        y = y[:, 1:]
    if y.shape[1] != outputs:
        raise NotComparable(f"{name} gives {y.shape[1]} outputs")
    return f"{name} {getattr(modules[0], '__version__', '')}".strip(), y


def by_sklearn(modules, path, x):
    model = modules[1].load(path)
    if isinstance(model, dict):
        model, = [part for part in model.values() if hasattr(part, "predict")]
    return model.predict_proba(x) if hasattr(model, "predict_proba") else model.predict(x)


def by_torch(modules, path, x):
    torch, = modules
    try:
        model = torch.jit.load(str(path))
    except RuntimeError:
        model = torch.load(str(path))
    if not callable(model):
        raise NotComparable("the file holds parameters alone")
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(x)).numpy()


def by_keras(modules, path, x):
    return modules[0].models.load_model(path, compile=False).predict(x, verbose=0)


def by_onnxruntime(modules, path, x):
    session = modules[0].InferenceSession(str(path), providers=["CPUExecutionProvider"])
    results = session.run(None, {session.get_inputs()[0].name: x})
    # A classifier gives labels first, then probabilities: an array, or a dictionary for each sample.
    last = results[-1]
    return [list(sample.values()) for sample in last] if isinstance(last, list) else last


def by_litert(modules, path, x):
    interpreter = modules[1].Interpreter(str(path))
    features, = interpreter.get_input_details()
    result, = interpreter.get_output_details()
    outputs = []
    interpreter.resize_tensor_input(features["index"], [1, *features["shape"][1:]])
    interpreter.allocate_tensors()
    for sample in x:
        interpreter.set_tensor(features["index"], sample.reshape(1, *features["shape"][1:]))
        interpreter.invoke()
        outputs.append(interpreter.get_tensor(result["index"]).reshape(-1))
    return outputs


# By the kind of a source: name, packages, what runs it.
FRAMEWORKS = {
    "scikit-learn": ("scikit-learn", ("sklearn", "joblib"), by_sklearn),
    "PyTorch": ("PyTorch", ("torch",), by_torch),
    "Keras": ("Keras", ("keras",), by_keras),
    "ONNX": ("ONNX Runtime", ("onnxruntime",), by_onnxruntime),
    "TFLite": ("LiteRT", ("ai_edge_litert", "ai_edge_litert.interpreter"), by_litert),
}
