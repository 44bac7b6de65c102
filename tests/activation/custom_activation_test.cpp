// SPDX-License-Identifier: MIT
// An application's own activation, in the form that activation.hpp describes.
#include <vector>

#include "activation/activation_checks.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace {

/// softsign(z) = z / (1 + |z|), which the library does not have.
struct softsign {
    static constexpr picomlp::activation_argument derivative_takes =
        picomlp::activation_argument::preactivation;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, picomlp::strided_rows<T> z) noexcept {
        for (uint32_t f = 0; f < features; ++f) {
            for (uint32_t s = 0; s < samples; ++s) z[f][s] = z[f][s] / (1 + std::abs(z[f][s]));
        }
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, picomlp::strided_rows<const T> z,
                           picomlp::strided_rows<T> delta) noexcept {
        for (uint32_t f = 0; f < features; ++f) {
            for (uint32_t s = 0; s < samples; ++s) {
                const T root = 1 + std::abs(z[f][s]);
                delta[f][s] /= root * root;
            }
        }
    }
};

/// With a routine of its own for one sample, which gives itself away.
struct softsign_that_marks : softsign {
    template <class T>
    static void apply_to_sample(uint32_t features, T* z, T /*parameter*/) noexcept {
        for (uint32_t f = 0; f < features; ++f) z[f] = T(f) + T(100);
    }
};

template <class T>
using net = picomlp::basic_network<T, picomlp::input<2>, picomlp::dense<3, softsign>,
                                   picomlp::dense<1, picomlp::identity>>;

template <class T>
picomlp::parameters_of<net<T>> some_parameters() {
    picomlp::parameters_of<net<T>> w;
    T next = T(-0.8);
    for (T& v : w.values) {
        v = next;
        next += T(0.19);
    }
    return w;
}

}  // namespace

TEST_CASE_TEMPLATE("a network predicts with an activation that the application wrote", T, float,
                   double) {
    const auto w = some_parameters<T>();
    typename net<T>::scratch scratch;
    const T x[2] = {T(0.4), T(-1.1)};
    T y[1] = {};
    REQUIRE(picomlp::predict(w, scratch, x, y) == picomlp::status::ok);
    const auto first = w.template layer<1>();
    const auto second = w.template layer<2>();
    double expected = static_cast<double>(second.bias(0));
    for (uint32_t o = 0; o < 3; ++o) {
        const double z = static_cast<double>(first.bias(o)) +
                         static_cast<double>(first.weight(o, 0)) * static_cast<double>(x[0]) +
                         static_cast<double>(first.weight(o, 1)) * static_cast<double>(x[1]);
        expected += static_cast<double>(second.weight(0, o)) * z / (1 + std::abs(z));
    }
    CHECK(static_cast<double>(y[0]) == doctest::Approx(expected).epsilon(8 * testing::epsilon<T>));
}

TEST_CASE_TEMPLATE("for one sample a network takes the routine that an activation has for it", T,
                   float, double) {
    using marked =
        picomlp::basic_network<T, picomlp::input<2>, picomlp::dense<3, softsign_that_marks>>;
    picomlp::parameters_of<marked> w{};
    typename marked::scratch scratch;
    const T x[2] = {T(0.4), T(-1.1)};
    T y[3] = {};
    REQUIRE(picomlp::predict(w, scratch, x, y) == picomlp::status::ok);
    CHECK(y[0] == 100);
    CHECK(y[1] == 101);
    CHECK(y[2] == 102);
}

TEST_CASE("a network is trained through an activation that the application wrote") {
    using picomlp::strided_rows;
    picomlp::trainer<net<double>, picomlp::mean_squared_error, picomlp::gradient_descent,
                     picomlp::batch<4>>
        trainer;
    auto w = some_parameters<double>();
    const double x[2][4] = {{0.4, -1.0, 2.0, 0.1}, {-1.1, 0.3, 0.7, 1.9}};
    const double y[1][4] = {{1.0, 0.0, -0.5, 0.25}};
    REQUIRE(trainer.compute_gradient(w, x, y).ok());
    const auto gradient = trainer.gradient();
    double difference = 0;
    double size = 0;
    const double h = 0x1p-17;
    for (std::size_t k = 0; k < net<double>::parameter_count; ++k) {
        const double before = w.values[k];
        w.values[k] = before + h;
        const double up = trainer.compute_gradient(w, x, y).cost;
        w.values[k] = before - h;
        const double down = trainer.compute_gradient(w, x, y).cost;
        w.values[k] = before;
        const double quotient = (up - down) / (2 * h);
        difference += (quotient - gradient.values[k]) * (quotient - gradient.values[k]);
        size += quotient * quotient;
    }
    CHECK(std::sqrt(difference / size) < 1e-7);
}
