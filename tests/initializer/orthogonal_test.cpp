// SPDX-License-Identifier: MIT
#include "picomlp/initializer/orthogonal.hpp"

#include "initializer/initializer_checks.hpp"

using namespace testing;
using picomlp::orthogonal;

namespace {

constexpr dense_shape shapes[] = {{1, 1},   {1, 9},   {9, 1},   {2, 2},   {4, 4},   {3, 8},  {8, 3},
                                  {16, 16}, {17, 33}, {33, 17}, {64, 64}, {64, 10}, {10, 64}};

/// Largest difference between the Gram matrix of the shorter side's vectors and gain^2 times the
/// identity, in units of (inputs + outputs + 4) gain^2 epsilon / 2.
template <class T>
double worst_over_bound(dense_shape shape, T gain, std::uint64_t seed) {
    picomlp::xoshiro128pp source(seed);
    const std::vector<T> w = weights_of<T>(orthogonal<T>{gain}, shape, source);
    const std::size_t inputs = shape.inputs;
    const std::size_t outputs = shape.outputs;
    const bool rows = inputs <= outputs;
    const std::size_t count = rows ? inputs : outputs;
    const std::size_t length = rows ? outputs : inputs;
    const auto element = [&](std::size_t vector, std::size_t k) {
        return static_cast<long double>(rows ? w[vector * outputs + k] : w[k * outputs + vector]);
    };
    const long double square = static_cast<long double>(gain) * static_cast<long double>(gain);
    long double worst = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            long double product = 0;
            for (std::size_t k = 0; k < length; ++k) product += element(i, k) * element(j, k);
            worst = std::max(worst, std::abs(product - (i == j ? square : 0)));
        }
    }
    const double bound = static_cast<double>(inputs + outputs + 4) * static_cast<double>(square) *
                         double(std::numeric_limits<T>::epsilon()) / 2;
    return static_cast<double>(worst) / bound;
}

}  // namespace

TEST_CASE_TEMPLATE("orthogonal weights have orthonormal rows or columns, times the gain", T, float,
                   double) {
    for (const dense_shape shape : shapes) {
        for (const T gain : {T(1), T(2.5), T(0.1)}) {
            for (const std::uint64_t seed : {1, 2, 3}) {
                CAPTURE(shape.inputs);
                CAPTURE(shape.outputs);
                CAPTURE(seed);
                CHECK(worst_over_bound<T>(shape, gain, seed) <= 1);
            }
        }
    }
}

TEST_CASE_TEMPLATE("the gain is 1 unless the user says otherwise", T, float, double) {
    CHECK(orthogonal<T>{}.gain == T(1));
}

TEST_CASE_TEMPLATE("a single orthogonal weight is the gain or its negative", T, float, double) {
    int negative = 0;
    for (std::uint64_t seed = 0; seed < 64; ++seed) {
        picomlp::xoshiro128pp source(seed);
        const T w = weights_of<T>(orthogonal<T>{T(3)}, {1, 1}, source)[0];
        CHECK(std::abs(w) == T(3));
        negative += w < T(0);
    }
    CHECK(std::abs(binomial_sigmas(negative, 64, 0.5)) < allowed_sigmas);
}

TEST_CASE_TEMPLATE("orthogonal weights keep the first vector's direction of the normal stream", T,
                   float, double) {
    picomlp::xoshiro128pp source(7);
    picomlp::xoshiro128pp twin(7);
    const std::vector<T> w = weights_of<T>(orthogonal<T>{}, {3, 8}, source);
    picomlp::normal<T> stream(twin);
    std::vector<double> first(8);
    double square = 0;
    for (double& v : first) {
        v = static_cast<double>(stream());
        square += v * v;
    }
    for (std::size_t k = 0; k < 8; ++k) {
        CHECK(std::abs(static_cast<double>(w[k]) - first[k] / std::sqrt(square)) <=
              8 * double(std::numeric_limits<T>::epsilon()));
    }
    CHECK(same_state(source, twin));
}

TEST_CASE_TEMPLATE("every element of an orthogonal matrix is spread alike", T, float, double) {
    // An element of a random orthogonal n x n matrix has mean 0 and variance 1/n: over many seeds
    // the scaled sum of corners is nearly normal. The sum of n^2 squares is n, so the mean square
    // of any one element over the seeds is about 1/n, with variance 2 (n - 1) / (n^2 (n + 2)) each.
    const double n = 6;
    const int seeds = 2000;
    for (const std::size_t at : {0u, 5u, 17u, 35u}) {
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < seeds; ++seed) {
            picomlp::xoshiro128pp source(static_cast<std::uint64_t>(seed));
            const double v =
                static_cast<double>(weights_of<T>(orthogonal<T>{}, {6, 6}, source)[at]);
            sum += v;
            squares += v * v - 1 / n;
        }
        CAPTURE(at);
        CHECK(std::abs(sum / std::sqrt(seeds / n)) < allowed_sigmas);
        CHECK(std::abs(squares / std::sqrt(seeds * 2 * (n - 1) / (n * n * (n + 2)))) <
              allowed_sigmas);
    }
}

TEST_CASE_TEMPLATE("orthogonal weights follow from the seed alone", T, float, double) {
    CHECK(follows_its_seed<T>(orthogonal<T>{}));
}

TEST_CASE("orthogonal weights have the same bits in every build and rounding profile") {
    CHECK(fingerprint_of<float>(orthogonal<float>{2.5F}) == 0x35099de7bfa768d4u);
    CHECK(fingerprint_of<double>(orthogonal<double>{2.5}) == 0xe0b71862a5bd2690u);
}
