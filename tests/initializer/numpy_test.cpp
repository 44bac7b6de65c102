// SPDX-License-Identifier: MIT
#include "picomlp/initializer/numpy.hpp"

#include <cstring>

#include "golden/course_parameters.hpp"
#include "initializer/initializer_checks.hpp"
#include "picomlp/initializer/initialize.hpp"

using namespace testing;
using namespace picomlp;

namespace {

/// W1 W2 W3 in the course's order (out x in, row by row), from the library's.
template <class T, class Initializer>
std::vector<T> course_weights(const Initializer& initializer, const int (&layers)[4]) {
    numpy_random_state source(3);
    std::vector<T> all;
    for (int l = 0; l + 1 < 4 && layers[l + 1] != 0; ++l) {
        const dense_shape shape{static_cast<uint16_t>(layers[l]),
                                static_cast<uint16_t>(layers[l + 1])};
        const std::vector<T> w = weights_of<T>(initializer, shape, source);
        for (std::size_t out = 0; out < shape.outputs; ++out) {
            for (std::size_t in = 0; in < shape.inputs; ++in) {
                all.push_back(w[in * shape.outputs + out]);
            }
        }
    }
    return all;
}

template <class T>
std::vector<T> course_weights(const char* init, const int (&layers)[4]) {
    const auto is = [&](const char* name) { return std::strcmp(init, name) == 0; };
    if (is("zeros")) return course_weights<T>(zeros{}, layers);
    if (is("random")) return course_weights<T>(numpy_normal_times{10}, layers);
    if (is("uniform")) return course_weights<T>(numpy_uniform_times{10}, layers);
    if (is("he")) return course_weights<T>(numpy_he{}, layers);
    if (is("xavier")) return course_weights<T>(numpy_xavier{}, layers);
    if (is("xavier_divided")) return course_weights<T>(numpy_normal_over_root{}, layers);
    return {};
}

}  // namespace

TEST_CASE_TEMPLATE("every initialization that the course prints has NumPy's bits, in float rounded",
                   T, float, double) {
    for (const auto& course : golden::course_initial_parameters) {
        std::vector<T> expected;
        for (int k = 0; k < course.count; ++k) {
            expected.push_back(static_cast<T>(course.weight[k]));
        }
        CAPTURE(course.init);
        CAPTURE(course.layers[0]);
        CHECK(same_bits(course_weights<T>(course.init, course.layers), expected));
    }
}

TEST_CASE(
    "multiplying by sqrt(1 / n) and dividing by sqrt(n) differ in some last bits, as in NumPy") {
    const int layers[4] = {2, 10, 5, 1};
    CHECK(!same_bits(course_weights<double>("xavier", layers),
                     course_weights<double>("xavier_divided", layers)));
}
