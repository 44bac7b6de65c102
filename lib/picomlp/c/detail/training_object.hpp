// SPDX-License-Identifier: MIT
// What stands behind the objects of C's training: what it is made of, and the training itself.
#pragma once

#include "picomlp/c/detail/activation_object.hpp"
#include "picomlp/c/training.h"
#include "picomlp/loss/loss_list.hpp"
#include "picomlp/optimizer/optimizer.hpp"
#include "picomlp/random/xoshiro128pp.hpp"
#include "picomlp/trainer/dynamic_batch.hpp"
#include "picomlp/trainer/dynamic_training.hpp"
#include "picomlp/trainer/trainer_step.hpp"

struct picomlp_trained_activation {
    const picomlp_activation* predicting;
    picomlp::detail::training_entry<float> training;
};

struct picomlp_loss {
    picomlp::detail::loss_entry<float> entry;
};

struct picomlp_optimizer {
    uint32_t state_arrays;
    void (*set_defaults)(picomlp_optimizer_settings&);
    picomlp::status (*check)(const picomlp_optimizer_settings&);
    picomlp::status (*update)(const picomlp_optimizer_settings&,
                              const picomlp::update_request<float>&);
};

struct picomlp_initializer {
    void (*fill)(picomlp::dense_shape shape, float* weights, picomlp::xoshiro128pp& bits);
};

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// What a training with an option does otherwise than one without.
struct training_routines {
    size_t object_bytes;
    bool masks;
    status (*open)(void* object, const picomlp_training_settings& settings,
                   const dynamic_shape& shape, const dynamic_training& how,
                   const training_lists<float>& lists, memory_block memory);
    step_result<float> (*step)(picomlp_training& training, const float* x, const float* y,
                               uint32_t samples);
    step_result<float> (*epoch)(picomlp_training& training, const float* x, const float* y,
                                uint32_t samples, const uint32_t* order, uint32_t count);
    void (*set_numbers)(picomlp_training& training);
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

struct picomlp_training_option {
    picomlp::detail::training_routines routines;
};

/// The head of the memory. Behind it: the trainer, layers, parameters, batch, network, and the
/// trainer's own memory.
struct picomlp_training {
    const picomlp::detail::training_routines* routines = nullptr;
    const picomlp_optimizer* optimizer = nullptr;
    picomlp_optimizer_settings numbers = {};
    picomlp::xoshiro128pp bits{0};
    float* parameters = nullptr;
    picomlp::basic_dynamic_network<float, void> network;
    picomlp::basic_dynamic_batch<float> batch;
};
