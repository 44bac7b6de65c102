// SPDX-License-Identifier: MIT
// What is searched: the values that each setting of a training may take, and points among them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picomlp/random/xoshiro128pp.hpp"
#include "tune/activations.hpp"
#include "tune/hidden_layers.hpp"
#include "tune/initializers.hpp"
#include "tune/optimizers.hpp"
#include "tune/search_error.hpp"

namespace tune {

/// The values of a number that counts by its order of magnitude: a list of them, or all from low to
/// high.
class scale {
  public:
    /// "0.01:1" for a range, 0 < low <= high, or "0", "0.1,0.2,0.4" for a list of numbers from 0
    /// on. Throws search_error for anything else, and for what does not fit a float.
    static scale parse(const std::string& text);

    /// One of the list, each equally likely; or from the range, the logarithm being uniform. A
    /// range takes two words of `bits`.
    float draw(picomlp::xoshiro128pp& bits) const;

    /// The list; or `steps` numbers of the range, their logarithms equally spaced, low and high
    /// among them (one number: low).
    std::vector<float> grid(uint32_t steps) const;

    /// How many numbers grid(steps) has, for steps of 1 or more.
    size_t grid_size(uint32_t steps) const { return list_.empty() ? steps : list_.size(); }

  private:
    std::vector<float> list_;  ///< empty for a range
    double low_ = 0;
    double high_ = 0;
};

struct search_space {
    scale learning_rate;
    scale l2;
    std::vector<optimizer> optimizers;
    std::vector<initializer> initializers;
    std::vector<hidden_layers> hidden;
    std::vector<uint32_t> seeds;
    std::vector<activation> activations;
};

/// What one trial trains with.
struct point {
    float learning_rate;
    float l2;
    optimizer by;
    initializer start;
    hidden_layers hidden;
    uint32_t seed;  ///< of the initial parameters and the order of the samples
    activation in_hidden = activation::relu;  ///< of all hidden layers
};

/// `count` points drawn by the generator that `seed` starts: setting by setting, in the order in
/// which search_space names them, but that nothing is drawn for an activation without choice. The
/// first n of them are the same for every count.
std::vector<point> random_points(const search_space& space, uint32_t count, uint64_t seed);

/// Every combination, ranges being cut into `steps` values; the last setting of search_space
/// changes fastest. Throws search_error when there are more than `most`.
std::vector<point> grid_points(const search_space& space, uint32_t steps, uint32_t most);

}  // namespace tune
