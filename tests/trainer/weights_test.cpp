// SPDX-License-Identifier: MIT
// Weights of classes and samples: in steps, epochs, fits and evaluations.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "golden/weights.hpp"
#include "instruction_sets.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::binary_cross_entropy;
using picomlp::class_weights;
using picomlp::dense;
using picomlp::hyperbolic_tangent;
using picomlp::identity;
using picomlp::input;
using picomlp::mean_squared_error;
using picomlp::relu;
using picomlp::sample_weights;
using picomlp::softmax;
using picomlp::softmax_cross_entropy;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;

namespace {

template <class T>
using binary =
    basic_network<T, input<3>, dense<17, relu>, dense<9, hyperbolic_tangent>, dense<1, sigmoid>>;
template <class T>
using three =
    basic_network<T, input<3>, dense<17, relu>, dense<9, hyperbolic_tangent>, dense<3, softmax>>;
template <class T>
using real =
    basic_network<T, input<3>, dense<17, relu>, dense<9, hyperbolic_tangent>, dense<2, identity>>;

template <class Network, class Loss, uint32_t Batch, class... Options>
using descent =
    picomlp::trainer<Network, Loss, picomlp::gradient_descent, batch<Batch>, Options...>;

template <class Network>
struct problem {
    using T = typename Network::value_type;
    static constexpr bool has_classes =
        !std::is_same_v<typename Network::output_activation, identity>;

    typename Network::parameters w;
    matrix<T> x;
    matrix<T> y;
    std::vector<T> of_sample;
    std::vector<T> of_class;

    explicit problem(uint32_t samples) : y(Network::outputs, samples) {
        std::mt19937 random(samples);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(3, samples, random, -1.5, 1.5);
        for (uint32_t s = 0; s < samples; ++s) {
            if (!has_classes) {
                for (uint32_t o = 0; o < Network::outputs; ++o) {
                    y(o, s) = reference::between<T>(random, -1, 1);
                }
            } else if (Network::outputs == 1) {
                y(0, s) = static_cast<T>(random() % 2);
            } else {
                y(random() % Network::outputs, s) = T(1);
            }
            of_sample.push_back(s % 7 == 3 ? T(0) : reference::between<T>(random, 0.01, 5));
        }
        for (uint32_t k = 0; k < picomlp::class_count(Network::outputs); ++k) {
            of_class.push_back(reference::between<T>(random, 0.1, 9));
        }
    }
    auto features() const { return reference::view_of<3>(x); }
    auto targets() const { return reference::view_of<Network::outputs>(y); }
    T class_weight(uint32_t s) const {
        return of_class[picomlp::label_of<T>(Network::outputs, &y.values[s], y.samples)];
    }
    class_weights::settings<Network> classes() const {
        class_weights::settings<Network> chosen;
        std::copy(of_class.begin(), of_class.end(), chosen.weight);
        return chosen;
    }
    /// The weights of all samples, by the options that are named.
    std::vector<T> weights(bool by_class, bool by_sample) const {
        std::vector<T> all;
        for (uint32_t s = 0; s < of_sample.size(); ++s) {
            all.push_back((by_sample ? of_sample[s] : T(1)) * (by_class ? class_weight(s) : T(1)));
        }
        return all;
    }
};

template <class Gradient>
auto numbers_of(const Gradient& g) {
    return std::vector<typename Gradient::value_type>(std::begin(g.values), std::end(g.values));
}

/// A trainer's cost and gradient against the plain program's, bit for bit.
template <class Loss, class Network, class Trainer>
void check_against_reference(Trainer& t, const problem<Network>& p,
                             const std::vector<typename Network::value_type>& weights) {
    using T = typename Network::value_type;
    const auto expected = reference::cost_and_gradient<Network, Loss, T>(reference::values_of(p.w),
                                                                         p.x, p.y, {}, weights);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        const auto found = t.compute_gradient(p.w, p.features(), p.targets());
        CHECK(found.status == status::ok);
        CHECK(found.cost == expected.cost);
        CHECK(testing::same_bits(numbers_of(t.gradient()), expected.gradient));
        CHECK(t.compute_cost(p.w, p.features(), p.targets()).cost == expected.cost);
    });
}

template <class Loss, class Network, uint32_t Samples>
void check_cost_and_gradient() {
    INFO("samples ", Samples);
    const problem<Network> p(Samples);
    descent<Network, Loss, Samples, sample_weights> by_sample{sample_weights::values(p.of_sample)};
    check_against_reference<Loss>(by_sample, p, p.weights(false, true));
    if constexpr (problem<Network>::has_classes) {
        descent<Network, Loss, Samples, class_weights> by_class{p.classes()};
        check_against_reference<Loss>(by_class, p, p.weights(true, false));
        descent<Network, Loss, Samples, class_weights, sample_weights> by_both{
            p.classes(), sample_weights::values(p.of_sample)};
        check_against_reference<Loss>(by_both, p, p.weights(true, true));
        descent<Network, Loss, Samples, sample_weights, class_weights> turned_round{
            p.classes(), sample_weights::values(p.of_sample)};
        check_against_reference<Loss>(turned_round, p, p.weights(true, true));
    }
}

}  // namespace

TEST_CASE_TEMPLATE("weighed costs and gradients have the plain program's bits", T, float, double) {
    check_cost_and_gradient<binary_cross_entropy, binary<T>, 1>();
    check_cost_and_gradient<binary_cross_entropy, binary<T>, 37>();
    check_cost_and_gradient<softmax_cross_entropy, three<T>, 20>();
    check_cost_and_gradient<mean_squared_error, real<T>, 1>();
    check_cost_and_gradient<mean_squared_error, real<T>, 20>();
    // More than the chunk that is held at a time.
    check_cost_and_gradient<softmax_cross_entropy, three<T>, 700>();
}

namespace {

template <class T, uint32_t Outputs, class Activation>
using small_net =
    basic_network<T, input<3>, dense<4, hyperbolic_tangent>, dense<Outputs, Activation>>;

/// Within some roundings of the largest number of the gradient, or of the cost.
template <class T, class Loss, class Activation, class Options, unsigned Outputs>
void check_golden(const golden::weighed_case<Outputs>& c, Options options) {
    using net = small_net<T, Outputs, Activation>;
    typename net::parameters w;
    for (unsigned k = 0; k < c.parameter_count; ++k) w.values[k] = static_cast<T>(c.parameters[k]);
    matrix<T> x(3, golden::weighed_samples);
    matrix<T> y(Outputs, golden::weighed_samples);
    for (size_t k = 0; k < x.values.size(); ++k) x.values[k] = static_cast<T>(c.x[k]);
    for (size_t k = 0; k < y.values.size(); ++k) y.values[k] = static_cast<T>(c.y[k]);
    std::vector<T> of_sample;
    for (const double weight : c.of_sample) of_sample.push_back(static_cast<T>(weight));
    auto t = options(net{}, of_sample);
    const auto found =
        t.compute_gradient(w, reference::view_of<3>(x), reference::view_of<Outputs>(y));
    CHECK(found.status == status::ok);
    const double rounding = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;
    double largest = 0;
    for (const double g : c.gradient) largest = std::max(largest, std::fabs(g));
    CHECK(std::fabs(static_cast<double>(found.cost) - c.cost) <= 16 * rounding * c.cost);
    for (unsigned k = 0; k < c.parameter_count; ++k) {
        CHECK(std::fabs(static_cast<double>(t.gradient().values[k]) - c.gradient[k]) <=
              16 * rounding * largest);
    }
    if constexpr (!std::is_same_v<Activation, identity>) {
        class_weights::settings<net> balanced;
        CHECK(class_weights::balance(reference::view_of<Outputs>(y), balanced) == status::ok);
        for (unsigned k = 0; k < c.classes; ++k) {
            CHECK(std::fabs(static_cast<double>(balanced.weight[k]) - c.balanced[k]) <=
                  3 * rounding * c.balanced[k]);
        }
    }
}

template <class T, class Loss, class Activation, unsigned Outputs>
void check_golden_classes(const golden::weighed_case<Outputs>& c) {
    check_golden<T, Loss, Activation>(c, [&](auto net, const auto& of_sample) {
        using network = decltype(net);
        class_weights::settings<network> classes;
        for (unsigned k = 0; k < c.classes; ++k) classes.weight[k] = static_cast<T>(c.of_class[k]);
        return descent<network, Loss, golden::weighed_samples, class_weights, sample_weights>{
            classes, sample_weights::values(of_sample)};
    });
}

}  // namespace

TEST_CASE_TEMPLATE("weighed costs, gradients and balanced weights are NumPy's", T, float, double) {
    check_golden_classes<T, binary_cross_entropy, sigmoid>(golden::binary);
    check_golden_classes<T, softmax_cross_entropy, softmax>(golden::classes);
    check_golden<T, mean_squared_error, identity>(golden::regression, [](auto net,
                                                                         const auto& of_sample) {
        return descent<decltype(net), mean_squared_error, golden::weighed_samples, sample_weights>{
            sample_weights::values(of_sample)};
    });
}

TEST_CASE_TEMPLATE("a weight of 1 changes no bit, with dropout and frozen layers too", T, float,
                   double) {
    using net = three<T>;
    using plain = descent<net, softmax_cross_entropy, 40, picomlp::dropout, picomlp::frozen<1>>;
    using weighed = descent<net, softmax_cross_entropy, 40, class_weights, picomlp::dropout,
                            sample_weights, picomlp::frozen<1>>;
    problem<net> p(40);
    const std::vector<T> ones(40, T(1));
    plain t{picomlp::dropout::keep(0.75)};
    weighed u{picomlp::dropout::keep(0.75), class_weights::weights(1, 1, 1),
              sample_weights::values(ones)};
    auto w = p.w;
    for (int step = 0; step < 3; ++step) {
        const auto expected = t.step(p.w, p.features(), p.targets());
        const auto found = u.step(w, p.features(), p.targets());
        CHECK(found.status == status::ok);
        CHECK(found.cost == expected.cost);
        CHECK(testing::same_bits(reference::values_of(w), reference::values_of(p.w)));
    }
}

TEST_CASE_TEMPLATE("a sample of weight 0 is none, one of weight 2 is two", T, float, double) {
    using net = binary<T>;
    problem<net> p(24);
    std::vector<T> weights(24, T(1));
    weights[5] = 0;
    weights[9] = 2;
    descent<net, binary_cross_entropy, 24, sample_weights> t{sample_weights::values(weights)};
    const auto found = t.compute_gradient(p.w, p.features(), p.targets());
    // The same samples once more, with 9 in the place of 5.
    for (size_t f = 0; f < 3; ++f) p.x(f, 5) = p.x(f, 9);
    p.y(0, 5) = p.y(0, 9);
    descent<net, binary_cross_entropy, 24> plain;
    const auto expected = plain.compute_gradient(p.w, p.features(), p.targets());
    const double rounding = static_cast<double>(std::numeric_limits<T>::epsilon());
    CHECK(std::fabs(static_cast<double>(found.cost - expected.cost)) <=
          4 * rounding * static_cast<double>(expected.cost));
    double largest = 0;
    for (const T g : plain.gradient().values) {
        largest = std::max(largest, std::fabs(static_cast<double>(g)));
    }
    for (size_t k = 0; k < net::parameter_count; ++k) {
        CHECK(std::fabs(static_cast<double>(t.gradient().values[k] - plain.gradient().values[k])) <=
              4 * rounding * largest);
    }
}

TEST_CASE("the gradient check passes with weights") {
    using net = binary<double>;
    problem<net> p(12);
    descent<net, binary_cross_entropy, 12, class_weights, sample_weights, picomlp::l2> t{
        p.classes(), sample_weights::values(p.of_sample), picomlp::l2::lambda(0.3)};
    const auto report = check_gradient(t, p.w, p.features(), p.targets());
    CHECK(report.status == status::ok);
    CHECK(report.relative_difference < 1e-7);
}

TEST_CASE_TEMPLATE("an epoch carries weights along with their samples", T, float, double) {
    using net = binary<T>;
    using weighed = descent<net, binary_cross_entropy, 8, class_weights, sample_weights>;
    problem<net> p(30);
    std::vector<int> order(30);
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937(3));
    picomlp::mini_batch<net, 8> buffer;
    weighed t{p.classes(), sample_weights::values(p.of_sample)};
    auto w = p.w;
    const auto found = t.epoch(w, p.features(), p.targets(), order, buffer);
    CHECK(found.status == status::ok);

    weighed by_hand{p.classes()};
    picomlp::running_mean<T> cost;
    for (uint32_t begin = 0; begin < 30; begin += 8) {
        const uint32_t count = std::min<uint32_t>(8, 30 - begin);
        matrix<T> x(3, count);
        matrix<T> y(1, count);
        std::vector<T> weights;
        for (uint32_t k = 0; k < count; ++k) {
            const auto s = static_cast<size_t>(order[begin + k]);
            x.set_column(k, p.x.column(s));
            y.set_column(k, p.y.column(s));
            weights.push_back(p.of_sample[s]);
        }
        by_hand.set(sample_weights::values(weights.data(), weights.size()));
        const auto step = by_hand.step(p.w, reference::view_of<3>(x), reference::view_of<1>(y));
        CHECK(step.status == status::ok);
        cost.add(step.cost, count);
    }
    CHECK(found.cost == cost.value());
    CHECK(testing::same_bits(reference::values_of(w), reference::values_of(p.w)));
    // A step of its own afterwards takes weights in their order again.
    const auto again = t.step(w, p.features().slice(0, 8), p.targets().slice(0, 8));
    CHECK(again.status == status::mismatched_samples);
}

TEST_CASE_TEMPLATE("fit weighs training and not validation", T, float, double) {
    using net = binary<T>;
    using weighed = descent<net, binary_cross_entropy, 8, sample_weights>;
    problem<net> p(30);
    picomlp::fit_memory<weighed, 30> memory;
    picomlp::fit_settings<T> settings;
    settings.epochs = 2;
    settings.validation = 6U;
    settings.shuffled = false;
    weighed t{sample_weights::values(p.of_sample)};
    auto w = p.w;
    T costs[2];
    T validation_costs[2];
    const auto result = fit(t, w, p.features(), p.targets(), memory, settings, [&](const auto& r) {
        costs[r.epoch - 1] = r.cost;
        validation_costs[r.epoch - 1] = r.validation_cost;
    });
    CHECK(result.status == status::ok);
    std::vector<uint16_t> order(24);
    std::iota(order.begin(), order.end(), uint16_t{0});
    picomlp::mini_batch<net, 8> buffer;
    picomlp::evaluation_scratch<net, 8> scratch;
    weighed by_hand{sample_weights::values(p.of_sample)};
    for (int epoch = 0; epoch < 2; ++epoch) {
        CHECK(by_hand.epoch(p.w, p.features(), p.targets(), order, buffer).cost == costs[epoch]);
        const auto seen = picomlp::evaluate<binary_cross_entropy>(
            p.w, scratch, p.features().slice(24, 6), p.targets().slice(24, 6));
        CHECK(seen.cost == validation_costs[epoch]);
    }
    CHECK(testing::same_bits(reference::values_of(w), reference::values_of(p.w)));
}

TEST_CASE_TEMPLATE("evaluate reports the cost of a weighed step, to the bit", T, float, double) {
    using net = three<T>;
    using weighed = descent<net, softmax_cross_entropy, 700, class_weights, sample_weights>;
    const problem<net> p(700);
    weighed t{p.classes(), sample_weights::values(p.of_sample)};
    picomlp::evaluation_weights<net> weights;
    weights.classes = t.template settings<class_weights>();
    weights.samples = t.template settings<sample_weights>();
    const T expected = t.compute_cost(p.w, p.features(), p.targets()).cost;
    picomlp::evaluation_scratch<net, 1> one;
    picomlp::evaluation_scratch<net, 33> some;
    picomlp::confusion_counts<net> counted;
    picomlp::confusion_counts<net> plainly;
    const auto plain =
        picomlp::evaluate<softmax_cross_entropy>(p.w, some, p.features(), p.targets(), &plainly);
    const auto check = [&](const picomlp::evaluation<T>& found) {
        CHECK(found.status == status::ok);
        CHECK(found.cost == expected);
        CHECK(found.accuracy == plain.accuracy);
        CHECK(found.correct == plain.correct);
        CHECK(found.classifies);
    };
    check(picomlp::evaluate<softmax_cross_entropy>(p.w, one, p.features(), p.targets(), weights));
    check(picomlp::evaluate<softmax_cross_entropy>(p.w, some, p.features(), p.targets(), weights,
                                                   &counted));
    CHECK(std::memcmp(&counted, &plainly, sizeof counted) == 0);
    // Sample by sample, as CSV files have them.
    std::vector<T> x_rows;
    std::vector<T> y_rows;
    for (size_t s = 0; s < 700; ++s) {
        for (const T value : p.x.column(s)) x_rows.push_back(value);
        for (const T value : p.y.column(s)) y_rows.push_back(value);
    }
    check(picomlp::evaluate<softmax_cross_entropy>(p.w, one, picomlp::sample_major(x_rows),
                                                   picomlp::sample_major(y_rows), weights));
    check(picomlp::evaluate<softmax_cross_entropy>(p.w, some, picomlp::sample_major(x_rows),
                                                   picomlp::sample_major(y_rows), weights));
    // Without weights they are all 1.
    CHECK(picomlp::evaluate<softmax_cross_entropy>(p.w, some, p.features(), p.targets(),
                                                   picomlp::evaluation_weights<net>{})
              .cost == plain.cost);
}

TEST_CASE_TEMPLATE("wrong weights are refused, and nothing has changed", T, float, double) {
    using net = binary<T>;
    using weighed = descent<net, binary_cross_entropy, 10, class_weights, sample_weights>;
    problem<net> p(10);
    const auto before = reference::values_of(p.w);
    weighed t;
    picomlp::mini_batch<net, 10> buffer;
    picomlp::evaluation_scratch<net, 4> scratch;
    const std::vector<int> order = {1, 2, 3};
    const auto check = [&](status expected, bool also_evaluate = true) {
        CHECK(t.step(p.w, p.features(), p.targets()).status == expected);
        CHECK(t.compute_cost(p.w, p.features(), p.targets()).status == expected);
        CHECK(t.epoch(p.w, p.features(), p.targets(), order, buffer).status == expected);
        CHECK(testing::same_bits(reference::values_of(p.w), before));
        CHECK(t.state().steps == 0);
        if (!also_evaluate) return;
        const auto found = picomlp::evaluate<binary_cross_entropy>(
            p.w, scratch, p.features(), p.targets(),
            picomlp::evaluation_weights<net>{t.template settings<class_weights>(),
                                             t.template settings<sample_weights>()});
        CHECK(found.status == expected);
        CHECK(found.samples == 0);
        CHECK(found.cost == 0);
    };
    check(status::bad_argument, false);  // none were given
    t.set(sample_weights::values(p.of_sample.data(), 9));
    check(status::mismatched_samples);
    for (const T bad :
         {T(-1), std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        auto weights = p.of_sample;
        weights[9] = bad;  // not among those that the epoch takes
        t.set(sample_weights::values(weights), class_weights::weights(1, 1));
        check(status::bad_argument);
        t.set(sample_weights::values(p.of_sample), class_weights::weights(1, bad));
        check(status::bad_argument);
    }
    t.set(class_weights::weights(1, 1));
    CHECK(t.step(p.w, p.features(), p.targets()).status == status::ok);
    // Weights that make the cost overflow.
    const std::vector<T> huge(10, std::numeric_limits<T>::max());
    t.set(sample_weights::values(huge));
    const auto now = reference::values_of(p.w);
    CHECK(t.step(p.w, p.features(), p.targets()).status == status::diverged);
    CHECK(testing::same_bits(reference::values_of(p.w), now));
}

TEST_CASE_TEMPLATE("balanced weights of classes that do not occur are 1", T, float, double) {
    class_weights::settings<three<T>> chosen;
    const T y[3][4] = {{1, 1, 1, 0}, {0, 0, 0, 0}, {0, 0, 0, 1}};
    CHECK(class_weights::balance(y, chosen) == status::ok);
    CHECK(chosen.weight[0] == T(4) / T(6));
    CHECK(chosen.weight[1] == 1);
    CHECK(chosen.weight[2] == 2);
    const T bad[3][2] = {{1, 1}, {0, std::numeric_limits<T>::quiet_NaN()}, {0, 0}};
    CHECK(class_weights::balance(bad, chosen) == status::not_finite_input);
    CHECK(class_weights::balance(picomlp::sample_major(&y[0][0], 0), chosen) == status::no_samples);
    CHECK(chosen.weight[2] == 2);
}

namespace {

/// 1000 samples around (-1, 0) and 3 around (2, 0), deviation 1/2.
struct rare {
    matrix<float> x{2, 1003};
    matrix<float> y{1, 1003};

    rare() {
        std::mt19937 random(5);
        for (uint32_t s = 0; s < 1003; ++s) {
            const bool positive = s % 334 == 100;
            y(0, s) = positive ? 1.0F : 0.0F;
            x(0, s) = reference::between<float>(random, -1, 1) + (positive ? 1.5F : 0.0F);
            x(1, s) = reference::between<float>(random, -1, 1);
        }
    }
};

using rare_net = picomlp::network<input<2>, dense<8, hyperbolic_tangent>, dense<1, sigmoid>>;

/// [target][predicted] after 30 epochs.
template <class... Options, class... Settings>
picomlp::confusion_counts<rare_net> counts_after_training(const rare& data,
                                                          const Settings&... settings) {
    using trainer = picomlp::trainer<rare_net, binary_cross_entropy, picomlp::gradient_descent,
                                     batch<64>, Options...>;
    trainer t{picomlp::gradient_descent::learning_rate(0.1F), settings...};
    rare_net::parameters w;
    initialize(w, picomlp::xavier_uniform{}, picomlp::xoshiro128pp(1));
    picomlp::fit_memory<trainer, 1003> memory;
    picomlp::fit_settings<float> chosen;
    chosen.epochs = 30;
    CHECK(fit(t, w, reference::view_of<2>(data.x), reference::view_of<1>(data.y), memory, chosen)
              .status == status::ok);
    picomlp::evaluation_scratch<rare_net, 64> scratch;
    picomlp::confusion_counts<rare_net> counts;
    CHECK(picomlp::evaluate<binary_cross_entropy>(w, scratch, reference::view_of<2>(data.x),
                                                  reference::view_of<1>(data.y), &counts)
              .status == status::ok);
    return counts;
}

}  // namespace

TEST_CASE("of 1000 : 3 balanced weights find the three") {
    const rare data;
    const auto plain = counts_after_training<>(data);
    CHECK(plain.count[1][0] == 3);  // "all 0, 99.7 %"
    CHECK(plain.count[0][1] == 0);

    class_weights::settings<rare_net> balanced;
    CHECK(class_weights::balance(reference::view_of<1>(data.y), balanced) == status::ok);
    const auto weighed = counts_after_training<class_weights>(data, balanced);
    CHECK(weighed.count[1][1] == 3);
    CHECK(weighed.count[0][1] < 300);

    std::vector<float> of_samples;
    for (const float target : data.y.values) {
        of_samples.push_back(balanced.weight[target > 0.5F ? 1 : 0]);
    }
    const auto by_samples =
        counts_after_training<sample_weights>(data, sample_weights::values(of_samples));
    CHECK(std::memcmp(&by_samples, &weighed, sizeof weighed) == 0);
}

TEST_CASE("what is not named costs no memory; a trainer with weights is named so in storage") {
    using net = binary<float>;
    // Of an optimizer whose steps on a single sample keep no memory of their own.
    using picomlp::momentum;
    using picomlp::trainer;
    using plain = trainer<net, binary_cross_entropy, momentum, picomlp::batch<16>>;
    using weighed = trainer<net, binary_cross_entropy, momentum, picomlp::batch<16>, class_weights>;
    static_assert(sizeof(weighed) >= sizeof(plain) + 16 * sizeof(float));
    using penalized = trainer<net, binary_cross_entropy, momentum, picomlp::batch<16>, picomlp::l2>;
    static_assert(sizeof(penalized) <= sizeof(plain) + 64);
    CHECK(picomlp::trainer_fingerprint<plain> != picomlp::trainer_fingerprint<weighed>);
}
