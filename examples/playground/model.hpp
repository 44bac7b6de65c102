// A network and its training by gradient descent, with L2 and dropout: what picomlp::trainer does
// for a network whose type it is told, step for step and bit for bit, for one that is chosen at run
// time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/choices.hpp"
#include "playground/networks.hpp"

namespace playground {

inline constexpr uint32_t most_samples = 300;       ///< of a step
inline constexpr uint32_t samples_at_a_time = 100;  ///< of predictions and studies
inline constexpr uint32_t bins = 30;

using features = picomlp::sample_view<const float, 2>;
using targets = picomlp::sample_view<const float, 1>;

/// What the picture of one layer is drawn from.
struct layer_picture {
    picomlp::histogram<float, bins> activations;
    picomlp::histogram<float, bins> gradients;
    picomlp::verdict health;
};

class model {
  public:
    /// status::bad_argument for what a trainer would not take.
    static picomlp::status check(const rates& chosen);

    /// A network with initial parameters, no step done. The rates are as they were.
    void begin(const network_tables& network, start which, uint32_t seed);
    /// Rates that check() has passed.
    void choose(const rates& chosen) { rates_ = chosen; }

    /// As trainer::step, of most_samples samples at most.
    picomlp::step_result<float> step(features x, targets y);
    picomlp::evaluation<float> evaluate(features x, targets y);
    picomlp::status predict(features x, picomlp::sample_view<float, 1> y);
    /// As picomlp::study: one picture for each dense layer.
    picomlp::status study(features x, targets y, layer_picture* pictures);

    const network_tables& network() const { return *network_; }
    const float* parameters() const { return w_; }
    uint32_t steps_done() const { return steps_; }

  private:
    template <class Initializer>
    void initialize(const Initializer& initializer, uint32_t seed);
    picomlp::status compute_gradient(features x, targets y, float* cost);

    const network_tables* network_;
    rates rates_;
    uint32_t seed_;
    uint32_t steps_;
    float w_[most.parameters];
    float gradient_[most.parameters];
    float activations_[most.kept_rows * most_samples];
    float delta_[2 * most.widest * most_samples];
    float costs_[most_samples];
    uint32_t mask_words_[most.hidden_units * picomlp::mask_words(most_samples)];

    // Of predictions and studies.
    float odd_[most.widest * samples_at_a_time];
    float even_[most.widest * samples_at_a_time];
    float outputs_[samples_at_a_time];
    float sums_[samples_at_a_time];
    picomlp::statistics_in_two_passes<float> statistics_[1 + 2 * most.layers];
    float unit_means_[most.study_units];
    uint8_t unit_alive_[most.study_units];
};

}  // namespace playground
