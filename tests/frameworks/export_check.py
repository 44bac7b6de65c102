# SPDX-License-Identifier: MIT
"""python3 tests/frameworks/export_check.py [MODEL...] exports models by tools/import --also, and runs what comes out in
ONNX Runtime and PyTorch: networks with each activation, and the given files, images or anything else that tools/import
reads (FILE=relu,softmax gives activations to one that holds none).

Prints a line for each model. The exit status is 0 where all agree, 1 where one does not, 77 where neither of the two is
installed. Outputs are to be within 2e-6 of the largest one in float, 1e-13 in double, or else as near as twice what
NumPy makes of the network in that number type: for networks that drawn samples drive to extremes."""
import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tools" / "import"))
try:
    import numpy
except ModuleNotFoundError:
    print("skipped: no NumPy")
    sys.exit(77)

import command_line    # noqa: E402
import evaluate        # noqa: E402
import folding         # noqa: E402
import forward         # noqa: E402
import image           # noqa: E402
import readers.picomlp_image as images    # noqa: E402
import samples         # noqa: E402
from comparison import BOUNDS             # noqa: E402
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS, TYPES, Layer, Network    # noqa: E402
from refusal import Refused    # noqa: E402
from writers import FORMATS    # noqa: E402

SAMPLES = 2000
# ONNX has it for double and ONNX Runtime has not.
NOT_IN_ONNX_RUNTIME = {("double", "gelu")}


def modules():
    """(onnxruntime, torch, safetensors.numpy), None for each that is not installed."""
    found = []
    for name in ("onnxruntime", "torch", "safetensors.numpy"):
        try:
            found.append(__import__(name, fromlist=["_"]))
        except ImportError:
            found.append(None)
    return found


ONNX_RUNTIME, TORCH, SAFETENSORS = modules()


def drawn_network(number, activation, parameter, draw):
    """Four layers' worth of everything: scalings, and the activation within and at the end."""
    def numbers(*shape):
        return draw.standard_normal(shape).astype(TYPES[number]).astype(float)

    def layer(inputs, units):
        return Layer("", numbers(inputs, units), numbers(units), activation, parameter)

    return Network(number, 5, [layer(5, 9), layer(9, 3)], (numbers(5), numbers(5)), (numbers(3), numbers(3)))


def drawn_models():
    """(name, Model) of a network with each activation."""
    draw = numpy.random.default_rng(18)
    for number in TYPES:
        for activation in PLAIN_ACTIVATIONS + ACTIVATIONS_OF:
            for parameter in {"leaky_relu_of": (0.3, -0.1, 2.0), "elu_of": (0.3, 2.5)}.get(activation, (None,)):
                own = None if parameter is None else float(TYPES[number](parameter))
                name = f"{number} {activation}" + ("" if parameter is None else f" {parameter}")
                yield name, image.Model(drawn_network(number, activation, own, draw), "separate")


def by_onnx_runtime(path, x):
    session = ONNX_RUNTIME.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(["y"], {"x": x})[0]


def by_torch(path, x):
    """As a user would: the Sequential of the metadata, its state_dict, and the scalings by hand."""
    tensors, told = read_safetensors(path)
    sequence = eval(told["torch"], {"torch": TORCH})    # a file of our own, made a moment ago
    state = {name: TORCH.from_numpy(array) for name, array in tensors.items() if name[0].isdigit()}
    sequence.load_state_dict(state)
    if "scaling.offset" in tensors:
        x = (x - tensors["scaling.offset"]) * tensors["scaling.factor"]
    with TORCH.no_grad():
        y = sequence(TORCH.from_numpy(x)).numpy()
    return y * tensors["targets.scale"] + tensors["targets.offset"] if "targets.scale" in tensors else y


def read_safetensors(path):
    """({name: array}, metadata): by the package safetensors where there is one, else as its format is described."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    told = header.pop("__metadata__")
    kinds = {"F32": "<f4", "F64": "<f8"}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        part = data[8 + length + begin:8 + length + end]
        tensors[name] = numpy.frombuffer(part, kinds[entry["dtype"]]).reshape(entry["shape"]).copy()
    if SAFETENSORS is not None:
        theirs = SAFETENSORS.load_file(path)
        assert theirs.keys() == tensors.keys() and all((theirs[name] == tensors[name]).all() for name in tensors)
    return tensors, told


def by_numpy_alone(path, x):
    """What the README says of the arrays in an .npz, in float64."""
    arrays = numpy.load(path)
    y = numpy.asarray(x, float)
    if "scaling_offset" in arrays:
        y = (y - arrays["scaling_offset"]) * arrays["scaling_factor"].astype(float)
    for at, (name, parameter) in enumerate(zip(arrays["activations"], arrays["activation_parameters"]), 1):
        y = y @ arrays[f"weights_{at}"].astype(float) + arrays[f"bias_{at}"]
        y = evaluate.FUNCTIONS[str(name)](y, *(() if numpy.isnan(parameter) else (float(parameter),)))
    return y * arrays["target_scale"].astype(float) + arrays["target_offset"] if "target_scale" in arrays else y


def imported(path, activations):
    """The Model that the command makes of a file."""
    asked = command_line.arguments([str(path), "--to", "", *(("--activations", activations) if activations else ())])
    source = command_line.source_of(path, asked)
    own = source.image[0] if source.image else None
    network = folding.folded(source, own.network.number if own else "float")
    return image.Model(network, own.profile if own else "separate")


def exported(model, folder):
    for kind in FORMATS:
        (folder / f"model.{kind}").write_bytes(importlib.import_module(f"writers.{kind}").write(model))


def references(network):
    """(name, its function, the file that it takes) of each that can be asked."""
    unknown = {(network.number, layer.activation) for layer in network.layers} & NOT_IN_ONNX_RUNTIME
    if ONNX_RUNTIME is not None and not unknown:
        yield "ONNX Runtime", by_onnx_runtime, "model.onnx"
    if TORCH is not None:
        yield "PyTorch", by_torch, "model.safetensors"
    yield "NumPy", by_numpy_alone, "model.npz"


def check(name, model):
    """Prints a line; whether all agree."""
    network = model.network
    x = samples.drawn(network, SAMPLES, 1)
    expected = evaluate.outputs_of(images.source_of(image.image_of(model)), x)
    bound = max(BOUNDS[network.number], 2 * relative(forward.outputs_of(network, x), expected))
    told, agree = [], True
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        exported(model, folder)
        for by, run, file in references(network):
            error = relative(run(folder / file, x), expected)
            agree &= error <= bound
            told.append(f"{by} {error:.2g}")
    print(f"{name}: {', '.join(told)}{'' if agree else '   TOO FAR'}", flush=True)
    return agree


def relative(found, expected):
    if found.shape != expected.shape or not numpy.isfinite(found).all():
        return numpy.inf
    return float(numpy.abs(found - expected).max() / numpy.abs(expected).max())


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", metavar="MODEL")
    asked = parser.parse_args(words)
    if ONNX_RUNTIME is None and TORCH is None:
        print("skipped: neither ONNX Runtime nor PyTorch is installed")
        return 77
    agree = all([check(name, model) for name, model in drawn_models()])
    for given in asked.models:
        file, _, activations = given.partition("=")
        try:
            agree &= check(Path(file).name, imported(Path(file), activations))
        except Refused as refused:
            print(f"{Path(file).name}: not imported: {refused}")
            agree = False
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
