# SPDX-License-Identifier: MIT
"""From a graph's outputs to the operations of a Source: a straight line, with formulas told by their values."""
import numpy

from graph.functions import PROBES, leaky_relu_name, recognized
from graph.values import Column, Labels, Signal, TwoClasses
from operations import Activation, Affine, Dense
from refusal import Refused

# Operations of which one function is put together.
LONGEST_RUN = 8
ROUNDING = 1e-14    # of two ways to compute the same function in float64
TOLERANCE = {"float64": 1e-6, "float32": 1e-6, "float16": 3e-3, "bfloat16": 2e-2}


def chosen_output(outputs, remarks):
    """Of (name, value) pairs: the signal to carry over, and the Labels if there are any. Of several, the one that all
    others lead to."""
    signals = [(name, value) for name, value in outputs if isinstance(value, Signal)]
    columns = [(name, value.scores) for name, value in outputs if isinstance(value, Column)]
    if not signals and columns:
        remarks.append("The outputs " + ", ".join(f"'{name}'" for name, _ in columns) +
                       " are columns of one, which is carried over whole.")
        outputs = [pair for pair in outputs if isinstance(pair[1], Labels)] + columns[:1]
        if any(scores is not columns[0][1] for _, scores in columns):
            raise Refused("The file's outputs are columns of several branches of the network.")
        signals = columns[:1]
    labels = [(name, value) for name, value in outputs if isinstance(value, Labels)]
    if not signals and labels:
        name, value = labels[0]
        remarks.append(f"The output '{name}' gives only the label; the scores that it is the largest of are the "
                       "outputs here.")
        return value.scores, value
    if not signals:
        raise Refused("The file has no output that depends on its input.")
    name, last = max(signals, key=lambda pair: pair[1].serial)
    before, at = set(), last
    while at is not None:
        before.add(at)
        at = at.before
    for other, value in signals:
        if value not in before:
            raise Refused(f"The outputs '{other}' and '{name}' come from two branches of the network; picomlp's "
                          "networks are a straight line of layers.")
    left_out = [other for other, _ in outputs if other != name]
    if left_out:
        names = ", ".join(f"'{other}'" for other in left_out)
        remarks.append(f"Of the outputs, '{name}' is carried over, and {names} left out.")
    return last, labels[0][1] if labels else None


def line_to(output):
    """The signals from the input to the output, without those that only have another shape."""
    line, at = [], output
    while at is not None:
        line.append(at)
        at = at.before
    line.reverse()
    return line[0], [signal for signal in line if signal.operation is not None]


def affine_value(operation, x):
    for part, combine in ((operation.subtract, numpy.subtract), (operation.multiply, numpy.multiply),
                          (operation.add, numpy.add)):
        if part is not None:
            x = combine(x, part.flat[0])
    return x


def values_at_probes(start, end):
    """serial -> values of every signal of the formula between them, where `start` is PROBES."""
    between, waiting = {}, [end]
    while waiting:
        signal = waiting.pop()
        if signal is not start and signal.serial not in between:
            between[signal.serial] = signal
            waiting.extend(signal.inputs)
    values = {start.serial: PROBES}
    for serial in sorted(between):
        signal = between[serial]
        given = [values[one.serial] for one in signal.inputs]
        if isinstance(signal.operation, Affine):
            values[serial] = affine_value(signal.operation, given[0])
        elif signal.operation is None:
            values[serial] = given[0]
        else:
            try:
                values[serial] = signal.operation.compute(*given)
            except TypeError:    # NumPy's, of arithmetic with truth values
                raise Refused(f"The node '{signal.operation.name}' computes with truth values as if they were "
                              "numbers.") from None
    return values


def same_function(one, other):
    return one is not None and other is not None and one[:2] == other[:2]


def first_function(run, tolerance):
    """(Activation, how many signals it is, how far it is from the formula): the longest formula from the run's first
    signal on, or (None, 1, 0)."""
    run = run[:LONGEST_RUN]
    if len(run) == 1 and run[0].operation.activation is not None:
        return run[0].operation.activation, 1, 0
    values = values_at_probes(run[0].before, run[-1])
    for length in range(len(run), 0, -1):
        last = run[length - 1]
        if all(isinstance(signal.operation, Affine) for signal in run[:length]):
            continue
        if length == 1 and last.operation.activation is not None:
            return last.operation.activation, 1, 0
        found = recognized(values[last.serial], tolerance)
        # An Affine that is hardly one, x + 1e-8, is none of the formula.
        if found is None or isinstance(last.operation, Affine) and \
                same_function(recognized(values[run[length - 2].serial], tolerance), found):
            continue
        if isinstance(run[0].operation, Affine) and \
                same_function(recognized(values_at_probes(run[0], last)[last.serial], tolerance), found):
            return None, 1, 0
        return Activation(last.operation.name, *found[:2]), length, found[2]
    return None, 1, 0


def changes_nothing(affine):
    return all(part is None or (part == neutral).all()
               for part, neutral in ((affine.subtract, 0), (affine.multiply, 1), (affine.add, 0)))


def named_run(run, number, described, remarks):
    """The operations of signals that go feature by feature."""
    operations, tolerance = [], TOLERANCE[number]
    while run:
        # A lone Affine, as most are, needs no look.
        found, length, far = (None, 1, 0) if len(run) == 1 and isinstance(run[0].operation, Affine) else \
            first_function(run, tolerance)
        if found is None and not isinstance(run[0].operation, Affine):
            name = run[0].operation.name
            raise Refused(f"{described.get(name, name)} computes a function that picomlp does not have.")
        if number == "float64" and far > ROUNDING:
            remarks.append(f"The constants of '{found.name}' are float numbers, so it differs from {found.function} by "
                           f"up to {far:.1g}.")
        one = found or run[0].operation
        if getattr(one, "function", None) == "leaky_relu_of":
            one = Activation(one.name, *leaky_relu_name(one.parameter, number))
        if not (changes_nothing(one) if found is None else found.function == "identity"):
            operations.append(one)
        run = run[length:]
    return operations


def operations_to(output, number, described, remarks):
    """(features of the input, operations). described: name of a node -> how a sentence says it."""
    start, line = line_to(output)
    if line and isinstance(line[-1].operation, TwoClasses):
        remarks.append("The two outputs 1 - p and p become the one output p, the second class's probability.")
        line.pop()
    operations, run = [], []
    for signal in line:
        if signal.goes_by_features:
            run.append(signal)
            continue
        operations += named_run(run, number, described, remarks)
        run = []
        if isinstance(signal.operation, TwoClasses):
            raise Refused(f"{described.get(signal.operation.name, signal.operation.name)} puts two columns together "
                          "that other operations use.")
        operations.append(signal.operation)
    operations += named_run(run, number, described, remarks)
    inputs, operations = sized(start, operations, described)
    return inputs, with_biases(operations)


def sized(start, operations, described):
    """With one number for each feature in every Affine."""
    if not any(isinstance(operation, Dense) for operation in operations):
        raise Refused("The file has no dense layer on the way to its output.")
    width = start.features
    for operation in operations:
        sizes = [operation.weights.shape[0]] if isinstance(operation, Dense) else affine_sizes(operation)
        if sizes and width is None:
            width = sizes[0]
        if isinstance(operation, Dense):
            break
    inputs, result = width, []
    for operation in operations:
        what = described.get(operation.name, operation.name)
        if isinstance(operation, Dense):
            if operation.weights.shape[0] != width:
                raise Refused(f"{what} takes {operation.weights.shape[0]} numbers, and is given {width}.")
            width = operation.weights.shape[1]
        elif isinstance(operation, Affine):
            if any(size != width for size in affine_sizes(operation)):
                raise Refused(f"{what} has {affine_sizes(operation)[0]} numbers for {width} features.")
            operation = Affine(operation.name, *(
                None if part is None else numpy.broadcast_to(part, (width,)).copy()
                for part in (operation.subtract, operation.multiply, operation.add)))
        result.append(operation)
    return inputs, result


def with_biases(operations):
    """An addition right behind a dense layer that has no bias is its bias."""
    result = []
    for operation in operations:
        layer = result[-1] if result else None
        if isinstance(operation, Affine) and operation.multiply is None and isinstance(layer, Dense) and \
                layer.bias is None:
            bias = 0 if operation.add is None else operation.add
            result[-1] = Dense(layer.name, layer.weights,
                               bias if operation.subtract is None else bias - operation.subtract)
        else:
            result.append(operation)
    return result


def affine_sizes(operation):
    if not isinstance(operation, Affine):
        return []
    return [part.size for part in (operation.subtract, operation.multiply, operation.add)
            if part is not None and part.size != 1]
