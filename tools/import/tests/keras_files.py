# SPDX-License-Identifier: MIT
"""Writes Keras's files: configurations as Keras 2 and Keras 3 write them, and weights in both places."""
import io
import json
import zipfile

import numpy

from hdf5_files import Dataset, Group, file_of


def layer(kind, name, weights=(), **config):
    """A layer for both versions; weights are (role, array) in Keras's order."""
    return {"class_name": kind, "config": {"name": name, **config}, "weights": list(dict(weights).items())}


def dense(name, weights, bias=None, **config):
    pairs = {"kernel": weights} if bias is None else {"kernel": weights, "bias": bias}
    return layer("Dense", name, pairs, **{"units": weights.shape[1], "use_bias": bias is not None,
                                          "activation": "linear", **config})


def model(layers, name="model", kind="Sequential", **config):
    return {"class_name": kind, "config": {"name": name, "layers": layers, **config}, "weights": []}


def without_weights(entry):
    """The configuration alone."""
    entry = {key: value for key, value in entry.items() if key not in ("weights", "group")}
    if isinstance(entry["config"], dict) and "layers" in entry["config"]:
        entry["config"] = {**entry["config"], "layers": [without_weights(part) for part in entry["config"]["layers"]]}
    return entry


def all_weights(entry):
    """[(layer's name, role, array)] of a model or layer."""
    found = [(entry["config"]["name"], role, array) for role, array in entry["weights"]]
    for part in entry["config"].get("layers", []):
        found += all_weights(part)
    return found


# -- Keras 2 ---------------------------------------------------------------------------------------------------------

def h5_group(entry, prefix="", suffix=":0"):
    """The group of a layer of the outer model."""
    root, names = Group(), []
    for name, role, array in all_weights(entry):
        path = f"{prefix}{name}/{role}{suffix}"
        names.append(path)
        node = root
        for part in path.split("/")[:-1]:
            node = node.children.setdefault(part, Group())
        node.children[path.split("/")[-1]] = Dataset(array)
    root.attributes["weight_names"] = numpy.array([name.encode() for name in names]) if names else numpy.zeros(0, "f8")
    return root


def h5(whole, version="2.11.0", split=False, prefix="", suffix=":0", **attributes):
    weights = Group({entry["config"]["name"]: h5_group(entry, prefix, suffix) for entry in whole["config"]["layers"]})
    config = json.dumps(without_weights(whole))
    if split:
        half = len(config) // 2
        attributes.update(model_config0=config[:half], model_config1=config[half:])
    else:
        attributes.setdefault("model_config", config)
    if version:
        attributes["keras_version"] = version
    optimizer = Group({"Adam": Group({"dense": Dataset(numpy.ones(3))})})
    return file_of(Group({"model_weights": weights, "optimizer_weights": optimizer}, attributes))


# -- Keras 3 ---------------------------------------------------------------------------------------------------------

SNAKES = {"Dense": "dense", "BatchNormalization": "batch_normalization", "Normalization": "normalization",
          "PReLU": "p_re_lu", "LeakyReLU": "leaky_re_lu", "Sequential": "sequential", "Functional": "functional",
          "Activation": "activation", "InputLayer": "input_layer", "Dropout": "dropout", "ReLU": "re_lu",
          "Flatten": "flatten"}


def keras_group(entry, names, sideways):
    values = Group({str(index): Dataset(array) for index, (_, array) in enumerate(entry["weights"])},
                   {"name": entry["config"]["name"]} if names else {})
    group = Group({"vars": values, **entry.get("group", {})})
    if "layers" in entry["config"]:
        counts, parts = {}, {}
        for part in entry["config"]["layers"]:
            kind = SNAKES.get(part["class_name"], part["class_name"].lower())
            number = counts[kind] = counts.get(kind, -1) + 1
            parts[kind + (f"_{number}" if number else "")] = keras_group(part, names, sideways)
        group.children[sideways] = Group(parts)
    return group


def keras(whole, version="3.3.0", names=False, sideways="layers", compression=zipfile.ZIP_STORED, leave_out=()):
    file = io.BytesIO()
    members = {"metadata.json": json.dumps({"keras_version": version}),
               "config.json": json.dumps(without_weights(whole)),
               "model.weights.h5": file_of(keras_group(whole, names, sideways))}
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            if name not in leave_out:
                archive.writestr(name, data)
    return file.getvalue()


# -- functional models -----------------------------------------------------------------------------------------------

def called_2(entry, *inputs, **keywords):
    """With the call as Keras 2 writes it; inputs are (name, node)."""
    nodes = [[[name, node, 0, keywords] for name, node in inputs]] if inputs else []
    return {**entry, "name": entry["config"]["name"], "inbound_nodes": entry.get("inbound_nodes", []) + nodes}


def called_3(entry, *inputs, **keywords):
    """As Keras 3 does."""
    tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "keras_history": [name, node, 0]}}
               for name, node in inputs]
    arguments = [tensors] if len(tensors) > 1 else tensors
    nodes = [{"args": arguments, "kwargs": keywords}] if inputs else []
    return {**entry, "name": entry["config"]["name"], "inbound_nodes": entry.get("inbound_nodes", []) + nodes}


def functional(layers, first, last, name="model", kind="Functional"):
    return model(layers, name, kind, input_layers=first, output_layers=last)
