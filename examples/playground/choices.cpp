// SPDX-License-Identifier: MIT
#include "playground/choices.hpp"

namespace playground {

namespace {

constexpr const char* datasets[] = {"circles", "moons", "xor", "spiral", "blobs", "surface", "csv"};
constexpr const char* initializers[] = {
    "zeros",         "random",         "he",           "xavier",        "he_normal", "he_uniform",
    "xavier_normal", "xavier_uniform", "lecun_normal", "lecun_uniform", "orthogonal"};
constexpr const char* optimizers[] = {
    "gradient_descent", "momentum", "nesterov", "rmsprop", "rprop", "adam", "adamw"};
constexpr const char* activations[] = {"relu",    "tanh",         "leaky_relu", "relu6",
                                       "elu",     "selu",         "softplus",   "softsign",
                                       "sigmoid", "hard_sigmoid", "silu",       "hard_swish",
                                       "gelu",    "gelu_tanh",    "mish",       "identity"};

template <uint32_t Count>
names all_of(const char* const (&name)[Count]) {
    return {name, Count};
}

}  // namespace

names names_of(choice what) {
    switch (what) {
        case choice::dataset:
            return all_of(datasets);
        case choice::initializer:
            return all_of(initializers);
        case choice::activation:
            return all_of(activations);
        case choice::optimizer:
            return all_of(optimizers);
    }
    return {nullptr, 0};
}

}  // namespace playground
