// SPDX-License-Identifier: MIT
// A trained network's view of sample sets and of the plane around them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "course/datasets.hpp"
#include "course/experiment.hpp"
#include "picomlp/picomlp.hpp"

namespace course {

/// Points as a network takes them: x is 2 x size, samples innermost, y 1 x size.
template <class T>
class sample_set {
  public:
    explicit sample_set(const point_set& points) : size_(points.size()) {
        for (const double x1 : points.x1) x_.push_back(static_cast<T>(x1));
        for (const double x2 : points.x2) x_.push_back(static_cast<T>(x2));
        for (const uint8_t label : points.labels) y_.push_back(label);
    }

    uint32_t size() const { return size_; }
    picomlp::sample_view<const T, 2> x() const { return {x_.data(), size_}; }
    picomlp::sample_view<const T, 1> y() const { return {y_.data(), size_}; }

  private:
    uint32_t size_;
    std::vector<T> x_;
    std::vector<T> y_;
};

/// How many are predicted at once; the number changes no result.
inline constexpr uint32_t samples_at_a_time = 100;

/// Fills `to`; unless status::ok is returned, with only a part of what it should hold.
template <class Network>
picomlp::status predict(const picomlp::parameters_of<Network>& w,
                        const sample_set<typename Network::value_type>& on, predictions& to) {
    using T = typename Network::value_type;
    picomlp::batch_scratch<Network, samples_at_a_time> scratch;
    std::vector<T> probability(on.size());
    const picomlp::sample_view<T, 1> outputs(probability.data(), on.size());
    const auto outcome = picomlp::predict(w, scratch, on.x(), outputs);
    if (outcome != picomlp::status::ok) return outcome;

    picomlp::evaluation_scratch<Network, samples_at_a_time> evaluation_scratch;
    const auto evaluated =
        picomlp::evaluate<picomlp::binary_cross_entropy>(w, evaluation_scratch, on.x(), on.y());
    to.accuracy = static_cast<double>(evaluated.correct) / evaluated.samples;
    for (const T p : probability) {
        to.probability.push_back(p);
        to.label.push_back(static_cast<int>(picomlp::label_of({p})));
    }
    return evaluated.status;
}

/// Adds the mean cost of samples that the network is not trained on.
template <class Network>
picomlp::status add_held_out_cost(const picomlp::parameters_of<Network>& w,
                                  const sample_set<typename Network::value_type>& held_out,
                                  std::vector<double>& to) {
    picomlp::evaluation_scratch<Network, samples_at_a_time> scratch;
    const auto evaluated =
        picomlp::evaluate<picomlp::binary_cross_entropy>(w, scratch, held_out.x(), held_out.y());
    if (evaluated.ok()) to.push_back(evaluated.cost);
    return evaluated.status;
}

/// Fills `to` with a grid that reaches half a unit beyond the points; unless status::ok is
/// returned, with only a part of it.
template <class Network>
picomlp::status predict_grid(const picomlp::parameters_of<Network>& w, const point_set& around,
                             boundary_grid& to) {
    using T = typename Network::value_type;
    constexpr int side = boundary_grid::side;
    constexpr double margin = 0.5;
    const auto [left, right] = std::minmax_element(around.x1.begin(), around.x1.end());
    const auto [bottom, top] = std::minmax_element(around.x2.begin(), around.x2.end());
    const double x1_step = (*right - *left + 2 * margin) / (side - 1);
    const double x2_step = (*top - *bottom + 2 * margin) / (side - 1);
    typename Network::scratch scratch;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            const T x[2] = {static_cast<T>(*left - margin + column * x1_step),
                            static_cast<T>(*bottom - margin + row * x2_step)};
            T probability[1];
            const auto outcome = picomlp::predict(w, scratch, x, probability);
            if (outcome != picomlp::status::ok) return outcome;
            to.x1.push_back(x[0]);
            to.x2.push_back(x[1]);
            to.probability.push_back(probability[0]);
        }
    }
    return picomlp::status::ok;
}

}  // namespace course
