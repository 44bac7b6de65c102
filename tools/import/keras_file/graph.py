# SPDX-License-Identifier: MIT
"""The layers of a Keras configuration in the order in which a sample passes them."""
from dataclasses import dataclass

from refusal import Refused

MODELS = ("Sequential", "Functional", "Model")
DEEPEST_MODEL = 16


@dataclass(frozen=True)
class Layer:
    """A layer as the configuration has it. `place` is where it is among its siblings: its class's name and how many of
    this class come before it."""
    kind: str
    name: str
    config: dict
    place: tuple
    module: str | None = None
    build_shape: list | None = None
    is_own: bool = False         # a class that is not Keras's


def _member(value, key, kind, what):
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, kind):
        raise Refused(f"The configuration of {what} has no usable {key}.")
    return found


def parsed_layer(entry, counts):
    """One entry of a list of layers; counts knows how many of each class came before."""
    kind = _member(entry, "class_name", str, "a layer")
    config = entry.get("config")
    if isinstance(config, list):         # a Sequential of an early Keras 2
        config = {"layers": config}
    if not isinstance(config, dict):
        raise Refused(f"The configuration of a layer of the class {kind} has no usable config.")
    name = config.get("name") or entry.get("name") or kind
    place = (kind, counts.get(kind, 0))
    counts[kind] = place[1] + 1
    build = entry.get("build_config")
    registered = entry.get("registered_name")
    is_own = isinstance(registered, str) and ">" in registered and not registered.startswith("keras>")
    return Layer(kind, str(name), config, place, entry.get("module"),
                 build.get("input_shape") if isinstance(build, dict) else None, is_own)


def layers_in_order(model):
    """Of a Sequential or a Functional model without branches: its Layers, and a list of names that are left out."""
    entries = _member(model.config, "layers", list, f"model '{model.name}'")
    counts = {}
    layers = [parsed_layer(entry, counts) for entry in entries]
    if model.kind == "Sequential":
        return layers, []
    return _straight(model, entries, layers)


# -- functional models -----------------------------------------------------------------------------------------------

def _ends(value, what):
    """[(layer, node)] of "input_layers" or "output_layers", in any of the forms they have had."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = [value]
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        raise Refused(f"The configuration does not say the {what} of the model.")
    return [_reference(part) for part in value]


def _reference(value):
    if not isinstance(value, list) or len(value) < 3 or not isinstance(value[0], str) or not isinstance(value[1], int):
        raise Refused("The configuration refers to a layer in an unknown way.")
    return value[0], value[1]


def _tensors(value, found, depth=0):
    """References to tensors in a node's arguments, as Keras 3 writes them."""
    if depth > DEEPEST_MODEL:
        raise Refused("The configuration nests arguments without end.")
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            config = value.get("config")
            found.append(_reference(config.get("keras_history") if isinstance(config, dict) else None))
        else:
            for part in value.values():
                _tensors(part, found, depth + 1)
    elif isinstance(value, list):
        for part in value:
            _tensors(part, found, depth + 1)


def _node_inputs(node, name):
    """What a call of a layer takes: [(layer, node)]."""
    found = []
    if isinstance(node, dict):
        _tensors(node.get("args"), found)
        keywords = node.get("kwargs")
        _tensors(keywords, found)
        all_keywords = [keywords]
    elif isinstance(node, list):
        if node and isinstance(node[0], str):
            node = [node]
        found = [_reference(part) for part in node]
        all_keywords = [part[3] for part in node if len(part) > 3]
    else:
        raise Refused(f"Layer '{name}' is called in an unknown way.")
    for keywords in all_keywords:
        if isinstance(keywords, dict) and keywords.get("training"):
            raise Refused(f"Layer '{name}' is called with training=True, so that it does not do what it does in use.")
    return found


def _straight(model, entries, layers):
    names = [layer.name for layer in layers]
    if len(set(names)) != len(names):
        raise Refused(f"Model '{model.name}' has two layers of one name.")
    by_name = dict(zip(names, zip(layers, entries)))
    for what in ("input_layers", "output_layers"):
        ends = _ends(model.config.get(what), what.replace("_", " "))
        if len(ends) != 1:
            raise Refused(f"Model '{model.name}' has {len(ends)} {what[:-7]}s "
                          f"({', '.join(name for name, _ in ends[:8])}); picomlp's networks have one.")
    first = _ends(model.config["input_layers"], "")[0]
    here = _ends(model.config["output_layers"], "")[0]
    order, seen = [], set()
    while True:
        if here in seen or here[0] not in by_name:
            raise Refused(f"Model '{model.name}' refers to a layer '{here[0]}' that is not there, or in a circle.")
        seen.add(here)
        layer, entry = by_name[here[0]]
        order.append(layer)
        if here == first or here[0] == first[0]:
            break
        nodes = entry.get("inbound_nodes")
        if not isinstance(nodes, list) or not nodes:
            raise Refused(f"Layer '{layer.name}' takes nothing that comes from the model's input.")
        call = here[1]
        # A model within a model has a first call of its own, which Keras 2 counts but does not write.
        if layer.kind in MODELS and call == len(nodes):
            call -= 1
        if not 0 <= call < len(nodes):
            raise Refused(f"Layer '{layer.name}' is called fewer times than the model says.")
        inputs = _node_inputs(nodes[call], layer.name)
        if len(inputs) != 1:
            raise Refused(f"Layer '{layer.name}' ({layer.kind}) takes {len(inputs)} inputs: the network branches.")
        here = inputs[0]
    used = {layer.name for layer in order}
    return order[::-1], [name for name in names if name not in used]
