// Tables of the trainings that the program holds compiled, one table for each optimizer.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>

#include "tune/shapes.hpp"
#include "tune/trial.hpp"

namespace tune {

/// train_and_judge for one network and one optimizer.
using training = fold_score (*)(const point&, const split&, uint32_t fold, uint32_t epochs);

/// [hidden_layers][inputs - 1]
using compiled_trainings =
    std::array<std::array<training, most_inputs>, std::size(all_hidden_layers)>;

// Each in a file of its own, so that they compile side by side.
extern const compiled_trainings with_gradient_descent;
extern const compiled_trainings with_momentum;
extern const compiled_trainings with_adam;

}  // namespace tune
