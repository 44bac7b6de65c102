# SPDX-License-Identifier: MIT
"""Networks out of named arrays, as state_dicts and safetensors hold them: weights without activations."""
import re

from chain import Chain
from network import ACTIVATIONS_OF, PLAIN_ACTIVATIONS
from refusal import Refused

ROLES = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
# Wrappers that put their name in front of all others.
WRAPPERS = re.compile(r"^(module|_orig_mod)\.")


class Group:
    """The arrays of one layer."""

    def __init__(self, name):
        self.name = name
        self.arrays = {}
        self.kind = None
        self.epsilon = None      # of a normalization, where the file tells it

    def told(self):
        """Its kind by what it has: a state_dict does not say it."""
        weight = self.arrays.get("weight")
        if "running_mean" in self.arrays or "running_var" in self.arrays:
            if any(array.ndim != 1 for role, array in self.arrays.items() if role != "num_batches_tracked"):
                raise Refused(f"Layer '{self.name}' has statistics of another shape than BatchNorm1d's.")
            return "normalization"
        if weight is None:
            raise Refused(f"Layer '{self.name}' has no weight, only {' and '.join(self.arrays)}.")
        if weight.ndim == 2:
            return "dense"
        if weight.shape == (1,) and "bias" not in self.arrays:
            return "slope"
        if weight.ndim == 1:
            raise Refused(f"Layer '{self.name}' looks like a LayerNorm or a PReLU with many slopes: its weight is a "
                          "vector, and it has no statistics.")
        raise Refused(f"Layer '{self.name}' is no dense layer: its weight has {weight.ndim} dimensions.")


def grouped(arrays):
    """Groups in the order of the names, one for each layer."""
    groups = {}
    while all(WRAPPERS.match(name) for name in arrays):
        arrays = {WRAPPERS.sub("", name): array for name, array in arrays.items()}
    for full, array in arrays.items():
        layer, _, role = full.rpartition(".")
        if role not in ROLES:
            hint = " (remove weight_norm before saving)" if role in ("weight_g", "weight_v") else ""
            raise Refused(f"Array '{full}' is none of a dense layer or a BatchNorm1d{hint}.")
        groups.setdefault(layer, Group(layer or "the only")).arrays[role] = array
    for group in groups.values():
        group.kind = group.told()
    return list(groups.values())


def activations_wanted(groups):
    """The sentence that says how to give them."""
    dense = [group.name for group in groups if group.kind == "dense"]
    example = ",".join(["relu"] * (len(dense) - 1) + ["identity"])
    return (f"The file holds weights without activations: say what follows each of its {len(dense)} dense layers "
            f"({', '.join(dense[:8])}{', ...' if len(dense) > 8 else ''}), e.g. --activations {example}.")


def parsed_activation(text):
    """A name of picomlp's and its parameter, from "relu" or "leaky_relu_of:0.2"."""
    name, _, parameter = str(text).strip().partition(":")
    if name in PLAIN_ACTIVATIONS and not parameter:
        return name, None
    if name in ACTIVATIONS_OF:
        try:
            return name, float(parameter) if parameter else None
        except ValueError:
            pass
    raise Refused(f"'{text}' is no activation of picomlp: there are {', '.join(PLAIN_ACTIVATIONS)}, leaky_relu_of:SLOPE and "
                  "elu_of:ALPHA.")


def add_activation(chain, name, activation, slope=None):
    """slope: of a PReLU in the file, which goes with leaky_relu_of alone."""
    function, parameter = activation
    if slope is not None and function != "leaky_relu_of":
        raise Refused(f"The file has a PReLU's slope behind layer '{name}': say leaky_relu_of there instead of "
                      f"{function}.")
    if function in ACTIVATIONS_OF:
        parameter = slope if parameter is None else parameter
        if parameter is None:
            raise Refused(f"Layer '{name}': {function} needs its number, e.g. {function}:0.2.")
        (chain.leaky_relu if function == "leaky_relu_of" else chain.elu)(f"activation of {name}", parameter)
    elif function != "identity":
        chain.activation(f"activation of {name}", function)


def given_activations(groups, options):
    """One for each dense layer; the last one may be left out."""
    dense = [group for group in groups if group.kind == "dense"]
    texts = getattr(options, "activations", None)
    if texts is None:
        raise Refused(activations_wanted(groups))
    if len(texts) not in (len(dense), len(dense) - 1):
        raise Refused(f"{len(texts)} activations are given for {len(dense)} dense layers "
                      f"({', '.join(group.name for group in dense[:8])}).")
    return [parsed_activation(text) for text in texts] + [("identity", None)] * (len(dense) - len(texts))


def _number_at_end(name):
    """("net.", 3) of "net.3", so that gaps between layers of a Sequential can be seen."""
    match = re.search(r"^(.*?)(\d+)$", name)
    return (match[1], int(match[2])) if match else None


def _gap(first, second):
    """How many modules without arrays lie between two parts of one Sequential; None if the names do not tell."""
    first, second = _number_at_end(first), _number_at_end(second)
    if first is None or second is None or first[0] != second[0] or (first[0] and not first[0].endswith(".")):
        return None
    return second[1] - first[1] - 1


def activation_comes_first(dense, norm, following):
    """Whether the activation lies between a dense layer and the normalization behind it: by the gaps in the numbers.
    None if they do not tell."""
    before = _gap(dense.name, norm.name)
    after = _gap(norm.name, following.name) if following is not None else None
    if before is None:
        return None
    if before == 0:
        return False
    if before > 0 and (following is None or after == 0):
        return True
    raise Refused(f"Layers '{dense.name}' and '{norm.name}': their numbers leave room for an activation on both sides "
                  "of the normalization; save the whole module instead.")


def network(groups, options):
    """A Chain of dense layers, normalizations in their places, and the activations of the option."""
    chain = Chain()
    activations = iter(given_activations(groups, options))
    pending = None           # name and activation of a dense layer, until the activation's place is reached
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else None
        if group.kind == "dense":
            if pending is not None:
                add_activation(chain, *pending)
            chain.dense(group.name, group.arrays["weight"].T, group.arrays.get("bias"))
            pending = group.name, next(activations)
        elif group.kind == "slope":
            if pending is None:
                raise Refused(f"Layer '{group.name}' is a PReLU without a dense layer of its own in front.")
            add_activation(chain, *pending, float(group.arrays["weight"][0]))
            pending = None
        else:
            if pending is not None and _comes_first(chain, groups[index - 1], group, following, pending[1]):
                add_activation(chain, *pending)
                pending = None
            _add_normalization(chain, group)
    if pending is not None:
        add_activation(chain, *pending)
    return chain


def _comes_first(chain, previous, norm, following, activation):
    """Whether the pending activation comes before this normalization; remarks where it is only assumed."""
    if activation[0] == "identity" or previous.kind != "dense" or following is not None and following.kind == "slope":
        return False
    first = activation_comes_first(previous, norm, following)
    if first is None:
        chain.remark(f"The activation of '{previous.name}' was taken to follow the normalization '{norm.name}': the "
                     "file does not say it.")
    return bool(first)


def _add_normalization(chain, group):
    arrays = group.arrays
    if group.epsilon is None:
        chain.remark(f"Normalization '{group.name}' was taken with PyTorch's default epsilon, 1e-5: the file does not "
                     "say it.")
    chain.normalization(group.name, arrays.get("running_mean"), arrays.get("running_var"),
                        1e-5 if group.epsilon is None else group.epsilon, arrays.get("weight"), arrays.get("bias"))
