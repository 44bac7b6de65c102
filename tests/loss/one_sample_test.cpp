// SPDX-License-Identifier: MIT
// Every loss's routine for one sample gives the bits of check and evaluate.
#include "loss/loss_checks.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"

using namespace testing;

namespace {

template <class Loss, class T>
struct one_sample {
    explicit one_sample(const std::vector<T>& prediction, const std::vector<T>& y)
        : delta(y.size() + 1, T(-1)) {
        status = picomlp::detail::sample_loss<T, Loss>::evaluate(
            static_cast<uint32_t>(y.size()), prediction.data(), y.data(), delta.data(), &cost);
    }

    std::vector<T> delta;
    T cost = T(-1);
    picomlp::status status;
};

template <class Loss, class T>
int wrong_bits() {
    std::mt19937_64 random(11);
    const auto fraction = [&] {
        return static_cast<T>(static_cast<double>(random() >> 40) * 0x1p-24);
    };
    int wrong = 0;
    for (std::size_t outputs = 1; outputs < 20; ++outputs) {
        std::vector<T> prediction(outputs);
        std::vector<T> y(outputs);
        for (T& value : prediction) value = fraction() * T(20) - T(10);
        for (T& value : y) value = fraction();
        const auto want = evaluated<Loss>(prediction, y);
        const one_sample<Loss, T> got(prediction, y);
        wrong += got.status != status::ok;
        wrong += !same_bits(got.cost, want.cost);
        wrong += !same_bits(got.delta[outputs], T(-1));
        for (std::size_t o = 0; o < outputs; ++o) {
            wrong += !same_bits(got.delta[o], want.delta[o]);
        }
    }
    return wrong;
}

template <class Loss, class T>
void check_refusals() {
    for (const T bad : {positive_infinity<T>, -positive_infinity<T>, not_a_number<T>}) {
        const std::vector<T> y{T(0), bad};
        const one_sample<Loss, T> got({T(1), T(2)}, y);
        CHECK(got.status == Loss::template check<T>(2, 1, {y.data(), 1}));
        CHECK(got.status != status::ok);
        CHECK(got.cost == T(-1));
    }
}

}  // namespace

TEST_CASE_TEMPLATE("one sample's cost and delta are those of a batch of one", T, float, double) {
    CHECK(wrong_bits<picomlp::binary_cross_entropy, T>() == 0);
    CHECK(wrong_bits<picomlp::softmax_cross_entropy, T>() == 0);
    CHECK(wrong_bits<picomlp::mean_squared_error, T>() == 0);
    CHECK(wrong_bits<picomlp::huber, T>() == 0);
}

TEST_CASE_TEMPLATE("one sample's target is refused as in a batch, and the cost left alone", T,
                   float, double) {
    check_refusals<picomlp::binary_cross_entropy, T>();
    check_refusals<picomlp::softmax_cross_entropy, T>();
    check_refusals<picomlp::mean_squared_error, T>();
    check_refusals<picomlp::huber, T>();
}
