# SPDX-License-Identifier: MIT
"""Networks of Keras that the sections of its files share. What is given as keras is Keras 3 or tf_keras."""
import numpy

from models import drawn

FEATURES = 6
NAMES = ("linear", "relu", "sigmoid", "tanh", "elu", "selu", "softplus", "softsign", "silu", "gelu", "hard_sigmoid",
         "relu6", "leaky_relu", "mish", "hard_silu", "celu")
LAST_NAMES = ("softmax", "log_softmax")


def seeded(keras, model, seed=9):
    """Random weights, and statistics as after training."""
    random = numpy.random.default_rng(seed)
    values = []
    for variable in model.weights:
        name, shape = getattr(variable, "path", variable.name), tuple(variable.shape)
        if "variance" in name or "gamma" in name:
            values.append(random.uniform(0.5, 2, shape))
        elif "count" in name or "seed" in name:
            values.append(numpy.asarray(variable))
        elif "alpha" in name:     # of a PReLU: the same for all
            values.append(numpy.full(shape, 0.3))
        else:
            values.append(random.standard_normal(shape) * (0.7 if "kernel" in name else 0.5))
    model.set_weights(values)
    return model


def sequential(keras, *layers, features=FEATURES, dtype=None):
    shape = features if isinstance(features, tuple) else (features,)
    return seeded(keras, keras.Sequential([keras.Input(shape=shape, dtype=dtype), *layers]))


def with_activation(keras, name, dtype=None):
    dense = keras.layers.Dense
    if name in LAST_NAMES:
        return sequential(keras, dense(8, activation="tanh", dtype=dtype), dense(4, activation=name, dtype=dtype),
                          dtype=dtype)
    return sequential(keras, dense(8, activation=name, dtype=dtype), dense(5, activation=name, dtype=dtype),
                      dense(3, dtype=dtype), dtype=dtype)


def activation_layers(keras):
    """{name: makes a layer}"""
    layers = keras.layers
    return {"relu": layers.ReLU, "relu6": lambda: layers.ReLU(max_value=6.0),
            "relu_slope": lambda: layers.ReLU(negative_slope=0.1), "leaky_relu": layers.LeakyReLU,
            "leaky_relu_01": lambda: layers.LeakyReLU(0.1), "leaky_relu_0": lambda: layers.LeakyReLU(0.0),
            "elu": layers.ELU, "elu_05": lambda: layers.ELU(0.5), "prelu": layers.PReLU,
            "activation_tanh": lambda: layers.Activation("tanh"),
            "activation_gelu": lambda: layers.Activation(keras.activations.gelu)}


def with_layer(keras, make):
    dense = keras.layers.Dense
    return sequential(keras, dense(8), make(), dense(5), make(), dense(3))


def orders(keras):
    """{name: makes a model}: normalizations, scalings, dropout and shapes wherever people put them."""
    layers = keras.layers
    dense, norm = layers.Dense, layers.BatchNormalization
    mean, variance = numpy.arange(6.0), numpy.arange(1.0, 7.0)

    def functional():
        x = keras.Input((FEATURES,), name="features")
        return seeded(keras, keras.Model(x, dense(2, name="out")(norm()(dense(8, "relu", name="first")(x))),
                                         name="whole"))

    def nested():
        inner = keras.Sequential([keras.Input((FEATURES,)), dense(8, "tanh"), norm()], name="inner")
        return sequential(keras, inner, dense(4, "relu"), keras.Sequential([dense(3), layers.Softmax()]))

    def functional_nested():
        inner_x = keras.Input((FEATURES,))
        inner = keras.Model(inner_x, dense(5, "relu")(inner_x), name="encoder")
        x = keras.Input((FEATURES,))
        return seeded(keras, keras.Model(x, dense(2, "sigmoid")(layers.Dropout(0.5)(inner(x)))))

    def of(*parts, **more):
        return lambda: sequential(keras, *(part() if callable(part) and not hasattr(part, "get_config") else part
                                           for part in parts), **more)

    return {
        "norm_before": of(dense(8), norm(), layers.Activation("relu"), dense(3)),
        "norm_after": of(dense(8, "relu"), norm(), dense(3)),
        "norm_first": of(norm(), dense(8, "relu"), dense(3)),
        "norm_last": of(dense(8, "relu"), dense(3), norm()),
        "norm_plain": of(dense(8, use_bias=False), norm(scale=False, center=False), layers.ReLU(), dense(3)),
        "norm_no_scale": of(dense(8), norm(scale=False, epsilon=0.1), layers.ReLU(), dense(3)),
        "norm_no_center": of(dense(8), norm(center=False), layers.ReLU(), dense(3)),
        "normalization": of(layers.Normalization(mean=mean, variance=variance), dense(8, "tanh"), dense(1)),
        "normalization_axis_none": of(layers.Normalization(axis=None, mean=2.0, variance=9.0), dense(8, "tanh"),
                                      dense(1)),
        "normalization_invert": of(dense(8, "tanh"), dense(2),
                                   layers.Normalization(mean=[10.0, -3.0], variance=[4.0, 2.0], invert=True)),
        "rescaling": of(layers.Rescaling(1 / 255, offset=-0.5), dense(8, "tanh"), dense(1)),
        "dropouts": of(layers.GaussianNoise(0.1), dense(8, "relu"), layers.Dropout(0.5), dense(5, "selu"),
                       layers.AlphaDropout(0.1), layers.ActivityRegularization(0.1), dense(1)),
        "flatten": of(layers.Flatten(), dense(8, "relu"), dense(3), features=(2, 3)),
        "flatten_rescaled": of(layers.Rescaling(2.0), layers.Flatten(), dense(8, "relu"), dense(3), features=(3, 2, 1)),
        "reshape": of(layers.Reshape((6,)), dense(8, "relu"), dense(3), features=(2, 3)),
        "no_bias": of(dense(8, "relu", use_bias=False), dense(3, use_bias=False)),
        "softmax_layer": of(dense(8, "relu"), dense(4), layers.Softmax()),
        "activation_object": of(dense(8, activation=layers.LeakyReLU(0.2)), dense(3)),
        "one_layer": of(dense(1, "sigmoid")), "deep": lambda: deep(keras),
        "wide": of(dense(300, "relu"), dense(2)), "functional": functional, "nested": nested,
        "functional_nested": functional_nested}


def deep(keras, dtype=None):
    return sequential(keras, *(keras.layers.Dense(6, activation="tanh", dtype=dtype) for _ in range(14)), dtype=dtype)


def adapted(keras):
    layer = keras.layers.Normalization()
    layer.adapt((drawn(FEATURES, 11, 200) * [1, 20, 0.1, 3, 5, 1] + 4).astype(numpy.float32))
    model = keras.Sequential([keras.Input((FEATURES,)), layer, keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
    for part in model.layers[1:]:
        part.set_weights([numpy.random.default_rng(3).standard_normal(value.shape) for value in part.get_weights()])
    return model


def trained(keras):
    """With the state of an optimizer in its file."""
    model = with_activation(keras, "relu")
    model.compile(optimizer="adam", loss="mse")
    x = drawn(FEATURES, 12).astype(numpy.float32)
    model.fit(x, numpy.ones((len(x), 3), numpy.float32), epochs=1, verbose=0)
    return model


def refused(keras):
    """{name: (makes a model, a word of why)}"""
    layers = keras.layers

    def residual():
        x = keras.Input((FEATURES,))
        return keras.Model(x, layers.Dense(2)(layers.Add()([layers.Dense(FEATURES, "relu")(x), x])))

    def two_inputs():
        a, b = keras.Input((2,)), keras.Input((3,))
        return keras.Model([a, b], layers.Dense(1)(layers.Concatenate()([a, b])))

    def of(*parts, features=FEATURES):
        return lambda: sequential(keras, *(part() for part in parts), features=features)

    return {"convolution": (of(lambda: layers.Conv1D(2, 3), layers.Flatten, lambda: layers.Dense(1), features=(8, 1)),
                            "Conv1D"),
            "layer_norm": (of(layers.LayerNormalization, lambda: layers.Dense(1)), "LayerNormalization"),
            "recurrent": (of(lambda: layers.LSTM(3), lambda: layers.Dense(1), features=(4, 2)), "LSTM"),
            "threshold": (of(lambda: layers.Dense(3), lambda: layers.ReLU(threshold=1.0)), "threshold"),
            "exponential": (of(lambda: layers.Dense(3, "exponential")), "exponential"),
            "without_flatten": (of(lambda: layers.Dense(3), features=(2, 3)), "Flatten"),
            "residual": (residual, ""), "two_inputs": (two_inputs, "")}


def inputs(model, seed=10):
    """[samples][...] as the model takes them."""
    shape = tuple(model.input_shape[1:])
    return drawn(int(numpy.prod(shape)), seed).reshape(-1, *shape)


def outputs(model, x, number=numpy.float32):
    return numpy.asarray(model(x.astype(number), training=False), numpy.float64)


def expected(keras, name, model, x):
    """What the framework says of a model of orders(). TensorFlow's hyperbolic tangent of floats is off by up to 4.1
    units in the last place on some processors, which fourteen layers amplify to 2.3e-6, more than is allowed us. So
    it computes that model in float64, from the same weights."""
    if name != "deep":
        return outputs(model, x)
    twin = deep(keras, "float64")
    twin.set_weights(model.get_weights())
    return outputs(twin, x.astype(numpy.float32), numpy.float64)


ENDINGS = ("keras", "h5")


def add(folder, name, model, y=None, **more):
    """A model as files of both kinds; y are its outputs, if the model does not say them itself."""
    x = inputs(model)
    if y is None:
        y = outputs(model, x)
    for ending in ENDINGS:
        folder.add(f"{name}.{ending}", model.save, x, y, **more)


def add_orders(keras, folder):
    for name, make in orders(keras).items():
        model = make()
        add(folder, name, model, expected(keras, name, model, inputs(model)))
