#include "picomlp/option/weight_regularization.hpp"

#include "option/option_checks.hpp"

using namespace option_checks;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::weight_decay;

namespace {

template <class T>
using settings = weight_decay::settings<net<T>>;

}  // namespace

TEST_CASE_TEMPLATE("weight decay keeps 1 - rate * decay of each layer's share", T, float, double) {
    std::mt19937 random(6);
    int wrong = 0;
    for (int i = 0; i < 1000; ++i) {
        const settings<T> chosen{{reference::between<T>(random, 0, 2), T(0.01), T(0)}};
        const T rate = reference::between<T>(random, 0, 0.5);
        const T factor = reference::between<T>(random, 0, 1);
        for (std::uint32_t l = 0; l < 3; ++l) {
            const T lost = rate * chosen.decay.value[l];
            const T kept = T(1) - lost;
            wrong += weight_decay::decay_factor(chosen, l, rate, factor) != factor * kept;
        }
        wrong += weight_decay::decay_factor(chosen, 2, rate, factor) != factor;
    }
    CHECK(wrong == 0);
    CHECK(weight_decay::decays);
}

TEST_CASE_TEMPLATE("weight decay that takes more than everything leaves nothing", T, float,
                   double) {
    const settings<T> chosen{{T(10), T(1e30), T(1)}};
    CHECK(weight_decay::decay_factor(chosen, 0, T(0.2), T(1)) == T(0));
    CHECK(weight_decay::decay_factor(chosen, 1, std::numeric_limits<T>::max(), T(0.5)) == T(0));
    CHECK(weight_decay::decay_factor(chosen, 2, T(1), T(1)) == T(0));
}

TEST_CASE_TEMPLATE("weight decay is 0.01 unless the user says otherwise", T, float, double) {
    for (const T decay : settings<T>{}.decay.value) CHECK(decay == T(0.01));
}

TEST_CASE_TEMPLATE("weight decay takes numbers that are finite and not negative, layer by layer", T,
                   float, double) {
    check_range_of_number<weight_decay, T>();
}
