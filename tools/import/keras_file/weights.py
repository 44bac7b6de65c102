# SPDX-License-Identifier: MIT
"""Where Keras files keep a layer's weights."""
import re

import numpy

from hdf5_file.file import Hdf5
from refusal import Refused
from zip_file import ZipFile

# A layer's weights in the order in which Keras 3 numbers them; a name is absent where the layer has not got it.
ORDERS = {"Dense": ("kernel", "bias"), "PReLU": ("alpha",), "Normalization": ("mean", "variance", "count"),
          "BatchNormalization": ("gamma", "beta", "moving_mean", "moving_variance")}
SIDEWAYS = "layers", "_layer_checkpoint_dependencies"


def snake_case(name):
    """As Keras makes a group's name of a class's name."""
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


class Weights:
    """Arrays by their roles; kinds collects the types they are stored in."""

    def __init__(self, kinds):
        self._kinds = kinds

    def _array(self, node, name):
        array = node.array()
        if array.dtype.kind == "f":
            self._kinds.add(array.dtype.itemsize)
        elif array.dtype.kind not in "iu" or array.ndim:
            raise Refused(f"Layer '{name}': its weights are stored as {array.dtype}, not as floating-point numbers.")
        return array.astype(numpy.float64)


class H5Weights(Weights):
    """Of a .h5 file: a group for each layer of the outer model, with an attribute that names its weights."""

    def __init__(self, root, kinds):
        super().__init__(kinds)
        self._root = root.find("model_weights")
        if self._root is None:
            raise Refused("The file has no group model_weights.")

    def of(self, models, layer, _roles):
        """`models`: the nested models around the layer, from the outside; the outermost is left out."""
        name = layer.name
        outer = models[0].name if models else name
        group = self._root.find(outer)
        if group is None:
            raise Refused(f"Layer '{name}' has no weights in the file.")
        names = _texts(group.attribute("weight_names"), group.attribute)
        found = {}
        for path in names:
            parts = path.split("/")
            if models and name not in parts[:-1]:
                continue
            node = group.find(path)
            role = parts[-1].split(":")[0]
            if node is None or role in found:
                raise Refused(f"Layer '{name}' has its weights '{path}' nowhere or twice.")
            found[role] = self._array(node, name)
        return found


def _texts(value, attribute):
    """A list of texts, which h5py's users split when it is too long."""
    if value is None:
        value, index = [], 0
        while (part := attribute(f"weight_names{index}")) is not None:
            value = list(value) + list(part)
            index += 1
    if isinstance(value, numpy.ndarray) and value.size == 0:
        return []
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Refused("The file's names of weights are no texts.")
    return value


class KerasWeights(Weights):
    """Of a .keras file: groups that are named by the layers' classes, and numbered within them."""

    def __init__(self, root, kinds):
        super().__init__(kinds)
        self._root = root
        self._names = {}       # of the layers in a group, by the group's id: [(name, group)]

    def of(self, models, layer, roles):
        group = self._values(self._group(models, layer), layer)
        found = {}
        for index, role in enumerate(roles):
            node = group.find(str(index)) if group is not None else None
            if node is not None:
                found[role] = self._array(node, layer.name)
        return found

    def of_activation(self, models, layer, roles):
        """Of an activation that is a layer itself, inside a layer."""
        values = self._group(models, layer).find("activation/vars")
        node = values.find("0") if values is not None else None
        return {roles[0]: self._array(node, layer.name)} if node is not None else {}

    def _group(self, models, layer):
        group = self._root
        for part in (*models, layer):
            group = self._part(group, part)
        return group

    @staticmethod
    def _values(group, layer):
        """The group of a layer's numbered weights."""
        values = group.find("vars")
        if values is None and group.find("0") is None:
            raise Refused(f"Layer '{layer.name}' has no weights in the file.")
        return group if values is None else values

    def _part(self, group, layer):
        """A layer's group within a model's. Newer files say its name; in older ones the number tells."""
        kind, before = layer.place
        number = snake_case(kind) + (f"_{before}" if before else "")
        for sideways in SIDEWAYS:
            siblings = group.find(sideways)
            if siblings is None:
                flat = group.children.get(f"{sideways}\\{number}\\vars")    # as Windows once wrote them
                if flat is not None:
                    return flat
                continue
            if id(siblings) not in self._names:
                self._names[id(siblings)] = [(values.attribute("name"), node) for node in siblings.children.values()
                                             if (values := node.children.get("vars")) is not None]
            named = [node for name, node in self._names[id(siblings)] if name == layer.name]
            found = named[0] if len(named) == 1 else siblings.find(number)
            if found is not None:
                return found
        raise Refused(f"Layer '{layer.name}' has no weights in the file.")


def opened_h5(data):
    """The root of a .h5 file."""
    return Hdf5(data).root


def opened_keras(data):
    """(config's bytes, metadata's bytes, root of the weights) of a .keras file."""
    file = ZipFile(data)
    missing = [name for name in ("config.json", "model.weights.h5") if name not in file.names]
    if missing:
        raise Refused(f"The zip file is not Keras's: it has no {missing[0]}.")
    metadata = file.read("metadata.json") if "metadata.json" in file.names else b"{}"
    return file.read("config.json"), metadata, Hdf5(file.read("model.weights.h5")).root
