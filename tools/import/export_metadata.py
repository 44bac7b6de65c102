# SPDX-License-Identifier: MIT
"""What our exports say of themselves, as texts by key: what their formats have no place for. Whoever does not know the
keys computes the same without them."""
import json

FEATURES, CLASSES = "picomlp.features", "picomlp.classes"
ACTIVATIONS, PROFILE = "picomlp.activations", "picomlp.profile"
TARGET_SCALING = "picomlp.target_scaling"    # the names of what scales the targets


def activation_text(layer):
    """As the option --activations has it."""
    return layer.activation if layer.parameter is None else f"{layer.activation}:{layer.parameter!r}"


def of(model):
    """{key: text} of an image.Model."""
    network = model.network
    told = {ACTIVATIONS: ",".join(map(activation_text, network.layers)), PROFILE: model.profile}
    for key, names in (FEATURES, network.feature_names), (CLASSES, network.class_names):
        if names is not None:
            told[key] = json.dumps(names, ensure_ascii=False)
    return told


def names_in(told, key):
    """The names under a key, or None where it has no list of texts."""
    try:
        names = json.loads(told.get(key, "null"))
    except (ValueError, TypeError, RecursionError):
        return None
    return names if isinstance(names, list) and all(isinstance(name, str) for name in names) else None
