// SPDX-License-Identifier: MIT
#include "picomlp/trainer/fit.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::epoch_report;
using picomlp::fit;
using picomlp::fit_end;
using picomlp::fit_memory;
using picomlp::fit_settings;
using picomlp::input;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;
using loss = picomlp::binary_cross_entropy;

namespace {

template <class T>
using net = picomlp::basic_network<T, input<3>, dense<8, hyperbolic_tangent>, dense<1, sigmoid>>;
template <class T, class Optimizer = picomlp::gradient_descent, class... Options>
using trainer_of = picomlp::trainer<net<T>, loss, Optimizer, batch<16>, Options...>;

/// Two noisy classes, so that training on few samples overfits.
template <class T>
struct problem {
    typename net<T>::parameters w;
    matrix<T> x;
    matrix<T> y;

    explicit problem(uint32_t samples, unsigned seed = 1) {
        std::mt19937 random(seed);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(3, samples, random, -1, 1);
        y = matrix<T>(1, samples);
        for (uint32_t s = 0; s < samples; ++s) {
            const T noise = reference::between<T>(random, -0.8, 0.8);
            y(0, s) = x(0, s) + x(1, s) + noise > T(0) ? T(1) : T(0);
        }
    }
    auto features() const { return reference::view_of<3>(x); }
    auto targets() const { return reference::view_of<1>(y); }
    std::vector<T> parameters() const { return reference::values_of(w); }
};

/// fit() with a memory of its own.
template <class T, class Trainer>
auto fitted(Trainer& t, problem<T>& p, const fit_settings<T>& settings) {
    const auto memory = std::make_unique<fit_memory<Trainer, 200>>();
    return fit(t, p.w, p.features(), p.targets(), *memory, settings);
}

}  // namespace

TEST_CASE_TEMPLATE("fit is epochs in an order that shuffles anew", T, float, double) {
    problem<T> p(50);
    problem<T> by_hand(50);
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.5))};
    trainer_of<T> plain{picomlp::gradient_descent::learning_rate(T(0.5))};
    fit_settings<T> settings;
    settings.epochs = 3;
    settings.seed = 0x100000002ULL;
    const auto result = fitted(t, p, settings);
    CHECK(result.ok());
    CHECK(result.end == fit_end::all_epochs);
    CHECK(result.epochs == 3);
    CHECK(result.parameters_after == 3);
    picomlp::mini_batch<net<T>, 16> buffer;
    std::set<std::vector<uint32_t>> orders;
    for (uint32_t epoch = 1; epoch <= 3; ++epoch) {
        const auto drawn = picomlp::philox(2, 1, {{epoch, 0, 0, 0}});
        picomlp::xoshiro128pp bits(uint64_t{drawn.words[0]} << 32 | drawn.words[1]);
        std::vector<uint32_t> order(50);
        picomlp::identity_order(order.data(), 50);
        picomlp::shuffle(order.data(), 50, bits);
        orders.insert(order);
        CHECK(plain.epoch(by_hand.w, p.features(), p.targets(), order.data(), buffer).ok());
    }
    CHECK(orders.size() == 3);
    CHECK(testing::same_bits(p.parameters(), by_hand.parameters()));
}

TEST_CASE_TEMPLATE("fit without shuffling takes the samples as they come, the last ones held back",
                   T, float, double) {
    problem<T> p(50);
    problem<T> by_hand(50);
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.5))};
    trainer_of<T> plain{picomlp::gradient_descent::learning_rate(T(0.5))};
    fit_settings<T> settings;
    settings.epochs = 2;
    settings.shuffled = false;
    settings.validation = 13;
    epoch_report<T> history[2];
    settings.history = history;
    settings.history_size = 2;
    CHECK(fitted(t, p, settings).ok());
    picomlp::mini_batch<net<T>, 16> buffer;
    picomlp::evaluation_scratch<net<T>, 16> scratch;
    std::vector<uint32_t> order(37);
    picomlp::identity_order(order.data(), 37);
    for (const auto& report : history) {
        const auto trained =
            plain.epoch(by_hand.w, p.features(), p.targets(), order.data(), 37, buffer);
        CHECK(report.cost == trained.cost);
        const auto seen = picomlp::evaluate<loss, net<T>>(
            by_hand.w, scratch, p.features().slice(37, 13), p.targets().slice(37, 13));
        CHECK(report.validation_cost == doctest::Approx(seen.cost).epsilon(1e-6));
        CHECK(report.validation_accuracy == seen.accuracy);
    }
    CHECK(history[0].epoch == 1);
    CHECK(history[1].epoch == 2);
    CHECK(history[0].best);
    CHECK(testing::same_bits(p.parameters(), by_hand.parameters()));
}

TEST_CASE_TEMPLATE("a share of the samples is held back as so many of them", T, float, double) {
    const auto trained = [](problem<T>& p, const picomlp::held_back_samples& validation) {
        trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.5))};
        fit_settings<T> settings;
        settings.epochs = 5;
        settings.validation = validation;
        settings.patience = 5;
        return fitted(t, p, settings);
    };
    problem<T> none(50), ten(50), fifth(50), fifth_in_double(50);
    CHECK(trained(ten, 10).ok());
    CHECK(trained(fifth, 0.2F).ok());
    CHECK(trained(fifth_in_double, 0.2).ok());
    CHECK(testing::same_bits(fifth.parameters(), ten.parameters()));
    CHECK(testing::same_bits(fifth_in_double.parameters(), ten.parameters()));
    CHECK(trained(none, 0.0).status == status::bad_argument);  // patience has nothing to look at
    for (const double bad : {0.001, 0.999, 1.0, 10.0, -0.2}) {
        CHECK(trained(none, bad).status == status::bad_argument);
    }
    CHECK(trained(none, -1).status == status::bad_argument);
}

TEST_CASE("samples held back are the same in every epoch and never trained on") {
    std::vector<uint16_t> first(40);
    std::vector<uint16_t> order(40);
    const auto held = [](const std::vector<uint16_t>& from) {
        return std::vector<uint16_t>(from.begin() + 28, from.end());
    };
    picomlp::detail::draw_order(first.data(), 40, 12, 9, true, 1);
    for (uint32_t epoch = 2; epoch < 20; ++epoch) {
        picomlp::detail::draw_order(order.data(), 40, 12, 9, true, epoch);
        CHECK(held(order) == held(first));
        CHECK(order != first);
        std::vector<uint16_t> sorted = order;
        std::sort(sorted.begin(), sorted.end());
        for (uint16_t k = 0; k < 40; ++k) CHECK(sorted[k] == k);
    }
    picomlp::detail::draw_order(order.data(), 40, 12, 10, true, 1);
    CHECK(held(order) != held(first));
}

TEST_CASE_TEMPLATE("early stopping returns to the epoch with the best validation cost", T, float,
                   double) {
    problem<T> p(60, 3);
    trainer_of<T, picomlp::adam> t{picomlp::adam::learning_rate(T(0.05))};
    fit_settings<T> settings;
    settings.epochs = 500;
    settings.seed = 4;
    settings.validation = 20;
    settings.patience = 7;
    std::vector<epoch_report<T>> history(500);
    settings.history = history.data();
    settings.history_size = 500;
    std::vector<std::vector<T>> after{p.parameters()};
    const auto memory = std::make_unique<fit_memory<trainer_of<T, picomlp::adam>, 60>>();
    const auto result = fit(t, p.w, p.features(), p.targets(), *memory, settings,
                            [&](const epoch_report<T>&) { after.push_back(p.parameters()); });
    CHECK(result.ok());
    CHECK(result.end == fit_end::patience);
    CHECK(result.epochs == result.parameters_after + 7);
    CHECK(after.size() == result.epochs + 1);
    CHECK(testing::same_bits(p.parameters(), after[result.parameters_after]));
    T best = std::numeric_limits<T>::max();
    uint32_t best_epoch = 0;
    for (uint32_t e = 0; e < result.epochs; ++e) {
        CHECK(history[e].best == (history[e].validation_cost < best));
        if (history[e].best) {
            best = history[e].validation_cost;
            best_epoch = e + 1;
        }
    }
    CHECK(best_epoch == result.parameters_after);
    CHECK(best_epoch > 1);
    CHECK(t.state().steps == best_epoch * 3);  // 40 samples are three batches

    // Asked to go on, it has nothing more to do.
    const auto again = resume_fit(t, p.w, p.features(), p.targets(), *memory, settings);
    CHECK(again.end == fit_end::patience);
    CHECK(again.epochs == result.epochs);
    CHECK(again.parameters_after == result.parameters_after);
    CHECK(testing::same_bits(p.parameters(), after[result.parameters_after]));
}

TEST_CASE_TEMPLATE("a least improvement makes small ones count for nothing", T, float, double) {
    CHECK(picomlp::detail::improves(T(0.5), T(0.75), T(0.125)));
    CHECK_FALSE(picomlp::detail::improves(T(0.625), T(0.75), T(0.125)));
    CHECK_FALSE(picomlp::detail::improves(T(0.75), T(0.75), T(0)));
}

TEST_CASE_TEMPLATE("an epoch that diverges is rolled back and says so", T, float, double) {
    problem<T> p(48);
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.1))};
    fit_settings<T> settings;
    settings.epochs = 10;
    std::vector<T> good;
    const auto memory = std::make_unique<fit_memory<trainer_of<T>, 48>>();
    const auto result = fit(
        t, p.w, p.features(), p.targets(), *memory, settings, [&](const epoch_report<T>& report) {
            if (report.epoch < 4) return;
            good = p.parameters();
            // So large that the second batch, whose logits overflow, meets
            // what the first one has already changed.
            t.set(picomlp::gradient_descent::learning_rate(std::numeric_limits<T>::max()));
        });
    CHECK(result.status == status::diverged);
    CHECK(result.end == fit_end::rolled_back);
    CHECK(result.epochs == 4);
    CHECK(result.parameters_after == 4);
    CHECK(testing::same_bits(p.parameters(), good));
    CHECK(t.state().steps == 4 * 3);
}

TEST_CASE_TEMPLATE("the callback can end the training", T, float, double) {
    problem<T> p(30);
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.1))};
    const auto memory = std::make_unique<fit_memory<trainer_of<T>, 30>>();
    const auto result = fit(t, p.w, p.features(), p.targets(), *memory, fit_settings<T>{},
                            [](const epoch_report<T>& report) { return report.epoch < 5; });
    CHECK(result.end == fit_end::caller);
    CHECK(result.epochs == 5);
    CHECK(result.parameters_after == 5);
}

TEST_CASE_TEMPLATE("resume_fit goes on where a fit ended", T, float, double) {
    problem<T> straight(50);
    problem<T> pieces(50);
    using trainer_type = trainer_of<T, picomlp::adam, picomlp::dropout>;
    trainer_type once{picomlp::adam::learning_rate(T(0.02)), picomlp::dropout::keep(T(0.8)),
                      picomlp::dropout::seed(3)};
    trainer_type t{picomlp::adam::learning_rate(T(0.02)), picomlp::dropout::keep(T(0.8)),
                   picomlp::dropout::seed(3)};
    fit_settings<T> settings;
    settings.epochs = 7;
    settings.validation = 10;
    CHECK(fitted(once, straight, settings).ok());
    const auto memory = std::make_unique<fit_memory<trainer_type, 50>>();
    for (const uint32_t until : {2U, 3U, 7U}) {
        settings.epochs = until;
        const auto result =
            until == 2
                ? fit(t, pieces.w, pieces.features(), pieces.targets(), *memory, settings)
                : resume_fit(t, pieces.w, pieces.features(), pieces.targets(), *memory, settings);
        CHECK(result.ok());
        CHECK(result.epochs == until);
    }
    CHECK(testing::same_bits(pieces.parameters(), straight.parameters()));
}

TEST_CASE_TEMPLATE("fit begins anew, whatever trainer and memory did before", T, float, double) {
    using trainer_type = trainer_of<T, picomlp::adam, picomlp::dropout>;
    fit_settings<T> settings;
    settings.epochs = 5;
    settings.validation = 10;
    settings.patience = 3;
    problem<T> first(50);
    problem<T> second(50, 7);
    problem<T> alone(50, 7);
    trainer_type t{picomlp::adam::learning_rate(T(0.02)), picomlp::dropout::keep(T(0.8)),
                   picomlp::dropout::seed(3)};
    trainer_type fresh{picomlp::adam::learning_rate(T(0.02)), picomlp::dropout::keep(T(0.8)),
                       picomlp::dropout::seed(3)};
    CHECK(fitted(fresh, alone, settings).ok());
    const auto memory = std::make_unique<fit_memory<trainer_type, 50>>();
    CHECK(fit(t, first.w, first.features(), first.targets(), *memory, settings).ok());
    uint32_t epochs = 0;
    const auto result = fit(t, second.w, second.features(), second.targets(), *memory, settings,
                            [&](const auto&) { ++epochs; });
    CHECK(result.ok());
    CHECK(result.epochs == epochs);
    CHECK(epochs > 0);
    CHECK(testing::same_bits(second.parameters(), alone.parameters()));
    CHECK(t.state().steps == fresh.state().steps);

    // Samples of other folds, validated on their own.
    settings.validation = 0;
    const problem<T> held(20, 11);
    problem<T> third(40, 9);
    problem<T> third_alone(40, 9);
    const auto own = std::make_unique<fit_memory<trainer_type, 50>>();
    const auto validated = [&](auto& by, problem<T>& p, auto& with) {
        return picomlp::fit_validated(by, p.w, p.features(), p.targets(), held.features(),
                                      held.targets(), with, settings);
    };
    CHECK(validated(t, third, *memory).ok());
    trainer_type another{picomlp::adam::learning_rate(T(0.02)), picomlp::dropout::keep(T(0.8)),
                         picomlp::dropout::seed(3)};
    CHECK(validated(another, third_alone, *own).ok());
    CHECK(testing::same_bits(third.parameters(), third_alone.parameters()));
}

TEST_CASE_TEMPLATE("what is not the training that it was cannot be gone on with", T, float,
                   double) {
    using trainer_type = trainer_of<T, picomlp::momentum>;
    const auto memory = std::make_unique<fit_memory<trainer_type, 60>>();
    problem<T> p(50);
    trainer_type t{picomlp::momentum::learning_rate(T(0.02))};
    fit_settings<T> settings;
    settings.epochs = 3;
    settings.validation = 10;
    const auto refused = [&](trainer_type& by, problem<T>& data, const fit_settings<T>& chosen) {
        const auto w = data.parameters();
        const auto steps = by.state().steps;
        const auto before = memory->progress;
        const auto result = resume_fit(by, data.w, data.features(), data.targets(), *memory, chosen,
                                       [](const auto&) { FAIL_CHECK("an epoch was done"); });
        CHECK(result.status == status::nothing_to_resume);
        CHECK(result.end == fit_end::refused);
        CHECK(result.epochs == before.epochs);
        CHECK(memory->progress.epochs == before.epochs);
        CHECK(memory->progress.returned == before.returned);
        CHECK(by.state().steps == steps);
        CHECK(testing::same_bits(data.parameters(), w));
    };
    refused(t, p, settings);  // nothing has begun

    CHECK(fit(t, p.w, p.features(), p.targets(), *memory, settings).ok());
    settings.epochs = 5;
    problem<T> more(51);
    more.w = p.w;
    refused(t, more, settings);
    auto others = settings;
    others.validation = 11;
    refused(t, p, others);
    others = settings;
    others.seed = 1ULL << 32;
    refused(t, p, others);
    others = settings;
    others.shuffled = false;
    refused(t, p, others);
    trainer_type fresh{picomlp::momentum::learning_rate(T(0.02))};
    refused(fresh, p, settings);
    problem<T> initialized_again(50);
    refused(t, initialized_again, settings);

    // Neither the number of epochs nor settings of the trainer make it another one.
    t.set(picomlp::momentum::learning_rate(T(0.01)));
    const auto result = resume_fit(t, p.w, p.features(), p.targets(), *memory, settings);
    CHECK(result.ok());
    CHECK(result.epochs == 5);

    // Validated beside: another number of samples there.
    settings.validation = 0;
    settings.epochs = 2;
    const problem<T> held(20, 11);
    const auto beside = [&](uint32_t count) {
        return resume_fit_validated(t, p.w, p.features(), p.targets(),
                                    held.features().slice(0, count), held.targets().slice(0, count),
                                    *memory, settings);
    };
    CHECK(picomlp::fit_validated(t, p.w, p.features(), p.targets(), held.features(), held.targets(),
                                 *memory, settings)
              .ok());
    settings.epochs = 4;
    CHECK(beside(19).status == status::nothing_to_resume);
    CHECK(beside(0).status == status::no_samples);
    CHECK(beside(0).epochs == 2);
    CHECK(beside(20).epochs == 4);
}

TEST_CASE_TEMPLATE("a training rolled back at once can be gone on with", T, float, double) {
    problem<T> p(48);
    const auto before = p.parameters();
    using trainer_type = trainer_of<T>;
    trainer_type t{picomlp::gradient_descent::learning_rate(std::numeric_limits<T>::max())};
    const auto memory = std::make_unique<fit_memory<trainer_type, 48>>();
    fit_settings<T> settings;
    settings.epochs = 2;
    const auto result = fit(t, p.w, p.features(), p.targets(), *memory, settings);
    CHECK(result.end == fit_end::rolled_back);
    CHECK(result.parameters_after == 0);
    CHECK(testing::same_bits(p.parameters(), before));
    t.set(picomlp::gradient_descent::learning_rate(T(0.1)));
    CHECK(resume_fit(t, p.w, p.features(), p.targets(), *memory, settings).epochs == 2);
    problem<T> alone(48);
    CHECK(fitted(t, alone, settings).ok());
    CHECK(testing::same_bits(p.parameters(), alone.parameters()));
}

TEST_CASE_TEMPLATE("validation may have samples of its own", T, float, double) {
    problem<T> p(40);
    const problem<T> held(25, 8);
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.3))};
    fit_settings<T> settings;
    settings.epochs = 4;
    picomlp::evaluation_scratch<net<T>, 16> scratch;
    const auto memory = std::make_unique<fit_memory<trainer_of<T>, 40>>();
    uint32_t seen = 0;
    const auto check = [&](const epoch_report<T>& report) {
        const auto expected =
            picomlp::evaluate<loss, net<T>>(p.w, scratch, held.features(), held.targets());
        CHECK(report.validation_cost == expected.cost);
        CHECK(report.validation_accuracy == expected.accuracy);
        ++seen;
    };
    CHECK(picomlp::fit_validated(t, p.w, p.features(), p.targets(), held.features(), held.targets(),
                                 *memory, settings, check)
              .ok());
    CHECK(seen == 4);
    settings.validation = 3;
    CHECK(picomlp::fit_validated(t, p.w, p.features(), p.targets(), held.features(), held.targets(),
                                 *memory, settings, check)
              .status == status::bad_argument);
}

TEST_CASE_TEMPLATE("what fit cannot do it refuses, and changes nothing", T, float, double) {
    problem<T> p(40);
    const auto before = p.parameters();
    trainer_of<T> t{picomlp::gradient_descent::learning_rate(T(0.3))};
    const auto memory = std::make_unique<fit_memory<trainer_of<T>, 40>>();
    const auto refused = [&](const fit_settings<T>& settings, status expected) {
        const auto result = fit(t, p.w, p.features(), p.targets(), *memory, settings);
        CHECK(result.status == expected);
        CHECK(result.end == fit_end::refused);
        CHECK(result.epochs == 0);
        CHECK(testing::same_bits(p.parameters(), before));
        CHECK(t.state().steps == 0);
    };
    fit_settings<T> settings;
    for (const uint32_t validation : {40U, 41U, 0xffffffffU}) {
        settings.validation = validation;
        refused(settings, status::bad_argument);
    }
    settings = {};
    settings.patience = 3;
    refused(settings, status::bad_argument);
    settings = {};
    for (const T bad :
         {T(-1), std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        settings.least_improvement = bad;
        refused(settings, status::bad_argument);
    }
    settings = {};
    settings.history_size = 1;
    refused(settings, status::bad_argument);
    settings = {};
    const auto small = std::make_unique<fit_memory<trainer_of<T>, 39>>();
    CHECK(fit(t, p.w, p.features(), p.targets(), *small, settings).status ==
          status::too_many_samples);
    CHECK(
        fit(t, p.w, p.features().slice(0, 0), p.targets().slice(0, 0), *memory, settings).status ==
        status::no_samples);
    CHECK(fit(t, p.w, p.features(), p.targets().slice(0, 39), *memory, settings).status ==
          status::mismatched_samples);
    t.set(picomlp::gradient_descent::learning_rate(T(-0.3)));
    refused(settings, status::bad_argument);
    t.set(picomlp::gradient_descent::learning_rate(T(0.3)));
    // Only in the last batch of an epoch, after others were trained on, or among those held back.
    settings.shuffled = false;
    for (const uint32_t validation : {0U, 5U}) {
        settings.validation = validation;
        p.y(0, 39) = 2;
        refused(settings, status::label_out_of_range);
        p.y(0, 39) = 1;
        const T kept = p.x(2, 39);
        p.x(2, 39) = std::numeric_limits<T>::quiet_NaN();
        refused(settings, status::not_finite_input);
        p.x(2, 39) = kept;
    }
}

TEST_CASE("every end has its own description") {
    const fit_end all[] = {fit_end::all_epochs, fit_end::patience, fit_end::caller,
                           fit_end::rolled_back, fit_end::refused};
    for (const auto a : all) {
        for (const auto b : all) {
            CHECK((std::string(describe(a)) == describe(b)) == (a == b));
        }
    }
}

TEST_CASE("orders take two bytes for a sample as long as they can") {
    static_assert(sizeof(fit_memory<trainer_of<float>, 65536>::index) == 2);
    static_assert(sizeof(fit_memory<trainer_of<float>, 65537>::index) == 4);
}
