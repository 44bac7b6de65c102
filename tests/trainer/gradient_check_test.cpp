// The gradient against central differences of the cost, the one check that knows no formula for
// either.
#include <cmath>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::dense;
using picomlp::input;
using sigmoid = struct picomlp::sigmoid;
using tanh_ = struct picomlp::tanh;
using softplus = struct picomlp::softplus;

namespace {

constexpr uint32_t samples = 6;

/// How near a logit comes to a place where a slope jumps, 0 for the relus and +-3 for
/// hard_sigmoid, or an error to Huber's +-1.
template <class Network>
double distance_to_kinks(const picomlp::parameters_of<Network>& w,
                         const reference::matrix<double>& x, const reference::matrix<double>& y) {
    double nearest = 1;
    for (std::size_t s = 0; s < x.samples; ++s) {
        std::vector<double> a = x.column(s);
        uint32_t number = 1;
        for (const auto& layer : reference::layers_of<Network>::list()) {
            std::vector<double> z(layer.shape.outputs);
            reference::forward(layer.shape, w.layer(number++).data(), a.data(), 1, z.data());
            for (const double value : z) {
                const double size = std::fabs(value);
                nearest = std::fmin(nearest, std::fmin(size, std::fabs(size - 3)));
            }
            a = layer.apply(z);
        }
        for (std::size_t o = 0; o < a.size(); ++o) {
            nearest = std::fmin(nearest, std::fabs(std::fabs(a[o] - y(o, s)) - 1));
        }
    }
    return nearest;
}

/// The largest difference over parameters, relative to the gradient's largest element.
///
/// With a step h, the difference of two costs is off by h^2/6 times a third derivative and by the
/// costs' rounding errors over h; Richardson's extrapolation from h and 2h leaves h^4. With h =
/// 2^-11 both are near 1e-13 for costs and derivatives around 1.
template <class Network, class Loss>
double worst_difference(bool targets_are_probabilities) {
    static typename Network::parameters w;
    reference::matrix<double> x;
    reference::matrix<double> y;
    // Where a slope jumps there is no difference quotient to compare with. A logit moves by less
    // than 2h * 1.5 with a parameter of its own layer, by less than that with an earlier one.
    for (unsigned seed = 21; seed == 21 || distance_to_kinks<Network>(w, x, y) < 0.01; ++seed) {
        std::mt19937 random(seed);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<double>(Network::inputs, samples, random, -1.5, 1.5);
        y = reference::any_matrix<double>(Network::outputs, samples, random, -2.5, 2.5);
        for (uint32_t s = 0; s < samples && targets_are_probabilities; ++s) {
            double sum = 0;
            for (uint32_t o = 0; o < Network::outputs; ++o) sum += y(o, s) = std::fabs(y(o, s));
            for (uint32_t o = 0; o < Network::outputs; ++o) y(o, s) /= sum;
        }
    }
    static picomlp::trainer<Network, Loss, picomlp::gradient_descent, batch<samples>> t;
    const auto cost = [&] {
        const auto result = t.compute_gradient(w, reference::view_of<Network::inputs>(x),
                                               reference::view_of<Network::outputs>(y));
        REQUIRE(result.ok());
        return result.cost;
    };
    (void)cost();
    const auto gradient = reference::values_of(t.gradient());
    double largest = 0;
    double worst = 0;
    for (size_t k = 0; k < Network::parameter_count; ++k) {
        const double before = w.values[k];
        const auto slope = [&](double h) {
            w.values[k] = before + h;
            const double above = cost();
            w.values[k] = before - h;
            const double below = cost();
            w.values[k] = before;
            return (above - below) / (2 * h);
        };
        const double h = 1.0 / 2048;
        const double expected = (4 * slope(h) - slope(2 * h)) / 3;
        largest = std::fmax(largest, std::fabs(expected));
        worst = std::fmax(worst, std::fabs(gradient[k] - expected));
    }
    REQUIRE(largest > 1e-3);
    return worst / largest;
}

template <class Hidden, class Last>
using net = basic_network<double, input<3>, dense<5, Hidden>, dense<4, Hidden>, dense<3, Last>>;

constexpr double bound = 1e-9;

template <class Hidden>
void check_hidden() {
    CHECK(worst_difference<net<Hidden, picomlp::identity>, picomlp::mean_squared_error>(false) <
          bound);
    CHECK(worst_difference<net<Hidden, picomlp::identity>, picomlp::huber>(false) < bound);
    CHECK(worst_difference<net<Hidden, sigmoid>, picomlp::binary_cross_entropy>(true) < bound);
    CHECK(worst_difference<net<Hidden, picomlp::softmax>, picomlp::softmax_cross_entropy>(true) <
          bound);
}

template <class Last>
void check_last() {
    CHECK(worst_difference<net<tanh_, Last>, picomlp::mean_squared_error>(false) < bound);
    CHECK(worst_difference<net<tanh_, Last>, picomlp::huber>(false) < bound);
}

}  // namespace

TEST_CASE("with any hidden activation and any loss, the gradient is the cost's slope") {
    SUBCASE("identity") { check_hidden<picomlp::identity>(); }
    SUBCASE("relu") { check_hidden<picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_hidden<picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_hidden<sigmoid>(); }
    SUBCASE("tanh") { check_hidden<tanh_>(); }
    SUBCASE("elu") { check_hidden<picomlp::elu>(); }
    SUBCASE("softplus") { check_hidden<softplus>(); }
    SUBCASE("hard_sigmoid") { check_hidden<picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_hidden<picomlp::silu>(); }
    SUBCASE("gelu") { check_hidden<picomlp::gelu>(); }
    SUBCASE("softmax") { check_hidden<picomlp::softmax>(); }
}

TEST_CASE("with any last activation and a loss of outputs, the gradient is the cost's slope") {
    SUBCASE("identity") { check_last<picomlp::identity>(); }
    SUBCASE("relu") { check_last<picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_last<picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_last<sigmoid>(); }
    SUBCASE("tanh") { check_last<tanh_>(); }
    SUBCASE("elu") { check_last<picomlp::elu>(); }
    SUBCASE("softplus") { check_last<softplus>(); }
    SUBCASE("hard_sigmoid") { check_last<picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_last<picomlp::silu>(); }
    SUBCASE("gelu") { check_last<picomlp::gelu>(); }
    SUBCASE("softmax") { check_last<picomlp::softmax>(); }
}

TEST_CASE("one layer alone has the gradient that its cost's slope says") {
    using one = basic_network<double, input<4>, dense<3, sigmoid>>;
    CHECK(worst_difference<one, picomlp::binary_cross_entropy>(true) < bound);
    CHECK(worst_difference<one, picomlp::mean_squared_error>(false) < bound);
}
