// SPDX-License-Identifier: MIT
// What a visitor of the playground chooses among.
#pragma once

#include <stdint.h>

namespace playground {

/// The course's two; four classes' worth of corners, arms and clouds in two classes; a surface,
/// whose height is learnt; and a table of the visitor's.
enum class dataset { circles, moons, exclusive_or, spiral, blobs, surface, table };

/// Initial weights: the course's, by NumPy's generator, then the library's own.
enum class start {
    zeros,
    random,
    he,
    xavier,
    he_normal,
    he_uniform,
    xavier_normal,
    xavier_uniform,
    lecun_normal,
    lecun_uniform,
    orthogonal
};

/// The library's, in the order of optimizers.hpp.
enum class optimizer { gradient_descent, momentum, nesterov, rmsprop, rprop, adam, adamw };

/// Activation of all layers but the last: the library's, but for those that make a layer's units
/// add up to 1. In the order of activations.hpp.
enum class hidden {
    relu,
    tanh,
    leaky_relu,
    relu6,
    elu,
    selu,
    softplus,
    softsign,
    sigmoid,
    hard_sigmoid,
    silu,
    hard_swish,
    gelu,
    gelu_tanh,
    mish,
    identity
};

inline constexpr uint32_t most_hidden_layers = 6;
inline constexpr uint32_t most_units = 32;  ///< of a hidden layer

/// The layers between two inputs and one output: 0 to most_hidden_layers of them, each of 1 to
/// most_units units.
struct hidden_layers {
    uint32_t count = 0;
    uint32_t units[most_hidden_layers] = {};
};

/// Whether there can be such layers.
constexpr bool exist(const hidden_layers& layers) {
    if (layers.count > most_hidden_layers) return false;
    for (uint32_t l = 0; l < layers.count; ++l) {
        if (layers.units[l] < 1 || layers.units[l] > most_units) return false;
    }
    return true;
}

/// Things to choose by name: each has `count` names, in the order of its enumerators.
enum class choice : uint32_t { dataset, initializer, activation, optimizer };
inline constexpr uint32_t choices = 4;

struct names {
    const char* const* name;
    uint32_t count;
};

/// "circles", "moons"; "zeros", ...; "relu", ...
names names_of(choice what);

/// What may change while a training goes on.
struct rates {
    float learning_rate = 0.1F;  ///< rprop has none
    float l2 = 0;                ///< lambda; 0 for none
    float keep = 1;  ///< dropout's probability of keeping a hidden unit; 1 for no dropout
    float l1 = 0;    ///< lambda; 0 for none
};

/// Which samples there are.
struct sample_choice {
    double noise = 0.05;       ///< of the points, 0 to 1; a table has its own
    uint32_t test_share = 25;  ///< percent of all samples, 10 to 50
};

struct settings {
    playground::dataset dataset = playground::dataset::circles;
    start initializer = start::he;
    hidden_layers layers = {2, {10, 5}};
    hidden activation = hidden::relu;
    uint32_t seed = 3;  ///< of the parameters, of dropout's masks, and of batches
    rates chosen;
    playground::optimizer optimizer = playground::optimizer::gradient_descent;
    uint32_t batch = 0;  ///< samples of a step; 0 for all, as when there are no more
    sample_choice samples;
};

}  // namespace playground
