// SPDX-License-Identifier: MIT
#include "picomlp/activation/softmax.hpp"

#include <vector>

#include "activation/activation_checks.hpp"
#include "activation/golden/activations.hpp"

using picomlp::softmax;
using namespace testing;

namespace {

template <class T>
std::vector<T> softmax_of(std::vector<T> z) {
    softmax::apply<T>(static_cast<uint32_t>(z.size()), 1, {z.data(), 1});
    return z;
}

/// Largest relative error in units of the bound that the header states; zeros must be met exactly.
template <class T>
double worst_over_bound(const golden::softmax_case& c) {
    const std::vector<T> a = softmax_of(std::vector<T>(c.z, c.z + c.features));
    const double largest = *std::max_element(c.z, c.z + c.features);
    double worst = 0;
    for (int k = 0; k < c.features; ++k) {
        const T got = a[static_cast<std::size_t>(k)];
        const double error = std::abs(difference(got, c.value[k], c.value_low[k]));
        if (c.value[k] == 0) {
            worst = std::max(worst, error == 0 ? 0 : positive_infinity<double>);
        } else {
            const double bound =
                (largest - c.z[k] + 1.5 * c.features + 9) * epsilon<T> / 2 * c.value[k];
            worst = std::max(worst, error / bound);
        }
    }
    return worst;
}

}  // namespace

TEST_CASE_TEMPLATE("softmax is within its stated error of its golden values", T, float, double) {
    for (const golden::softmax_case& c : golden::softmax_cases) {
        CAPTURE(c.features);
        CAPTURE(c.z[0]);
        CHECK(worst_over_bound<T>(c) <= 1);
    }
}

TEST_CASE_TEMPLATE("softmax adds up to 1 within n epsilon / 2, whatever the logits", T, float,
                   double) {
    std::mt19937_64 random(4);
    const double top = double(std::numeric_limits<T>::max());
    for (const double spread : {1e-3, 1.0, 30.0, 1e4, 1e30, top}) {
        for (const std::size_t n : {1u, 2u, 3u, 10u, 100u}) {
            std::vector<T> z(n);
            for (T& v : z) {
                v = static_cast<T>((static_cast<double>(random() >> 11) * 0x1p-52 - 1) * spread);
            }
            const std::vector<T> a = softmax_of(z);
            long double sum = 0;
            int outside = 0;
            for (const T v : a) {
                sum += static_cast<long double>(v);
                outside += !(v >= T(0) && v <= T(1));
            }
            CAPTURE(spread);
            CAPTURE(n);
            CHECK(outside == 0);
            // The double that long double is on some targets rounds the sum itself n times.
            CHECK(std::abs(static_cast<double>(sum - 1)) <=
                  static_cast<double>(n) *
                      (epsilon<T> * 0.5001 + double(std::numeric_limits<long double>::epsilon())));
        }
    }
}

TEST_CASE_TEMPLATE("softmax does not change when every logit is shifted by the same power of two",
                   T, float, double) {
    const std::vector<T> near = {T(1), T(-2), T(0.5), T(3)};
    std::vector<T> far = near;
    for (T& v : far) v += T(8192);
    CHECK(softmax_of(near) == softmax_of(far));
}

TEST_CASE_TEMPLATE("softmax takes -inf beside a finite logit; NaN and +inf make the sample NaN", T,
                   float, double) {
    CHECK(softmax_of<T>({-positive_infinity<T>, T(2), T(2)}) ==
          std::vector<T>{T(0), T(0.5), T(0.5)});
    const std::vector<std::vector<T>> spoilt = {{not_a_number<T>, T(1)},
                                                {T(1), not_a_number<T>},
                                                {T(1), positive_infinity<T>},
                                                {positive_infinity<T>, T(1)},
                                                {-positive_infinity<T>, -positive_infinity<T>}};
    for (const std::vector<T>& z : spoilt) {
        const std::vector<T> a = softmax_of(z);
        CHECK(std::isnan(a[0]));
        CHECK(std::isnan(a[1]));
    }
}

TEST_CASE_TEMPLATE("the derivative of softmax multiplies delta by the Jacobian", T, float, double) {
    std::mt19937_64 random(5);
    const auto number = [&] {
        return static_cast<T>(static_cast<double>(random() >> 11) * 0x1p-52 - 1);
    };
    for (const std::size_t n : {1u, 2u, 5u, 10u, 33u}) {
        std::vector<T> z(n);
        std::vector<T> delta(n);
        for (T& v : z) v = 4 * number();
        for (T& v : delta) v = number();
        const std::vector<T> a = softmax_of(z);
        std::vector<T> got = delta;
        softmax::derivative<T>(static_cast<uint32_t>(n), 1, {a.data(), 1}, {got.data(), 1});
        double largest = 0;
        for (const T d : delta) largest = std::max(largest, std::abs(static_cast<double>(d)));
        double worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
            long double expected = 0;
            for (std::size_t j = 0; j < n; ++j) {
                const long double ai = a[i];
                const long double aj = a[j];
                const long double jacobian = ai * ((i == j ? 1 : 0) - aj);
                expected += jacobian * static_cast<long double>(delta[j]);
            }
            const double bound =
                static_cast<double>(a[i]) * static_cast<double>(n + 4) * largest * epsilon<T> / 2;
            const double error =
                static_cast<double>(std::abs(static_cast<long double>(got[i]) - expected));
            worst = std::max(worst, error / bound);
        }
        CAPTURE(n);
        CHECK(worst <= 1);
    }
}

TEST_CASE("the derivative of softmax agrees with central differences") {
    const std::vector<double> z = {0.3, -1.2, 2.0, 0.7};
    const std::vector<double> weight = {1.5, -0.4, 0.25, 2.0};  // cost = weight . a
    const std::vector<double> a = softmax_of(z);
    std::vector<double> delta = weight;
    softmax::derivative<double>(4, 1, {a.data(), 1}, {delta.data(), 1});
    const auto cost = [&](std::vector<double> at) {
        at = softmax_of(at);
        return at[0] * weight[0] + at[1] * weight[1] + at[2] * weight[2] + at[3] * weight[3];
    };
    const double h = 0x1p-17;
    for (std::size_t k = 0; k < 4; ++k) {
        std::vector<double> up = z;
        std::vector<double> down = z;
        up[k] += h;
        down[k] -= h;
        CHECK(std::abs((cost(up) - cost(down)) / (2 * h) - delta[k]) <= central_difference_bound);
    }
}
