// SPDX-License-Identifier: MIT
#include "picomlp/activation/log_softmax.hpp"

#include <vector>

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"

using picomlp::log_softmax;
using namespace testing;

namespace {

template <class T>
std::vector<T> log_softmax_of(std::vector<T> z) {
    log_softmax::apply<T>(static_cast<uint32_t>(z.size()), 1, {z.data(), 1});
    return z;
}

}  // namespace

TEST_CASE_TEMPLATE("log_softmax is within its stated error of its golden values", T, float,
                   double) {
    for (const golden::softmax_case& c : golden::softmax_cases) {
        CAPTURE(c.features);
        CAPTURE(c.z[0]);
        const std::vector<T> a = log_softmax_of(std::vector<T>(c.z, c.z + c.features));
        for (int k = 0; k < c.features; ++k) {
            const double truth = c.logarithm[k];
            if (truth < -double(std::numeric_limits<T>::max())) continue;
            const double bound = (c.features / 2.0 + 2 - truth) * epsilon<T>;
            const T got = a[static_cast<std::size_t>(k)];
            CHECK(std::abs(difference(got, truth, c.logarithm_low[k])) <= bound);
        }
    }
}

TEST_CASE_TEMPLATE("log_softmax does not change when every logit is shifted", T, float, double) {
    const std::vector<T> near = {T(1), T(-2), T(0.5), T(3)};
    std::vector<T> far = near;
    for (T& v : far) v += T(8192);
    CHECK(log_softmax_of(near) == log_softmax_of(far));
}

TEST_CASE_TEMPLATE("log_softmax of NaN or infinity makes the sample NaN", T, float, double) {
    const std::vector<std::vector<T>> spoilt = {
        {not_a_number<T>, T(1)}, {T(1), not_a_number<T>}, {T(1), positive_infinity<T>}};
    for (const std::vector<T>& z : spoilt) {
        const std::vector<T> a = log_softmax_of(z);
        CHECK(std::isnan(a[0]));
        CHECK(std::isnan(a[1]));
    }
}

TEST_CASE("the derivative of log_softmax agrees with central differences") {
    std::mt19937_64 random(5);
    const auto number = [&] { return static_cast<double>(random() >> 11) * 0x1p-52 - 1; };
    for (const std::size_t n : {1u, 2u, 5u, 33u}) {
        std::vector<double> z(n), delta(n);
        for (double& v : z) v = 4 * number();
        for (double& v : delta) v = number();
        const std::vector<double> a = log_softmax_of(z);
        std::vector<double> got = delta;
        log_softmax::derivative<double>(static_cast<uint32_t>(n), 1, {a.data(), 1},
                                        {got.data(), 1});
        const double h = 0x1p-17;
        for (std::size_t k = 0; k < n; ++k) {
            std::vector<double> up = z, down = z;
            up[k] += h;
            down[k] -= h;
            const std::vector<double> above = log_softmax_of(up), below = log_softmax_of(down);
            double slope = 0;
            for (std::size_t i = 0; i < n; ++i) slope += (above[i] - below[i]) / (2 * h) * delta[i];
            CHECK(std::abs(got[k] - slope) < 1e-8);
        }
    }
}
