# SPDX-License-Identifier: MIT
"""scikit-learn's scalers, of features and of targets."""
import numpy

import pickled_arrays
from operations import Affine
from pickled_values import Instance
from refusal import Refused

SCALERS = ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler")


def is_sklearn(model, *names):
    return isinstance(model, Instance) and model.class_name.startswith("sklearn.") and model.short_name in names


def numbers_of(value, whose, what, dimensions):
    """A floating-point array of the file, checked; its own precision is kept."""
    if not isinstance(value, pickled_arrays.Array):
        raise Refused(f"{whose} has no {what}: it has not been trained")
    values = value.values()
    if isinstance(values, list) or values.dtype.kind not in "fiu" or values.ndim != dimensions:
        raise Refused(f"{whose} has a {what} that is no array of numbers of {dimensions} dimensions")
    return values.astype(values.dtype.newbyteorder("="))


def vector(model, whose, attribute):
    return numbers_of(model.state.get(attribute), whose, attribute, 1).astype(numpy.float64)


class Scaler:
    """x to x * factor + shift, or (x - center) / scale: with the numbers that scikit-learn has."""

    def __init__(self, center=None, scale=None, factor=None, shift=None):
        self.center, self.scale, self.factor, self.shift = center, scale, factor, shift

    def forwards(self, name):
        return Affine(name, self.center, self.factor if self.scale is None else 1 / self.scale, self.shift)

    def backwards(self, name):
        if self.factor is not None:
            return Affine(name, self.shift, 1 / self.factor, None, True)
        return Affine(name, None, self.scale, self.center, True)


def scaler_of(step, whose):
    """None for a scaler that is told to do nothing."""
    flags = step.state
    if not is_sklearn(step, *SCALERS):
        raise Refused(f"{whose} is none of the scalers that are carried over ({', '.join(SCALERS)})")
    if is_sklearn(step, "MinMaxScaler"):
        return Scaler(factor=checked_scale(vector(step, whose, "scale_"), whose), shift=vector(step, whose, "min_"))
    if is_sklearn(step, "MaxAbsScaler"):
        return Scaler(scale=checked_scale(vector(step, whose, "scale_"), whose))
    # mean_ is there even where it is not used.
    is_robust = is_sklearn(step, "RobustScaler")
    shifts = flags.get("with_centering" if is_robust else "with_mean", True)
    scales = flags.get("with_scaling" if is_robust else "with_std", True)
    center = vector(step, whose, "center_" if is_robust else "mean_") if shifts else None
    scale = checked_scale(vector(step, whose, "scale_"), whose) if scales else None
    if center is None and scale is None:
        return None
    return Scaler(center, scale)


def checked_scale(scale, whose):
    if not numpy.all(numpy.isfinite(scale)) or not numpy.all(scale):
        raise Refused(f"{whose} has a scale_ with a zero, or with what is no number")
    return scale


def is_identity_function(step):
    return is_sklearn(step, "FunctionTransformer") and step.state.get("func") is None \
        and step.state.get("inverse_func") is None
