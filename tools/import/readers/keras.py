# SPDX-License-Identifier: MIT
"""Keras's .keras and .h5 files: Sequential models and Functional ones without branches."""
import json

import numpy

from chain import Chain, damage_said_as
from hdf5_file.file import SIGNATURE
from keras_file import activations
from keras_file.graph import DEEPEST_MODEL, MODELS, layers_in_order, parsed_layer
from keras_file.weights import ORDERS, H5Weights, KerasWeights, opened_h5, opened_keras
from refusal import Refused
from zip_file import ZipFile, file_bytes

VANISHING = ("Dropout", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D",
             "SpatialDropout3D", "ActivityRegularization")
SHAPE_KEYS = ("batch_shape", "batch_input_shape")


def recognizes(path, start):
    if start.startswith(SIGNATURE):
        return True
    if not start.startswith(b"PK"):
        return False
    if path.suffix == ".keras":
        return True
    try:
        names = ZipFile(file_bytes(path)).names
    except Refused:
        return False
    return "config.json" in names and "model.weights.h5" in names


def read(path, options):
    with damage_said_as("The file holds something that Keras's files of networks do not."):
        if getattr(options, "activations", None) is not None:
            raise Refused("The file says its activations itself: leave out --activations.")
        data = file_bytes(path)
        kinds = set()
        if data.startswith(SIGNATURE):
            config, version, weights = _of_h5(data, kinds)
        else:
            config, version, weights = _of_keras(data, kinds)
        model = parsed_layer(config, {})
        _check_model(model)
        walk = Walk(weights, version.startswith("3"))
        walk.add_model(model, ())
        return walk.chain.source("Keras", walk.number(kinds))


def _json(data, what):
    with damage_said_as(f"The file's {what} is no JSON."):
        value = json.loads(data)
    if not isinstance(value, dict):
        raise Refused(f"The file's {what} is no JSON object.")
    return value


def _of_h5(data, kinds):
    root = opened_h5(data)
    config = root.attribute("model_config")
    if config is None and root.attribute("model_config0") is not None:
        parts, index = [], 0
        while (part := root.attribute(f"model_config{index}")) is not None:
            parts.append(part if isinstance(part, str) else "".join(part))
            index += 1
        config = "".join(parts)
    if not isinstance(config, str):
        children = root.children
        if root.attribute("layer_names") is not None or any(name in children for name in
                                                            ("layers", "_layer_checkpoint_dependencies", "vars")):
            raise Refused("The file holds weights alone, without the model: save it with model.save instead of "
                          "model.save_weights.")
        raise Refused("The HDF5 file is not Keras's: it has no attribute model_config.")
    version = root.attribute("keras_version")
    return _json(config, "attribute model_config"), version if isinstance(version, str) else "2", H5Weights(root, kinds)


def _of_keras(data, kinds):
    config, metadata, root = opened_keras(data)
    version = _json(metadata, "metadata.json").get("keras_version")
    return _json(config, "config.json"), version if isinstance(version, str) else "3", KerasWeights(root, kinds)


def _check_model(model):
    if model.kind not in MODELS or model.is_own:
        raise Refused(f"The model '{model.name}' is of the class {model.kind}, whose code the file does not hold; "
                      "Sequential and Functional models can be read.")


def _features(shape):
    """A sample's shape out of a batch's; None where it is not told."""
    if not isinstance(shape, list) or len(shape) < 2 or \
            not all(isinstance(length, int) and 0 < length < 1 << 24 for length in shape[1:]):
        return None
    return tuple(shape[1:])


def _vector(name, what, value):
    """Numbers of a configuration as a vector; None for none."""
    if value is None:
        return None
    with damage_said_as(f"Layer '{name}': its {what} holds something else than numbers."):
        vector = numpy.array(value, numpy.float64).reshape(-1)
    return vector


class Walk:
    """Goes through the layers and keeps the shape of a sample on its way."""

    def __init__(self, weights, is_keras_3):
        self.chain = Chain()
        self._weights = weights
        self._is_keras_3 = is_keras_3
        self._shape = None
        self._policies = set()

    def number(self, kinds):
        """What the model computes in."""
        if self._policies & {"float16", "mixed_float16"} or kinds and max(kinds) == 2:
            return "float16"
        if any("bfloat16" in policy for policy in self._policies):
            self.chain.remark("The model computes in bfloat16; its outputs are taken to be computed in float32.")
        return "float64" if kinds and max(kinds) == 8 else "float32"

    def add_model(self, model, models):
        """A model's layers; models: those around it without the outermost."""
        if len(models) > DEEPEST_MODEL:
            raise Refused(f"Model '{model.name}' is nested too deeply.")
        layers, left_out = layers_in_order(model)
        for name in left_out:
            self.chain.remark(f"Layer '{name}' is not on the way to the output and was left out.")
        if self._shape is None:
            self._take_shape(model.name, model.config.get("build_input_shape"))
        for layer in layers:
            if layer.kind in MODELS and not layer.is_own:
                self.add_model(layer, (*models, layer))
            else:
                self._add(layer, models)

    def _take_shape(self, name, batch_shape):
        shape = _features(batch_shape)
        if shape is None or shape == self._shape:
            return
        if self._shape is not None:
            raise Refused(f"Layer '{name}' takes samples of shape {shape} where {self._shape} come.")
        self._shape = shape
        width = _count(shape)
        if self.chain.width is None:
            self.chain.inputs = self.chain.width = width
        if len(shape) > 1:
            self.chain.remark(f"A sample of shape {shape} is given as a row of {width} features, the last dimension "
                              "running fastest.")

    def _rank(self):
        return 1 if self._shape is None else len(self._shape)

    def _add(self, layer, models):
        name, kind, config = layer.name, layer.kind, layer.config
        if layer.is_own:
            raise Refused(f"Layer '{name}' is of the class {kind}, which is not Keras's own.")
        self._note_policy(name, config.get("dtype"))
        for shape in (*(config.get(key) for key in SHAPE_KEYS), layer.build_shape):
            if self._shape is None:
                self._take_shape(name, shape)
        if kind in VANISHING:
            self.chain.remark(f"{kind} '{name}' does nothing after training and was left out.")
        elif kind == "InputLayer" or kind == "Identity":
            pass
        elif kind == "Dense":
            self._add_dense(layer, models)
        elif kind == "Activation":
            self._add_activation(layer, models, config.get("activation"))
        elif kind in activations.LAYERS:
            slopes = self._weights.of(models, layer, ORDERS["PReLU"]).get("alpha") if kind == "PReLU" else None
            activations.add_layer(self.chain, name, kind, config, slopes, self._rank())
        elif kind in ("BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"):
            self._add_batch_normalization(layer, models)
        elif kind == "Normalization":
            self._add_normalization(layer, models)
        elif kind == "Rescaling":
            self._add_affine(name, None, _vector(name, "scale", config.get("scale", 1)),
                             _vector(name, "offset", config.get("offset", 0)))
        elif kind == "Flatten":
            self._flatten(name, config)
        elif kind == "Reshape":
            self._reshape(name, config)
        else:
            raise Refused(f"Layer '{name}' is a {kind}, which is no layer of picomlp.")

    def _note_policy(self, name, dtype):
        """A type, or a policy: by what it is called."""
        if isinstance(dtype, dict):
            config = dtype.get("config")
            if "Quantized" in str(dtype.get("class_name")):
                raise Refused(f"Layer '{name}' is quantized.")
            dtype = config.get("name") if isinstance(config, dict) else None
        if isinstance(dtype, str):
            self._policies.add(dtype)

    # -- layers with weights -----------------------------------------------------------------------------------------

    def _needed(self, layer, models, roles):
        found = self._weights.of(models, layer, roles)
        for role in roles:
            if role not in found:
                raise Refused(f"Layer '{layer.name}' has no {role} in the file.")
        return found

    def _add_dense(self, layer, models):
        name, config = layer.name, layer.config
        if config.get("lora_rank") or config.get("quantization_config") is not None:
            raise Refused(f"Layer '{name}' is quantized or has a LoRA.")
        if self._rank() > 1:
            raise Refused(f"Layer '{name}' is applied to each row of a sample of shape {self._shape}, not to all of "
                          "it: a Flatten is missing.")
        found = self._needed(layer, models, ORDERS["Dense"] if config.get("use_bias", True) else ("kernel",))
        units = config.get("units")
        if found["kernel"].ndim == 2 and units is not None and units != found["kernel"].shape[1]:
            raise Refused(f"Layer '{name}' has {units} units but weights for {found['kernel'].shape[1]}.")
        self.chain.dense(name, found["kernel"], found.get("bias"))
        self._shape = (self.chain.width,)
        self._add_activation(layer, models, config.get("activation"))

    def _add_activation(self, layer, models, value):
        """A dense layer's own activation, or that of an Activation layer."""
        kind, told = activations.serialized(layer.name, value)
        if kind == "function":
            activations.add_function(self.chain, layer.name, told, self._is_keras_3, self._rank())
            return
        slopes = None
        if kind == "PReLU":
            if isinstance(self._weights, KerasWeights):
                slopes = self._weights.of_activation(models, layer, ORDERS["PReLU"]).get("alpha")
            else:
                slopes = self._weights.of(models, layer, ORDERS["PReLU"]).get("alpha")
        activations.add_layer(self.chain, layer.name, kind, told, slopes, self._rank())

    def _add_batch_normalization(self, layer, models):
        name, config = layer.name, layer.config
        absent = [role for role, key in (("gamma", "scale"), ("beta", "center")) if not config.get(key, True)]
        roles = [role for role in ORDERS["BatchNormalization"] if role not in absent]
        found = self._needed(layer, models, roles)
        self._check_axis(name, config.get("axis", -1))
        mean, variance, gamma, beta = (self._spread(name, found.get(role)) for role in
                                       ("moving_mean", "moving_variance", "gamma", "beta"))
        self.chain.normalization(name, mean, variance, config.get("epsilon", 1e-3), gamma, beta)

    def _add_normalization(self, layer, models):
        name, config = layer.name, layer.config
        mean, variance = _vector(name, "mean", config.get("mean")), _vector(name, "variance", config.get("variance"))
        axis = config.get("axis", -1)
        if axis is not None and axis != []:
            self._check_axis(name, axis)
        if mean is None or variance is None:
            found = self._needed(layer, models, ("mean", "variance"))
            mean, variance = found["mean"].reshape(-1), found["variance"].reshape(-1)
        mean, variance = self._spread(name, mean), self._spread(name, variance)
        if (variance < 0).any():
            raise Refused(f"Layer '{name}': it has a variance below zero.")
        deviation = numpy.maximum(numpy.sqrt(variance), 1e-7)
        if config.get("invert"):
            self._add_affine(name, None, deviation, mean)
        else:
            self._add_affine(name, mean, 1 / deviation, None)

    def _check_axis(self, name, axis):
        last = self._rank()
        if axis not in (-1, last, [-1], [last]):
            raise Refused(f"Layer '{name}' normalizes along axis {axis}, which is not the last one.")

    def _spread(self, name, vector):
        """A vector over the last dimension as one over all features."""
        if vector is None or self._shape is None or vector.ndim != 1 or len(vector) in (1, _count(self._shape)):
            return vector
        if len(vector) != self._shape[-1]:
            raise Refused(f"Layer '{name}' has {len(vector)} numbers for samples of shape {self._shape}.")
        return numpy.tile(vector, _count(self._shape) // len(vector))

    def _add_affine(self, name, subtract, multiply, add):
        parts = [self._spread(name, part) for part in (subtract, multiply, add)]
        lengths = {len(part) for part in parts if part is not None} - {1}
        width = lengths.pop() if lengths else self.chain.width
        if width is None:
            raise Refused(f"Layer '{name}': nothing says how many features it takes.")
        self.chain.affine(name, *(None if part is None else numpy.array(numpy.broadcast_to(part, (width,)))
                                  if len(part) in (1, width) else part for part in parts))

    # -- shapes ------------------------------------------------------------------------------------------------------

    def _flatten(self, name, config):
        if config.get("data_format") == "channels_first" and self._rank() > 2:
            raise Refused(f"Layer '{name}' flattens with channels first, which changes the order of the features.")
        self.chain.remark(f"Flatten '{name}' was left out: samples come as rows of features.")
        if self._shape is not None:
            self._shape = (_count(self._shape),)

    def _reshape(self, name, config):
        shape = config.get("target_shape")
        if not isinstance(shape, list) or not all(isinstance(length, int) for length in shape) or self._shape is None:
            raise Refused(f"Layer '{name}' reshapes in a way that the file does not tell.")
        width, known = _count(self._shape), abs(_count(shape))
        if shape.count(-1) == 1 and known and width % known == 0:
            shape = [width // known if length == -1 else length for length in shape]
        if not shape or min(shape) <= 0 or _count(shape) != width:
            raise Refused(f"Layer '{name}' reshapes {self._shape} to {tuple(shape)}, which does not fit.")
        self.chain.remark(f"Reshape '{name}' was left out: samples come as rows of features.")
        self._shape = tuple(shape)


def _count(shape):
    count = 1
    for length in shape:
        count *= length
    return count
