// SPDX-License-Identifier: MIT
// Softmax and its cross-entropy against plain programs, by every instruction set: batches of any
// size, whatever the samples beside hold.
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "loss/loss_checks.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "reference/softmax_reference.hpp"
#include "thinned.hpp"

using namespace testing;

namespace {

template <class T>
T any_logit(std::mt19937_64& random) {
    const double fraction = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
    const T special[] = {
        positive_infinity<T>, -positive_infinity<T>, not_a_number<T>, T(1e30), T(-1e30), -T(0)};
    if (random() % 16 == 0) return special[random() % 6];
    return static_cast<T>(fraction * (random() % 8 == 0 ? 200 : 5));
}

template <class T>
T any_target(std::mt19937_64& random) {
    const double fraction = static_cast<double>(random() >> 11) * 0x1p-53;
    return static_cast<T>(random() % 2 == 0 ? fraction : static_cast<double>(random() % 2));
}

template <class T>
std::vector<T> column(const guarded_matrix<T>& matrix, std::size_t rows, std::size_t s) {
    std::vector<T> numbers;
    for (std::size_t r = 0; r < rows; ++r) numbers.push_back(matrix.matrix()[r][s]);
    return numbers;
}

template <class T>
struct softmax_batch {
    std::size_t outputs;
    std::size_t samples;
    std::size_t gap;
    int where;
    guarded_matrix<T>& z;
    guarded_matrix<T>& y;
    guarded_matrix<T>& delta;
    guarded_matrix<T>& cost;

    int wrong = 0;

    void place(std::mt19937_64& random) {
        z.place(outputs, samples, samples + gap, where);
        y.place(outputs, samples, samples + gap, where);
        delta.place(outputs, samples, samples + gap, where);
        cost.place(1, samples, samples, where);
        z.set([&](std::size_t, std::size_t) { return any_logit<T>(random); });
        y.set([&](std::size_t, std::size_t) { return any_target<T>(random); });
    }

    void compare(std::size_t s, const std::vector<T>& got, const std::vector<T>& expected) {
        for (std::size_t k = 0; k < outputs; ++k) wrong += !same(got[k], expected[k]);
        if (s > 0) return;
        wrong += !z.surroundings_untouched() + !y.surroundings_untouched() +
                 !delta.surroundings_untouched() + !cost.surroundings_untouched();
    }

    void evaluate(strided_rows<T> to) {
        cost.set([](std::size_t, std::size_t) { return T(-1); });
        picomlp::softmax_cross_entropy::evaluate<T>(static_cast<uint32_t>(outputs),
                                                    static_cast<uint32_t>(samples), z.input(),
                                                    y.input(), T(1) / T(7), to, cost.data());
    }

    void run(std::mt19937_64& random) {
        place(random);
        std::vector<reference::cost_and_delta<T>> expected;
        std::vector<std::vector<T>> activations;
        for (std::size_t s = 0; s < samples; ++s) {
            const std::vector<T> logits = column(z, outputs, s);
            expected.push_back(
                reference::softmax_cross_entropy(logits, column(y, outputs, s), T(1) / T(7)));
            activations.push_back(reference::softmax(logits));
        }
        const auto costs_agree = [&] {
            for (std::size_t s = 0; s < samples; ++s) {
                wrong += !same(cost.data()[s], expected[s].cost);
            }
        };
        evaluate({nullptr, 0});
        costs_agree();
        evaluate(delta.matrix());
        costs_agree();
        for (std::size_t s = 0; s < samples; ++s) {
            compare(s, column(delta, outputs, s), expected[s].delta);
        }
        std::vector<std::vector<T>> logits;
        for (std::size_t s = 0; s < samples; ++s) logits.push_back(column(z, outputs, s));
        evaluate(z.matrix());
        costs_agree();
        for (std::size_t s = 0; s < samples; ++s) {
            compare(s, column(z, outputs, s), expected[s].delta);
        }
        z.set([&](std::size_t k, std::size_t s) { return logits[s][k]; });
        picomlp::softmax::apply<T>(static_cast<uint32_t>(outputs), static_cast<uint32_t>(samples),
                                   z.matrix());
        for (std::size_t s = 0; s < samples; ++s) {
            compare(s, column(z, outputs, s), activations[s]);
        }
    }
};

template <class T>
int wrong_batches(std::size_t outputs, std::size_t most_samples, thinned& grid) {
    guarded_matrix<T> z(12000);
    guarded_matrix<T> y(12000);
    guarded_matrix<T> delta(12000);
    guarded_matrix<T> cost(200);
    std::mt19937_64 random(16);
    int wrong = 0;
    for (std::size_t samples = 1; samples <= most_samples; ++samples) {
        for (const std::size_t gap : {0u, 5u}) {
            for (const int where : {0, 1, int{at_begin}}) {
                if (!grid.takes_next()) continue;
                softmax_batch<T> batch{outputs, samples, gap, where, z, y, delta, cost};
                batch.run(random);
                wrong += batch.wrong;
            }
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE_TEMPLATE("softmax and its cross-entropy have the bits of plain programs", T, float,
                   double) {
    for_each_instruction_set([](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        thinned grid(11);
        for (const std::size_t outputs : {1u, 2u, 3u, 10u}) {
            CAPTURE(outputs);
            CHECK(wrong_batches<T>(outputs, 67, grid) == 0);
        }
        for (const std::size_t outputs : {16u, 17u, 64u, 65u, 100u}) {
            CAPTURE(outputs);
            CHECK(wrong_batches<T>(outputs, 17, grid) == 0);
        }
    });
}
