"""The frameworks themselves as a second reference, where they are installed. Loading a pickle by them runs the code in
it: only who asks for it gets it."""
import importlib

import numpy

INSTALLED = {
    "scikit-learn": ("sklearn", "joblib"),
    "PyTorch": ("torch",),
    "Keras": ("keras",),
    "ONNX": ("onnxruntime",),
}
FLOATS = {"float64": numpy.float64}


class NotComparable(Exception):
    """Why a framework is no reference, in a few words."""


def outputs_of(source, path, x, outputs):
    """(its name and version, float64[samples][outputs]). NotComparable."""
    kind = source.kind if source.kind in INSTALLED else None
    if kind is None and source.kind.startswith("PyTorch"):
        kind = "PyTorch"
    if kind is None:
        raise NotComparable(f"no framework is known for {source.kind}")
    try:
        modules = [importlib.import_module(name) for name in INSTALLED[kind]]
    except ImportError as error:
        raise NotComparable(f"{error.name or kind} is not installed") from None
    given = numpy.asarray(x, FLOATS.get(source.number, numpy.float32))
    # Whatever the framework does not like about the file is no fault of the import.
    try:
        y = RUN[kind](modules, path, given)
        y = numpy.asarray(y, numpy.float64)
    except NotComparable:
        raise
    except Exception as error:
        raise NotComparable(f"{kind} fails with {type(error).__name__}: {str(error).splitlines()[0][:80] if str(error) else ''}"
                            ) from None
    y = y.reshape(len(x), -1)
    if outputs == 1 and y.shape[1] == 2:    # both classes, where we have the second
        y = y[:, 1:]
    if y.shape[1] != outputs:
        raise NotComparable(f"{kind} gives {y.shape[1]} outputs")
    return f"{kind} {modules[0].__version__}", y


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


RUN = {"scikit-learn": by_sklearn, "PyTorch": by_torch, "Keras": by_keras, "ONNX": by_onnxruntime}
