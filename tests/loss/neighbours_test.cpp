// SPDX-License-Identifier: MIT
// What holds for every loss: a sample gets the bits that it would get alone, in place or not, with
// delta or without, and nothing beside cost and delta is touched.
#include "guarded_memory.hpp"
#include "loss/loss_checks.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"

using namespace testing;

namespace {

template <class Loss, class T>
int wrong_samples() {
    std::mt19937_64 random(10);
    const auto fraction = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    testing::guarded_matrix<T> prediction(6000);
    testing::guarded_matrix<T> target(6000);
    testing::guarded_matrix<T> delta(6000);
    testing::guarded_matrix<T> cost(400);
    const T scale = T(1) / T(7);
    int wrong = 0;
    for (const std::size_t outputs : {1u, 2u, 5u}) {
        for (const std::size_t samples : {1u, 2u, 3u, 7u, 8u, 16u, 17u, 33u, 100u, 130u, 300u}) {
            for (const std::size_t gap : {0u, 1u, 13u}) {
                for (const int where : {0, 1, int{testing::at_begin}}) {
                    prediction.place(outputs, samples, samples + gap, where);
                    target.place(outputs, samples, samples + gap + 2, where);
                    delta.place(outputs, samples, samples + gap + 1, where);
                    cost.place(1, samples, samples, where);
                    prediction.set([&](std::size_t, std::size_t) {
                        const double far = random() % 8 == 0 ? 1e4 : 5;
                        return static_cast<T>((2 * fraction() - 1) * far);
                    });
                    target.set([&](std::size_t, std::size_t) {
                        return static_cast<T>(random() % 2 == 0 ? fraction() : random() % 2);
                    });
                    std::vector<loss_result<T>> expected;
                    for (std::size_t s = 0; s < samples; ++s) {
                        std::vector<T> p(outputs);
                        std::vector<T> y(outputs);
                        for (std::size_t o = 0; o < outputs; ++o) {
                            p[o] = prediction.matrix()[o][s];
                            y[o] = target.matrix()[o][s];
                        }
                        expected.push_back(evaluated<Loss>(p, y, scale));
                    }
                    const auto o32 = static_cast<uint32_t>(outputs);
                    const auto s32 = static_cast<uint32_t>(samples);
                    const auto compare = [&](const strided_rows<T>* deltas) {
                        for (std::size_t s = 0; s < samples; ++s) {
                            wrong += !same_bits(cost.data()[s], expected[s].cost);
                            cost.data()[s] = T(-1);
                            if (deltas == nullptr) continue;
                            for (std::size_t o = 0; o < outputs; ++o) {
                                wrong += !same_bits((*deltas)[o][s], expected[s].delta[o]);
                            }
                        }
                        wrong += !prediction.surroundings_untouched();
                        wrong += !target.surroundings_untouched();
                        wrong += !delta.surroundings_untouched();
                        wrong += !cost.surroundings_untouched();
                    };
                    Loss::template evaluate<T>(o32, s32, prediction.input(), target.input(), scale,
                                               {nullptr, 0}, cost.data());
                    compare(nullptr);
                    const strided_rows<T> apart = delta.matrix();
                    Loss::template evaluate<T>(o32, s32, prediction.input(), target.input(), scale,
                                               apart, cost.data());
                    compare(&apart);
                    const strided_rows<T> in_place = prediction.matrix();
                    Loss::template evaluate<T>(o32, s32, prediction.input(), target.input(), scale,
                                               in_place, cost.data());
                    compare(&in_place);
                }
            }
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE_TEMPLATE("a sample's cost and delta have the same bits alone, in a batch, and in place",
                   T, float, double) {
    CHECK(wrong_samples<picomlp::binary_cross_entropy, T>() == 0);
    CHECK(wrong_samples<picomlp::softmax_cross_entropy, T>() == 0);
    CHECK(wrong_samples<picomlp::mean_squared_error, T>() == 0);
    CHECK(wrong_samples<picomlp::huber, T>() == 0);
}

TEST_CASE("cross-entropies name the activation that they are computed together with") {
    CHECK(std::is_same_v<picomlp::binary_cross_entropy::activation, picomlp::sigmoid>);
    CHECK(std::is_same_v<picomlp::softmax_cross_entropy::activation, picomlp::softmax>);
    CHECK(std::is_same_v<picomlp::mean_squared_error::activation, void>);
    CHECK(std::is_same_v<picomlp::huber::activation, void>);
}
