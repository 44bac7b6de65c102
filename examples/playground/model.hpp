// SPDX-License-Identifier: MIT
// A network of any layers and its training, with L1, L2 and dropout: the library's networks of
// run-time shape, in memory that is there from the beginning and holds the largest.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/activations.hpp"
#include "playground/choices.hpp"
#include "playground/data.hpp"
#include "playground/optimizers.hpp"

namespace playground {

inline constexpr uint32_t most_in_a_step = 900;     ///< of most_samples at least a tenth are tested
inline constexpr uint32_t samples_at_a_time = 100;  ///< of predictions
inline constexpr uint32_t bins = 30;

/// What the largest network has.
struct most {
    static constexpr uint32_t layers = most_hidden_layers + 1;
    static constexpr uint32_t hidden_units = most_hidden_layers * most_units;
    static constexpr uint32_t parameters =
        (inputs + 1) * most_units + (most_hidden_layers - 1) * (most_units + 1) * most_units +
        most_units + 1;
    /// Rows that layers keep for the backward pass: of hidden ones outputs and arguments.
    static constexpr uint32_t kept_rows = 2 * hidden_units + 1;
    /// Of inputs, and twice of all units.
    static constexpr uint32_t study_units = inputs + 2 * (hidden_units + 1);

    // Memory that the library lays out; begin() refuses the network when it is too little.
    static constexpr size_t between_arrays = 64;  ///< each of few begins at a cache line
    static constexpr size_t training_bytes =
        layers * (sizeof(picomlp::layer<float>) + sizeof(picomlp::training_layer<float>) +
                  sizeof(bool)) +
        sizeof(float) *
            ((1 + most_state_arrays) * parameters + most_in_a_step +
             (kept_rows + 2 * most_units) * picomlp::row_spacing<float>(most_in_a_step)) +
        sizeof(uint32_t) * hidden_units * picomlp::mask_words(most_in_a_step) + 5 * between_arrays;
    static constexpr size_t network_bytes =
        layers * (sizeof(picomlp::layer<float>) + sizeof(picomlp::sample_layer<float>) +
                  sizeof(picomlp::kernels::narrow_layer)) +
        sizeof(float) * 2 * most_units * (samples_at_a_time + 1) + 4 * between_arrays;
    static constexpr size_t study_bytes =
        layers * (sizeof(picomlp::layer_results<float>) + sizeof(picomlp::activation_limits)) +
        (1 + 2 * layers) * sizeof(picomlp::statistics_in_two_passes<float>) +
        sizeof(float) * (2 * most_in_a_step + study_units) + study_units + between_arrays;
};

/// What the pictures of one layer are drawn from.
using layer_picture = picomlp::layer_study<float, bins>;

class model {
  public:
    /// status::bad_argument for what a trainer would not take.
    static picomlp::status check(const rates& chosen);

    /// A network with initial parameters, no step done, for steps of `samples` samples at most.
    /// Choices that exist, with rates that check() has passed. status::unusable_shape for layers
    /// that cannot exist: nothing has changed then.
    picomlp::status begin(const settings& chosen, playground::task task, uint32_t samples);
    /// Rates that check() has passed.
    picomlp::status choose(const rates& chosen);

    /// As trainer::step.
    picomlp::step_result<float> step(features x, targets y);
    picomlp::evaluation<float> evaluate(features x, targets y);
    picomlp::status predict(features x, picomlp::sample_view<float, 1> y) const;
    /// One picture for each dense layer.
    picomlp::status study(features x, targets y, layer_picture* pictures);
    /// The lengths of each dense layer's gradient and weights, biases included.
    picomlp::status measure(features x, targets y, float* gradients, float* weights);

    const picomlp::dynamic_network<activations>& network() const { return network_; }
    playground::task task() const { return task_; }
    const picomlp::dynamic_shape& shape() const { return network_.shape(); }
    const float* parameters() const { return w_; }
    uint32_t parameter_count() const { return static_cast<uint32_t>(network_.parameter_count()); }
    uint32_t steps_done() const { return drops_ ? dropping_.steps() : plain_.steps(); }

  private:
    // Masks take time to draw, and need a hidden layer: a trainer for each case, in the same
    // memory.
    using plain_trainer =
        picomlp::dynamic_trainer<activations, losses, optimizers, picomlp::l1, picomlp::l2>;
    using dropping_trainer = picomlp::dynamic_trainer<activations, losses, optimizers, picomlp::l1,
                                                      picomlp::l2, picomlp::dropout>;

    void initialize(start which);
    picomlp::status open_training(bool drops);
    picomlp::status exchange_training();

    picomlp::dynamic_layer layers_[most::layers];
    picomlp::dynamic_network<activations> network_;
    plain_trainer plain_;
    dropping_trainer dropping_;
    bool drops_ = false;  ///< which of them is open
    uint32_t seed_ = 0;
    playground::task task_ = task::classes;
    picomlp::dynamic_training how_{};
    float kept_state_[most_state_arrays * most::parameters];
    float w_[most::parameters];
    alignas(plain_trainer::alignment) unsigned char training_memory_[most::training_bytes];
    alignas(plain_trainer::alignment) unsigned char network_memory_[most::network_bytes];
    alignas(plain_trainer::alignment) unsigned char study_memory_[most::study_bytes];
    float evaluated_[2 * samples_at_a_time];
};

}  // namespace playground
