# SPDX-License-Identifier: MIT
"""Keras's activations, by name, as serialized functions and as layers."""
from chain import checked_number
from refusal import Refused

PLAIN = {"relu": "relu", "relu6": "relu6", "selu": "selu", "sigmoid": "sigmoid", "tanh": "hyperbolic_tangent",
         "softmax": "softmax", "log_softmax": "log_softmax", "softplus": "softplus", "softsign": "softsign",
         "silu": "silu", "swish": "silu", "gelu": "gelu", "mish": "mish", "hard_silu": "hard_swish",
         "hard_swish": "hard_swish", "elu": "elu", "celu": "elu"}
OVER_FEATURES = ("softmax", "log_softmax")
LAYERS = ("ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax")


def _number(name, config, key, default):
    value = config.get(key, default)
    if isinstance(value, dict) and "value" in value:     # a NumPy number, as old files hold it
        value = value["value"]
    return checked_number(name, key, default if value is None else value)


def add_function(chain, name, function, is_keras_3, rank):
    """An activation by its name; rank: how many dimensions a sample has."""
    if function == "linear":
        return
    if function == "hard_sigmoid":
        if not is_keras_3:
            raise Refused(f"Layer '{name}': the hard_sigmoid of Keras 2 is 0.2 x + 0.5 cut off at 0 and 1, picomlp's "
                          "is x / 6 + 0.5 as in Keras 3.")
        chain.activation(name, "hard_sigmoid")
    elif function == "leaky_relu":
        chain.leaky_relu(name, 0.2)
    elif function in LAYERS and function != "PReLU":     # Keras 2 accepts the classes' names
        add_layer(chain, name, function, {}, None, rank)
    elif function in PLAIN:
        if function in OVER_FEATURES:
            _check_rank(name, rank)
        chain.activation(name, PLAIN[function])
    else:
        raise Refused(f"Layer '{name}': '{str(function)[:60]}' is no activation of picomlp.")


def _check_rank(name, rank):
    if rank > 1:
        raise Refused(f"Layer '{name}': its softmax does not go over a whole sample but over its last dimension.")


def add_layer(chain, name, kind, config, slopes, rank):
    """An activation that is a layer of Keras's; slopes: those of a PReLU."""
    if kind == "LeakyReLU":
        chain.leaky_relu(name, _number(name, config, "negative_slope" if "negative_slope" in config else "alpha", 0.3))
    elif kind == "ELU":
        chain.elu(name, _number(name, config, "alpha", 1.0))
    elif kind == "Softmax":
        _check_rank(name, rank)
        if config.get("axis", -1) not in (-1, 1, [-1], [1]):
            raise Refused(f"Layer '{name}': a Softmax over axis {config['axis']} mixes samples.")
        chain.activation(name, "softmax")
    elif kind == "PReLU":
        if slopes is None or slopes.size == 0 or (slopes != slopes.reshape(-1)[0]).any():
            raise Refused(f"Layer '{name}': a PReLU with several slopes; picomlp has one slope for a layer.")
        chain.leaky_relu(name, float(slopes.reshape(-1)[0]))
    else:
        _add_relu(chain, name, config)


def _add_relu(chain, name, config):
    slope = _number(name, config, "negative_slope", 0.0)
    if _number(name, config, "threshold", 0.0) != 0:
        raise Refused(f"Layer '{name}': a ReLU with a threshold is no activation of picomlp.")
    if config.get("max_value") is None:
        chain.leaky_relu(name, slope)
    elif _number(name, config, "max_value", 0.0) == 6 and slope == 0:
        chain.activation(name, "relu6")
    else:
        raise Refused(f"Layer '{name}': a ReLU that is cut off at {config['max_value']} is no activation of picomlp; "
                      "at 6 and without a slope it is.")


def serialized(name, value):
    """("function", name) or (class of a layer, its configuration) of what a configuration has as an activation."""
    if value is None:
        return "function", "linear"
    if isinstance(value, str):
        return "function", value
    kind, config = (value.get("class_name"), value.get("config")) if isinstance(value, dict) else (None, None)
    module = value.get("module") if isinstance(value, dict) else None
    registered = value.get("registered_name") if isinstance(value, dict) else None
    is_own = isinstance(registered, str) and ">" in registered and not registered.startswith("keras>") or \
        isinstance(module, str) and module.split(".")[0] not in ("builtins", "keras", "tensorflow", "tf_keras")
    if kind == "function" and isinstance(config, str) and not is_own:
        return "function", config
    if kind in LAYERS and isinstance(config, dict) and not is_own:
        return kind, config
    told = next((part for part in (config, registered, kind) if isinstance(part, str)), "unknown")
    raise Refused(f"Layer '{name}': its activation '{str(told)[:60]}' is none of Keras's own that picomlp has.")
