// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <cmath>
#include <cstddef>
#include <numeric>

#include "jobs.hpp"
#include "picomlp/random/numpy_random_state.hpp"

namespace bench {

namespace {

double plus_minus_one(picomlp::numpy_random_state& stream) { return 2 * stream.uniform() - 1; }

}  // namespace

labelled_points course_circles() {
    constexpr std::size_t samples = course_samples;
    constexpr std::size_t half = samples / 2;
    constexpr double pi = 3.141592653589793;
    picomlp::numpy_random_state stream(1);
    std::vector<std::uint32_t> order(samples);
    std::iota(order.begin(), order.end(), 0U);
    stream.shuffle(order.data(), static_cast<std::uint32_t>(samples));
    labelled_points points{std::vector<double>(2 * samples), std::vector<double>(samples)};
    for (std::size_t s = 0; s < samples; ++s) {
        const bool outer = order[s] < half;
        const double angle = static_cast<double>(order[s] % half) * (2 * pi / half);
        const double radius = outer ? 1 : 0.8;
        points.x[s] = radius * std::cos(angle);
        points.x[samples + s] = radius * std::sin(angle);
        points.y[s] = outer ? 0 : 1;
    }
    for (std::size_t s = 0; s < samples; ++s) {
        points.x[s] += 0.05 * stream.normal();
        points.x[samples + s] += 0.05 * stream.normal();
    }
    return points;
}

std::vector<double> course_parameters() {
    const layer_sizes sizes = {2, 10, 5, 1};
    picomlp::numpy_random_state stream(3);
    std::vector<double> parameters;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        const double scale = std::sqrt(2.0 / sizes[l - 1]);
        for (int k = 0; k < sizes[l] * sizes[l - 1]; ++k) {
            parameters.push_back(stream.normal() * scale);
        }
        for (int k = 0; k < sizes[l]; ++k) parameters.push_back(0);
    }
    return parameters;
}

std::vector<double> network_parameters(const layer_sizes& sizes) {
    picomlp::numpy_random_state stream(
        static_cast<std::uint32_t>(std::accumulate(sizes.begin(), sizes.end(), 0)));
    std::vector<double> parameters;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        const double bound = std::sqrt(6.0 / sizes[l - 1]);
        for (int k = 0; k < sizes[l] * sizes[l - 1]; ++k) {
            parameters.push_back(bound * plus_minus_one(stream));
        }
        for (int k = 0; k < sizes[l]; ++k) parameters.push_back(0.1 * plus_minus_one(stream));
    }
    return parameters;
}

std::vector<double> uniform_numbers(std::uint32_t seed, int count) {
    picomlp::numpy_random_state stream(seed);
    std::vector<double> numbers;
    for (int k = 0; k < count; ++k) numbers.push_back(plus_minus_one(stream));
    return numbers;
}

labelled_batches training_data(int features, int classes) {
    labelled_batches data;
    data.x = uniform_numbers(5, training_batches * features * training_batch);
    for (int b = 0; b < training_batches; ++b) {
        for (int c = 0; c < classes; ++c) {
            for (int s = 0; s < training_batch; ++s) data.y.push_back(s % classes == c ? 1 : 0);
        }
    }
    return data;
}

}  // namespace bench
