// SPDX-License-Identifier: MIT
#include "picomlp/study/layer_statistics.hpp"

#include <string>

#include "doctest_config.hpp"

using picomlp::judge;
using picomlp::verdict;

namespace {

/// A layer of ten units and 30 samples in good health.
template <class T>
struct patient {
    picomlp::layer_statistics<T> inputs{};
    picomlp::layer_statistics<T> activations{};
    picomlp::layer_statistics<T> gradients{};
    picomlp::layer_statistics<T> last_gradients{};
    bool same_parameters = false;

    patient() {
        for (auto* one : {&inputs, &activations, &gradients, &last_gradients}) {
            one->units = 10;
            one->samples = 30;
            one->standard_deviation = 1;
            one->signal_deviation = 1;
        }
    }
    verdict health() const {
        return judge<T>({inputs, activations, gradients, last_gradients, same_parameters});
    }
};

}  // namespace

TEST_CASE_TEMPLATE("signals and gradients of one size are healthy", T, float, double) {
    CHECK(patient<T>().health() == verdict::healthy);
}

TEST_CASE_TEMPLATE("a factor of more than ten either way is vanishing or exploding", T, float,
                   double) {
    patient<T> p;
    p.activations.signal_deviation = 10;
    CHECK(p.health() == verdict::healthy);
    p.activations.signal_deviation = T(10.1);
    CHECK(p.health() == verdict::exploding);
    p.activations.signal_deviation = T(0.1015625);
    CHECK(p.health() == verdict::healthy);
    p.activations.signal_deviation = T(0.099);
    CHECK(p.health() == verdict::vanishing);

    p = patient<T>();
    p.gradients.standard_deviation = 10;
    CHECK(p.health() == verdict::healthy);
    p.gradients.standard_deviation = T(10.1);
    CHECK(p.health() == verdict::exploding);
    p.gradients.standard_deviation = T(0.1015625);
    CHECK(p.health() == verdict::healthy);
    p.gradients.standard_deviation = T(0.099);
    CHECK(p.health() == verdict::vanishing);
}

TEST_CASE_TEMPLATE("gradients that are all alike have a size too", T, float, double) {
    patient<T> p;
    p.gradients.standard_deviation = 0;
    p.gradients.mean = -1;
    CHECK(p.health() == verdict::healthy);
    p.gradients.mean = T(-0.05);
    CHECK(p.health() == verdict::vanishing);
    p.gradients.mean = -20;
    CHECK(p.health() == verdict::exploding);
}

TEST_CASE_TEMPLATE("a standard deviation without signal is vanishing", T, float, double) {
    patient<T> p;
    p.activations.signal_deviation = 0;
    CHECK(p.health() == verdict::vanishing);
}

TEST_CASE_TEMPLATE("nothing is compared with inputs or gradients that say nothing", T, float,
                   double) {
    patient<T> p;
    p.inputs.signal_deviation = 0;
    p.last_gradients.standard_deviation = 0;
    p.activations.signal_deviation = 100;
    p.gradients.standard_deviation = T(0.001);
    CHECK(p.health() == verdict::healthy);
}

TEST_CASE_TEMPLATE("numbers out of range are exploding", T, float, double) {
    patient<T> p;
    p.activations.out_of_range = 1;
    CHECK(p.health() == verdict::exploding);
    p = patient<T>();
    p.gradients.out_of_range = 1;
    CHECK(p.health() == verdict::exploding);
}

TEST_CASE_TEMPLATE("more than a third of saturated activations are saturated", T, float, double) {
    patient<T> p;
    p.activations.saturated = 100;
    CHECK(p.health() == verdict::healthy);
    p.activations.saturated = 101;
    CHECK(p.health() == verdict::saturated);
    p.gradients.standard_deviation = 100;
    CHECK(p.health() == verdict::saturated);
}

TEST_CASE_TEMPLATE("more than half of the units dead are dead", T, float, double) {
    patient<T> p;
    p.activations.dead_units = 5;
    CHECK(p.health() == verdict::healthy);
    p.activations.dead_units = 6;
    CHECK(p.health() == verdict::dead);
}

TEST_CASE_TEMPLATE("symmetric is who has the same parameters and the same gradients", T, float,
                   double) {
    patient<T> p;
    p.same_parameters = true;
    CHECK(p.health() == verdict::healthy);
    p.gradients.alike = true;
    p.activations.dead_units = 10;
    CHECK(p.health() == verdict::symmetric);
    p.same_parameters = false;
    CHECK(p.health() == verdict::dead);
}

TEST_CASE_TEMPLATE("fewer than 16 samples allow no verdict, but that a number has left its range",
                   T, float, double) {
    for (uint32_t samples = 1; samples < 40; ++samples) {
        patient<T> p;
        p.activations.samples = samples;
        p.activations.dead_units = 10;
        CHECK(p.health() == (samples < 16 ? verdict::too_few_samples : verdict::dead));
        p.same_parameters = true;
        p.gradients.alike = true;
        CHECK(p.health() == (samples < 16 ? verdict::too_few_samples : verdict::symmetric));
        p = patient<T>();
        p.activations.samples = samples;
        CHECK(p.health() == (samples < 16 ? verdict::too_few_samples : verdict::healthy));
        p.activations.out_of_range = 1;
        CHECK(p.health() == verdict::exploding);
    }
    CHECK(picomlp::least_samples == 16);
}

TEST_CASE("every verdict has a name and a description of its own") {
    CHECK(std::string(name_of(verdict::healthy)) == "healthy");
    CHECK(std::string(name_of(verdict::symmetric)) == "symmetric");
    CHECK(std::string(name_of(verdict::dead)) == "dead");
    CHECK(std::string(name_of(verdict::saturated)) == "saturated");
    CHECK(std::string(name_of(verdict::exploding)) == "exploding");
    CHECK(std::string(name_of(verdict::vanishing)) == "vanishing");
    CHECK(std::string(name_of(verdict::too_few_samples)) == "too_few_samples");
    CHECK(std::string(describe(verdict::vanishing)) ==
          "signals or gradients have shrunk more than tenfold");
    for (int a = 0; a < 7; ++a) {
        CHECK(std::string(describe(static_cast<verdict>(a))) != "unknown verdict");
        for (int b = 0; b < a; ++b) {
            CHECK(std::string(describe(static_cast<verdict>(a))) !=
                  describe(static_cast<verdict>(b)));
        }
    }
}
