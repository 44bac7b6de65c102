// SPDX-License-Identifier: MIT
// Every loss and activation, with and without penalties and dropout, under check_gradient(),
// which compares with differences of costs and so needs no formula of a loss or an activation.
// Included by a file for each precision.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/gradient_check/gradient_check.hpp"
#include "picomlp/option/dropout.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

namespace testing {

using picomlp::basic_network;
using picomlp::dense;
using picomlp::input;
using picomlp::status;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;
using softplus = struct picomlp::softplus;

constexpr std::uint32_t samples = 5;

template <class T, class Hidden, class Last>
using net = basic_network<T, input<3>, dense<5, Hidden>, dense<4, Hidden>, dense<3, Last>>;

/// The trainers under test: without options, and with every option that has a part in the cost.
template <class Network, class Loss, class... Options>
using teacher =
    picomlp::trainer<Network, Loss, picomlp::gradient_descent, picomlp::batch<samples>, Options...>;

/// What the hidden activations of a case are multiplied by, drawn as the options draw it.
template <class Network>
class masks {
  public:
    using T = typename Network::value_type;
    static constexpr std::uint32_t hidden = Network::layer_count - 1;

    template <class Draw>
    masks(const picomlp::per_layer<T, hidden>& keep, Draw draw) : keep_(keep) {
        draw(picomlp::dropout_masks<T>{words_, 1, Network::table(), keep_.value});
    }
    /// Of hidden layer `layer`, from 0.
    T factor(std::uint32_t layer, std::uint32_t unit, std::uint32_t sample) const {
        std::uint32_t before = 0;
        for (std::uint32_t l = 0; l < layer; ++l) before += Network::sizes[l + 1];
        const bool kept = (words_[before + unit] >> sample & 1) != 0;
        return kept ? T(1) / keep_.value[layer] : T(0);
    }

  private:
    picomlp::per_layer<T, hidden> keep_;
    std::uint32_t words_[64] = {};
};

/// On which side of every place where a slope jumps a network stands: logits at 0 for the relus and
/// +-3 for hard_sigmoid, errors at Huber's +-1, weights at 0 for l1.
template <class Network, class T = typename Network::value_type>
std::vector<int> sides(const picomlp::parameters_of<Network>& w, const reference::matrix<T>& x,
                       const reference::matrix<T>& y, const masks<Network>& dropped) {
    std::vector<int> found;
    const auto side = [&](T v) { found.push_back(v > 0); };
    for (const T v : w.values) side(v);
    for (std::uint32_t s = 0; s < samples; ++s) {
        std::vector<T> a = x.column(s);
        std::uint32_t number = 1;
        for (const auto& layer : reference::layers_of<Network>::list()) {
            std::vector<T> z(layer.shape.outputs);
            reference::forward(layer.shape, w.layer(number).data(), a.data(), 1, z.data());
            for (const T v : z) {
                side(v);
                side(v - 3);
                side(v + 3);
            }
            a = layer.apply(z);
            for (std::uint32_t o = 0; number < Network::layer_count && o < a.size(); ++o) {
                a[o] *= dropped.factor(number - 1, o, s);
            }
            ++number;
        }
        for (std::uint32_t o = 0; o < a.size(); ++o) {
            side(a[o] - y(o, s) - 1);
            side(a[o] - y(o, s) + 1);
        }
    }
    return found;
}

/// Whether no parameter, moved by epsilon, changes sides.
template <class Network, class T = typename Network::value_type>
bool is_smooth(picomlp::parameters_of<Network> w, const reference::matrix<T>& x,
               const reference::matrix<T>& y, const masks<Network>& dropped, T epsilon) {
    const auto here = sides<Network>(w, x, y, dropped);
    for (T& v : w.values) {
        const T before = v;
        for (const T moved : {before + epsilon, before - epsilon}) {
            v = moved;
            if (sides<Network>(w, x, y, dropped) != here) return false;
        }
        v = before;
    }
    return true;
}

/// Parameters, samples and targets.
template <class Network>
struct problem {
    using T = typename Network::value_type;
    typename Network::parameters w;
    reference::matrix<T> x;
    reference::matrix<T> y;

    /// The first ones from `seed` on that are smooth: where a slope jumps there is nothing to
    /// compare with.
    problem(bool targets_are_probabilities, const masks<Network>& dropped, T epsilon) {
        unsigned seed = 21;
        do {
            std::mt19937 random(seed++);
            reference::fill_parameters(w, random);
            x = reference::any_matrix<T>(Network::inputs, samples, random, -1.5, 1.5);
            y = reference::any_matrix<T>(Network::outputs, samples, random, -2.5, 2.5);
            for (std::uint32_t s = 0; s < samples && targets_are_probabilities; ++s) {
                T sum = 0;
                for (std::uint32_t o = 0; o < Network::outputs; ++o) {
                    sum += y(o, s) = std::fabs(y(o, s));
                }
                for (std::uint32_t o = 0; o < Network::outputs; ++o) y(o, s) /= sum;
            }
            REQUIRE(seed < 2000);
        } while (!is_smooth<Network>(w, x, y, dropped, epsilon));
    }
};

template <class Trainer>
void check(Trainer& trainer, const masks<typename Trainer::network>& dropped, bool probabilities) {
    using Network = typename Trainer::network;
    using T = typename Network::value_type;
    problem<Network> of(probabilities, dropped, picomlp::default_epsilon<T>);
    const auto before = reference::values_of(of.w);
    const auto report = check_gradient(trainer, of.w, reference::view_of<Network::inputs>(of.x),
                                       reference::view_of<Network::outputs>(of.y));
    REQUIRE(report.ok());
    CHECK(report.passed());
    CHECK(report.relative_difference < picomlp::default_tolerance<T>);
    // What the costs' rounding makes leaves room for what the check is about.
    CHECK(report.rounding < picomlp::default_tolerance<T> / 2);
    CHECK(testing::same_bits(reference::values_of(of.w), before));
    if constexpr (sizeof(T) == sizeof(double)) {
        // Truncation and rounding are both near 1e-11 with this one: a hundred times sharper.
        const auto sharper =
            check_gradient(trainer, of.w, reference::view_of<Network::inputs>(of.x),
                           reference::view_of<Network::outputs>(of.y), {0x1p-17, 1e-9});
        CHECK(sharper.passed());
    }
}

/// All regularizers.
template <class Network, class Loss>
void check_all(bool probabilities) {
    using T = typename Network::value_type;
    using picomlp::dropout;
    using picomlp::l1;
    using picomlp::l2;
    using keep_probabilities = picomlp::keep_probabilities<Network>;
    const auto every = [](picomlp::dropout_masks<T> to) { picomlp::draw_masks(to, 5, 0, samples); };
    const masks<Network> none(T(1), every);

    teacher<Network, Loss> plain;
    check(plain, none, probabilities);

    using regularized = teacher<Network, Loss, l2, l1, dropout>;
    const keep_probabilities keep{T(0.8), T(0.7)};
    struct {
        T l2;
        T l1;
        bool drops;
    } const cases[] = {
        {T(0.7), T(0), false}, {T(0), T(0.3), false}, {T(0), T(0), true}, {T(0.7), T(0.3), true}};
    for (const auto& each : cases) {
        CAPTURE(each.l2);
        CAPTURE(each.l1);
        CAPTURE(each.drops);
        const keep_probabilities kept = each.drops ? keep : keep_probabilities(T(1));
        typename dropout::settings<Network> drops;
        drops.keep = kept;
        drops.seed = 5;
        regularized trainer(picomlp::l2::lambda(each.l2), picomlp::l1::lambda(each.l1), drops);
        check(trainer, masks<Network>(kept, every), probabilities);
    }
}

/// The course's masks, which differ from dropout's in how they are drawn alone.
template <class Network, class Loss>
void check_with_numpy_dropout(bool probabilities) {
    using T = typename Network::value_type;
    using picomlp::numpy_dropout;
    typename numpy_dropout::settings<Network> drops;
    drops.keep = {T(0.8), T(0.7)};
    drops.seed = 1;
    teacher<Network, Loss, numpy_dropout> trainer(drops);
    const masks<Network> dropped(drops.keep, [](picomlp::dropout_masks<T> to) {
        picomlp::draw_numpy_masks(to, 1, samples);
    });
    check(trainer, dropped, probabilities);
}

/// A kind of hidden layers under every loss.
template <class T, class Hidden>
void check_hidden() {
    check_all<net<T, Hidden, picomlp::identity>, picomlp::mean_squared_error>(false);
    check_all<net<T, Hidden, picomlp::identity>, picomlp::huber>(false);
    check_all<net<T, Hidden, sigmoid>, picomlp::binary_cross_entropy>(true);
    check_with_numpy_dropout<net<T, Hidden, sigmoid>, picomlp::binary_cross_entropy>(true);
    check_all<net<T, Hidden, picomlp::softmax>, picomlp::softmax_cross_entropy>(true);
}

/// A last layer under every loss that is computed from outputs.
template <class T, class Last>
void check_last() {
    check_all<net<T, hyperbolic_tangent, Last>, picomlp::mean_squared_error>(false);
    check_all<net<T, hyperbolic_tangent, Last>, picomlp::huber>(false);
}

}  // namespace testing
