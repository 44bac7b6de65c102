// SPDX-License-Identifier: MIT
#include "picomlp/trainer/checkpoint.hpp"

#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::batch;
using picomlp::checkpoint;
using picomlp::dense;
using picomlp::fit_memory;
using picomlp::fit_settings;
using picomlp::input;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

template <class T>
using net = picomlp::basic_network<T, input<2>, dense<6, hyperbolic_tangent>, dense<1, sigmoid>>;
template <class T, class Optimizer>
using trainer_of =
    picomlp::trainer<net<T>, picomlp::binary_cross_entropy, Optimizer, batch<8>, picomlp::l2,
                     picomlp::dropout, picomlp::scheduled<picomlp::inverse_time_decay>>;

template <class T, class Optimizer>
struct training {
    using trainer_type = trainer_of<T, Optimizer>;
    trainer_type t;
    typename net<T>::parameters w;
    std::unique_ptr<fit_memory<trainer_type, 40>> memory =
        std::make_unique<fit_memory<trainer_type, 40>>();
    matrix<T> x;
    matrix<T> y;

    training()
        : t(Optimizer::learning_rate(T(0.05)), picomlp::l2::lambda(T(0.1)),
            picomlp::dropout::keep(T(0.8)), picomlp::dropout::seed(3)) {
        std::mt19937 random(5);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(2, 40, random, -1, 1);
        y = reference::any_matrix<T>(1, 40, random, 0, 1);
    }
    static fit_settings<T> settings(uint32_t epochs) {
        fit_settings<T> chosen;
        chosen.epochs = epochs;
        chosen.validation = 9;
        chosen.patience = 50;
        chosen.seed = 21;
        return chosen;
    }
    template <class Callback>
    auto run(uint32_t epochs, Callback&& callback) {
        return fit(t, w, reference::view_of<2>(x), reference::view_of<1>(y), *memory,
                   settings(epochs), callback);
    }
    template <class Callback>
    auto resume(uint32_t epochs, Callback&& callback) {
        return resume_fit(t, w, reference::view_of<2>(x), reference::view_of<1>(y), *memory,
                          settings(epochs), callback);
    }
};

/// The bytes of a checkpoint as a file would hold them.
template <class Checkpoint>
std::vector<unsigned char> bytes_of(const Checkpoint& saved) {
    std::vector<unsigned char> bytes(sizeof saved);
    std::memcpy(bytes.data(), &saved, sizeof saved);
    return bytes;
}

template <class T, class Optimizer>
void check_resuming() {
    using trainer_type = trainer_of<T, Optimizer>;
    training<T, Optimizer> straight;
    std::vector<T> costs;
    CHECK(straight.run(12, [&](const auto& report) { costs.push_back(report.cost); }).ok());
    for (const uint32_t interrupted : {1U, 5U, 11U}) {
        std::vector<unsigned char> file;
        {
            training<T, Optimizer> first;
            const auto result = first.run(12, [&](const auto& report) {
                if (report.epoch < interrupted) return true;
                checkpoint<trainer_type> saved;
                save(first.t, first.w, *first.memory, saved);
                file = bytes_of(saved);
                return false;
            });
            CHECK(result.end == picomlp::fit_end::caller);
        }
        training<T, Optimizer> second;
        checkpoint<trainer_type> read;
        std::memcpy(&read, file.data(), file.size());
        CHECK(load(read, second.t, second.w, *second.memory) == status::ok);
        uint32_t epoch = interrupted;
        const auto result = second.resume(12, [&](const auto& report) {
            CHECK(report.epoch == epoch + 1);
            CHECK(report.cost == costs[epoch]);
            ++epoch;
        });
        CHECK(result.ok());
        CHECK(testing::same_bits(reference::values_of(second.w), reference::values_of(straight.w)));
    }
}

}  // namespace

TEST_CASE_TEMPLATE("a training read back from bytes goes on with the bits of one never interrupted",
                   T, float, double) {
    check_resuming<T, picomlp::gradient_descent>();
    check_resuming<T, picomlp::momentum>();
    check_resuming<T, picomlp::nesterov>();
    check_resuming<T, picomlp::rmsprop>();
    check_resuming<T, picomlp::adam>();
    check_resuming<T, picomlp::adamw>();
    check_resuming<T, picomlp::rprop>();
}

TEST_CASE("a checkpoint with any bit changed is refused and changes nothing") {
    using trainer_type = trainer_of<float, picomlp::momentum>;
    training<float, picomlp::momentum> given;
    CHECK(given.run(3, [](const auto&) {}).ok());
    checkpoint<trainer_type> saved;
    std::memset(&saved, 0, sizeof saved);
    save(given.t, given.w, *given.memory, saved);
    const auto good = bytes_of(saved);
    training<float, picomlp::momentum> other;
    const auto before = reference::values_of(other.w);
    for (size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto bytes = good;
        bytes[bit / 8] = static_cast<unsigned char>(bytes[bit / 8] ^ 1U << bit % 8);
        checkpoint<trainer_type> read;
        std::memcpy(&read, bytes.data(), bytes.size());
        REQUIRE(load(read, other.t, other.w, *other.memory) == status::damaged_data);
    }
    CHECK(testing::same_bits(reference::values_of(other.w), before));
    CHECK(other.memory->progress.epochs == 0);
    CHECK(other.t.state().steps == 0);
    checkpoint<trainer_type> read;
    std::memcpy(&read, good.data(), good.size());
    CHECK(load(read, other.t, other.w, *other.memory) == status::ok);
    CHECK(other.memory->progress.epochs == 3);
    CHECK(other.memory->progress.best_epoch == given.memory->progress.best_epoch);
    CHECK(other.memory->progress.best_cost == given.memory->progress.best_cost);
    CHECK(other.memory->progress.kept_epoch == given.memory->progress.kept_epoch);
    const auto same = [](const auto& a, const auto& b) {
        return std::memcmp(&a, &b, sizeof a) == 0;
    };
    CHECK(same(other.w, given.w));
    CHECK(same(other.t.state(), given.t.state()));
    CHECK(same(other.memory->kept, given.memory->kept));
    CHECK(same(other.memory->kept_state, given.memory->kept_state));
}

TEST_CASE("a checkpoint of another network is refused, even one of as many bytes") {
    using wide = picomlp::network<input<2>, dense<2, hyperbolic_tangent>, dense<6, sigmoid>>;
    using same_count = picomlp::network<input<11>, dense<2, sigmoid>>;
    static_assert(same_count::parameter_count == wide::parameter_count);
    using first = picomlp::trainer<wide, picomlp::mean_squared_error, picomlp::adam, batch<4>>;
    using second =
        picomlp::trainer<same_count, picomlp::mean_squared_error, picomlp::adam, batch<4>>;
    static_assert(sizeof(checkpoint<first>) == sizeof(checkpoint<second>));
    static_assert(picomlp::trainer_fingerprint<first> != picomlp::trainer_fingerprint<second>);
    static first t;
    static wide::parameters w{};
    static fit_memory<first, 4> memory;
    static checkpoint<first> saved;
    save(t, w, memory, saved);
    static checkpoint<second> read;
    std::memcpy(&read, &saved, sizeof read);
    static second other;
    static same_count::parameters other_w{};
    static fit_memory<second, 4> other_memory;
    CHECK(load(read, other, other_w, other_memory) == status::damaged_data);
}
