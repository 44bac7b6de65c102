// SPDX-License-Identifier: MIT
#include "tune/search_space.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/random/uniform.hpp"

namespace tune {

namespace {

double number_in(const std::string& text) {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != end) {
        throw search_error("'" + text + "' is not a number");
    }
    if (!(value >= 0) || value > std::numeric_limits<float>::max()) {
        throw search_error(text + " is not a number from 0 to 3.4e38");
    }
    return value;
}

/// The number between low and high whose logarithm lies `share` of the way between theirs.
float between(double low, double high, double share) {
    const double from = picomlp::math::log(low);
    const double span = picomlp::math::log(high) - from;
    return static_cast<float>(std::clamp(picomlp::math::exp(from + span * share), low, high));
}

template <class T>
const T& one_of(const std::vector<T>& list, picomlp::xoshiro128pp& bits) {
    return list[bits.below(static_cast<uint32_t>(list.size()))];
}

}  // namespace

scale scale::parse(const std::string& text) {
    scale parsed;
    const size_t colon = text.find(':');
    if (colon != std::string::npos) {
        parsed.low_ = number_in(text.substr(0, colon));
        parsed.high_ = number_in(text.substr(colon + 1));
        if (parsed.low_ == 0) throw search_error("a range begins above 0: " + text);
        if (parsed.low_ > parsed.high_) throw search_error("low is above high: " + text);
        return parsed;
    }
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(',', begin), text.size());
        parsed.list_.push_back(static_cast<float>(number_in(text.substr(begin, end - begin))));
        begin = end + 1;
    }
    return parsed;
}

float scale::draw(picomlp::xoshiro128pp& bits) const {
    if (!list_.empty()) return one_of(list_, bits);
    return between(low_, high_, picomlp::uniform<double>(bits));
}

std::vector<float> scale::grid(uint32_t steps) const {
    if (!list_.empty()) return list_;
    std::vector<float> values{static_cast<float>(low_)};
    for (uint32_t i = 1; i + 1 < steps; ++i)
        values.push_back(between(low_, high_, i / (steps - 1.0)));
    if (steps > 1) values.push_back(static_cast<float>(high_));
    return values;
}

std::vector<point> random_points(const search_space& space, uint32_t count, uint64_t seed) {
    picomlp::xoshiro128pp bits(seed);
    std::vector<point> points;
    for (uint32_t i = 0; i < count; ++i) {
        point drawn{};
        drawn.learning_rate = space.learning_rate.draw(bits);
        drawn.l2 = space.l2.draw(bits);
        drawn.by = one_of(space.optimizers, bits);
        drawn.start = one_of(space.initializers, bits);
        drawn.hidden = one_of(space.hidden, bits);
        drawn.seed = one_of(space.seeds, bits);
        drawn.in_hidden =
            space.activations.size() == 1 ? space.activations[0] : one_of(space.activations, bits);
        points.push_back(std::move(drawn));
    }
    return points;
}

std::vector<point> grid_points(const search_space& space, uint32_t steps, uint32_t most) {
    double combinations = 1;
    for (const size_t size : {space.learning_rate.grid_size(steps), space.l2.grid_size(steps),
                              space.optimizers.size(), space.initializers.size(),
                              space.hidden.size(), space.seeds.size(), space.activations.size()}) {
        combinations *= static_cast<double>(size);
    }
    if (combinations > most) {
        throw search_error("the grid has more than " + std::to_string(most) + " points");
    }
    const auto rates = space.learning_rate.grid(steps);
    const auto lambdas = space.l2.grid(steps);
    std::vector<point> points;
    for (const float rate : rates) {
        for (const float lambda : lambdas) {
            for (const auto by : space.optimizers) {
                for (const auto start : space.initializers) {
                    for (const auto& hidden : space.hidden) {
                        for (const auto seed : space.seeds) {
                            for (const auto in_hidden : space.activations) {
                                points.push_back(
                                    {rate, lambda, by, start, hidden, seed, in_hidden});
                            }
                        }
                    }
                }
            }
        }
    }
    return points;
}

}  // namespace tune
