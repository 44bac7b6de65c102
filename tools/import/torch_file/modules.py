# SPDX-License-Identifier: MIT
"""PyTorch's modules by their classes: which operations each one is."""
from chain import checked_number
from refusal import Refused
from torch_file.unpickling import Tensor, Thing

# Those that change nothing in what a trained network gives.
VANISHING = {"Dropout", "AlphaDropout", "FeatureAlphaDropout", "Dropout1d"}
# Without parameters, by their names in picomlp.
PLAIN = {"ReLU": "relu", "ReLU6": "relu6", "Sigmoid": "sigmoid", "Tanh": "hyperbolic_tangent", "SiLU": "silu",
         "Mish": "mish", "SELU": "selu", "Softsign": "softsign", "Hardswish": "hard_swish",
         "Hardsigmoid": "hard_sigmoid"}
LIBRARY = "torch.nn.modules."
# Classes that only hold their parts; the paths, because some lie elsewhere.
CONTAINERS = {LIBRARY + "container.Sequential", LIBRARY + "container.ModuleList", LIBRARY + "container.ModuleDict",
              "torch.nn.parallel.data_parallel.DataParallel",
              "torch.nn.parallel.distributed.DistributedDataParallel",
              "torch._dynamo.eval_frame.OptimizedModule"}
NOTHING_TOLD = object()


class Module:
    """A module's attributes and parts, wherever the file keeps them."""

    def __init__(self, name, kind, attributes):
        self.name, self.kind, self.attributes = name, kind, attributes

    def get(self, key, default=NOTHING_TOLD):
        """An attribute, parameter or buffer."""
        value = self.attributes.get(key, NOTHING_TOLD)
        for group in ("_parameters", "_buffers"):
            if value is NOTHING_TOLD and isinstance(self.attributes.get(group), dict):
                value = self.attributes[group].get(key, NOTHING_TOLD)
        if value is NOTHING_TOLD:
            value = default
        if value is NOTHING_TOLD:
            raise Refused(f"Layer '{self.name}' ({self.kind}) has no {key}.")
        return value

    def array(self, file, key, default=NOTHING_TOLD):
        """A parameter's numbers; None if it is None."""
        value = self.get(key, default)
        if value is None:
            return None
        if not isinstance(value, Tensor):
            raise Refused(f"Layer '{self.name}' ({self.kind}): its {key} is no tensor.")
        return file.array(value)


def normalized_dim(dim):
    """Whether a softmax over it goes over a sample's features; None is the old default, which does so here."""
    return dim is None or not isinstance(dim, bool) and dim in (1, -1)


def add_softmax(chain, name, function, dim):
    if not normalized_dim(dim):
        raise Refused(f"Layer '{name}': a softmax over dimension {dim} mixes samples.")
    chain.activation(name, function)


def add_gelu(chain, name, approximate):
    functions = {"none": "gelu", "tanh": "gelu_tanh"}
    if not isinstance(approximate, str) or approximate not in functions:
        raise Refused(f"Layer '{name}': a GELU with an unknown approximation.")
    chain.activation(name, functions[approximate])


def add_softplus(chain, name, beta, threshold):
    if beta != 1 or threshold != 20:
        raise Refused(f"Layer '{name}': picomlp's softplus has beta 1 and threshold 20 (this one {beta} and "
                      f"{threshold}).")
    chain.activation(name, "softplus")


def add_hardtanh(chain, name, lower, upper):
    if lower != 0 or upper != 6:
        raise Refused(f"Layer '{name}': a Hardtanh from {lower} to {upper} is no activation of picomlp.")
    chain.activation(name, "relu6")


def add_prelu(chain, name, slopes):
    if slopes.shape != (1,):
        raise Refused(f"Layer '{name}': a PReLU with {slopes.size} slopes; picomlp has one slope for a layer.")
    chain.leaky_relu(name, float(slopes[0]))


def add_celu(chain, name, alpha):
    if alpha != 1:
        raise Refused(f"Layer '{name}': a CELU with another alpha than 1 is no activation of picomlp.")
    chain.activation(name, "elu")


def add_flatten(name, first, last):
    if first != 1 or last != -1:
        raise Refused(f"Layer '{name}': it flattens dimensions {first} to {last}, which is no sample's features.")


def add_library_module(chain, file, module):
    """Appends what a module of torch.nn does to a chain."""
    name, kind = module.name, module.kind
    if kind == "Linear":
        weights = module.array(file, "weight")
        if weights is None:
            raise Refused(f"Layer '{name}' (Linear) has no weight.")
        chain.dense(name, weights.T, module.array(file, "bias"))
    elif kind == "BatchNorm1d":
        chain.normalization(name, module.array(file, "running_mean"), module.array(file, "running_var"),
                            module.get("eps"), module.array(file, "weight"), module.array(file, "bias"))
    elif kind in PLAIN:
        chain.activation(name, PLAIN[kind])
    elif kind in VANISHING:
        chain.remark(f"{kind} '{name}' does nothing after training and was left out.")
    elif kind == "Identity":
        pass
    elif kind == "Flatten":
        add_flatten(name, module.get("start_dim"), module.get("end_dim"))
        chain.remark(f"Flatten '{name}' was left out: samples come as rows of features.")
    elif kind == "LeakyReLU":
        chain.leaky_relu(name, module.get("negative_slope"))
    elif kind == "RReLU":
        chain.leaky_relu(name, (checked_number(name, "lower slope", module.get("lower"))
                                + checked_number(name, "upper slope", module.get("upper"))) / 2)
    elif kind == "PReLU":
        add_prelu(chain, name, module.array(file, "weight"))
    elif kind == "ELU":
        chain.elu(name, module.get("alpha"))
    elif kind == "CELU":
        add_celu(chain, name, module.get("alpha"))
    elif kind == "GELU":
        add_gelu(chain, name, module.get("approximate", "none"))
    elif kind == "Softplus":
        add_softplus(chain, name, module.get("beta"), module.get("threshold"))
    elif kind == "Hardtanh":
        add_hardtanh(chain, name, module.get("min_val"), module.get("max_val"))
    elif kind in ("Softmax", "LogSoftmax"):
        add_softmax(chain, name, "softmax" if kind == "Softmax" else "log_softmax", module.get("dim"))
    else:
        raise Refused(f"Layer '{name}' is a {kind}, which is no layer of picomlp.")


class ModuleWalk:
    """A pickled module and its parts, in the order of registration, which is what the file holds instead of code."""

    def __init__(self, chain, file):
        self.chain, self.file = chain, file
        self.own_classes = []     # classes that are not PyTorch's: their code may do anything
        self._steps = 0

    def add(self, thing, name="", depth=0):
        self._steps += 1
        if depth > 32 or self._steps > 10000:
            raise Refused("The module has parts within parts without end.")
        if not isinstance(thing, Thing) or not isinstance(thing.attributes.get("_modules"), dict):
            raise Refused(f"Layer '{name or 'the whole'}' is no module of PyTorch.")
        kind = thing.kind.name if thing.kind.module.startswith(LIBRARY) else None
        for hooks in ("_forward_hooks", "_forward_pre_hooks"):
            if thing.attributes.get(hooks):
                raise Refused(f"Layer '{name or 'the whole'}' has a hook, whose code the file does not hold "
                              "(weight_norm and spectral_norm are such hooks: remove them before saving).")
        is_container = thing.kind.path in CONTAINERS
        if is_container or kind is None:
            self._add_parts(thing, is_container, name, depth)
        else:
            add_library_module(self.chain, self.file, Module(name or kind, kind, thing.attributes))

    def _add_parts(self, thing, is_container, name, depth):
        if not is_container:
            self.own_classes.append(thing.kind.path)
            parameters = thing.attributes.get("_parameters")
            if isinstance(parameters, dict) and any(value is not None for value in parameters.values()):
                raise Refused(f"Layer '{name or 'the whole'}' is of the class {thing.kind.path} with parameters of its "
                              "own, whose meaning the file does not hold.")
        for key, part in thing.attributes["_modules"].items():
            if part is not None:
                self.add(part, f"{name}.{key}" if name else str(key), depth + 1)
