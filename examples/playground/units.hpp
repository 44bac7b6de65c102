// SPDX-License-Identifier: MIT
// What every unit of a network makes of the plane: its output at the points of a small grid.
#pragma once

#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/model.hpp"

namespace playground {

class unit_pictures {
  public:
    static constexpr uint32_t most_points = 400;
    static constexpr uint32_t most_units_of_all = most::hidden_units + 1;

    /// For `points` points, features x points, which are most_points at most.
    picomlp::status draw(const model& of, features points);
    /// Of a unit, counted from 0 through all dense layers: as many outputs as there were points.
    const float* of_unit(uint32_t number) const { return outputs_ + size_t{number} * points_; }

  private:
    static constexpr size_t bytes =
        sizeof(picomlp::layer<float>) + sizeof(picomlp::sample_layer<float>) +
        sizeof(picomlp::kernels::narrow_layer) +
        sizeof(float) * 2 * most_units * (samples_at_a_time + 1) + 4 * most::between_arrays;

    uint32_t points_ = 0;
    float outputs_[size_t{most_units_of_all} * most_points];
    alignas(picomlp::dynamic_network<activations>::alignment) unsigned char memory_[bytes];
};

}  // namespace playground
