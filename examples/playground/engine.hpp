// SPDX-License-Identifier: MIT
// The playground without its page: a data set, a network, its training, and what is drawn of them.
// The same on the desk and in a browser; wants neither a heap nor a C or C++ library.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "playground/choices.hpp"
#include "playground/model.hpp"

namespace playground {

inline constexpr uint32_t training_samples = 300;
inline constexpr uint32_t test_samples = 100;

/// Points as a network takes them: 2 x Count features, samples innermost, and labels 0 or 1.
template <uint32_t Count>
struct sample_arrays {
    float x[2][Count];
    float y[Count];
};

enum class samples : uint32_t { training, test };

/// A rectangle of the plane.
struct area {
    float left, right, bottom, top;
};

class engine {
  public:
    static constexpr uint32_t max_steps = 1024;  ///< of one train()
    static constexpr uint32_t max_grid_points = 16384;

    /// With the choices that settings{} makes.
    engine();
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;

    /// Makes the points and the initial parameters. status::bad_argument for an enumerator that
    /// does not exist or rates out of range, unusable_shape for layers that cannot exist: nothing
    /// has changed then.
    picomlp::status begin(const settings& chosen);

    /// Goes on with other rates; status::bad_argument leaves them as they were.
    picomlp::status change(const rates& chosen);

    /// Full-batch steps, max_steps at most; the number of those done. Fewer than asked for when one
    /// was not ok: outcome() says why, and the parameters are those before it.
    uint32_t train(uint32_t steps);
    picomlp::status outcome() const { return outcome_; }
    /// Of each step of the last train(), before it.
    const float* costs() const { return costs_; }
    uint32_t steps_done() const { return model_.steps_done(); }

    features x_of(samples which) const;
    targets y_of(samples which) const;
    /// Without penalty or dropout.
    picomlp::evaluation<float> evaluate(samples which);

    /// Probabilities of class 1 at height x width points, row by row from the top, the outermost
    /// ones on the area's edges. status::bad_argument unless both are 2 or more, with not more than
    /// max_grid_points points; not_finite_input for such a number.
    picomlp::status draw_grid(uint32_t width, uint32_t height, const area& of);
    const float* grid() const { return grid_; }

    /// Looks into the layers, with the training samples.
    picomlp::status study();
    /// Of dense layer `layer`, from 0, at the last study(); null for one that there is not.
    const layer_picture* picture(uint32_t layer) const;

    /// The chosen network's dense layers, and the units of one, from 0; 0 for one that there is
    /// not.
    uint32_t layer_count() const { return model_.shape().layer_count; }
    uint32_t units(uint32_t layer) const;

    const float* parameters() const { return model_.parameters(); }
    uint32_t parameter_count() const { return model_.parameter_count(); }
    /// Of the parameters' bytes, lowest byte first.
    uint32_t parameter_crc() const;

  private:
    model model_;
    picomlp::status outcome_;
    sample_arrays<training_samples> training_;
    sample_arrays<test_samples> test_;
    float costs_[max_steps];
    float grid_[max_grid_points];
    layer_picture pictures_[most::layers];
};

}  // namespace playground
