#include "picomlp/initializer/random_weights.hpp"

#include "initializer/golden/uniform.hpp"
#include "initializer/initializer_checks.hpp"
#include "picomlp/random/numpy_random_state.hpp"

using namespace checks;
using namespace picomlp;

TEST_CASE_TEMPLATE("zeros are +0 and take nothing from any source", T, float, double) {
    picomlp::xoshiro128pp source(7);
    const picomlp::xoshiro128pp before = source;
    CHECK(same_bits(weights_of<T>(zeros{}, {3, 5}, source), std::vector<T>(15, T(0))));
    CHECK(same_state(source, before));
    numpy_random_state numpy(7);
    numpy_random_state twin(7);
    CHECK(same_bits(weights_of<T>(zeros{}, {3, 5}, numpy), std::vector<T>(15, T(0))));
    CHECK(numpy.next() == twin.next());
}

TEST_CASE_TEMPLATE("constant weights are the constant and take nothing from any source", T, float,
                   double) {
    picomlp::xoshiro128pp source(7);
    const picomlp::xoshiro128pp before = source;
    CHECK(same_bits(weights_of<T>(constant{T(-0.1)}, {3, 5}, source), std::vector<T>(15, T(-0.1))));
    CHECK(same_state(source, before));
}

TEST_CASE_TEMPLATE("random_normal gives normal numbers times its standard deviation", T, float,
                   double) {
    const random_normal<T> tenth{T(0.1)};
    CHECK(is_normal_times<T>(tenth, [](dense_shape) { return T(0.1); }));
    CHECK(looks_normal<T>(tenth, static_cast<double>(T(0.1))));
    CHECK(follows_its_seed<T>(tenth));
}

TEST_CASE_TEMPLATE("random_uniform gives uniform numbers between its limits", T, float, double) {
    const random_uniform<T> between{T(-0.25), T(1.5)};
    CHECK(is_uniform_between<T>(
        between, [](dense_shape) { return T(-0.25); }, [](dense_shape) { return T(1.5); }));
    CHECK(looks_uniform<T>(between, -0.25, 1.5));
    CHECK(follows_its_seed<T>(between));
}

TEST_CASE("plain weights have the same bits in every build and rounding profile") {
    CHECK(fingerprint_of<float>(random_normal{0.1F}) == 0x515cea62d0d92a57u);
    CHECK(fingerprint_of<double>(random_normal{0.1}) == 0xef724bed5abc6655u);
    CHECK(fingerprint_of<float>(random_uniform{-0.1F, 0.3F}) == golden::random_uniform.in_float);
    CHECK(fingerprint_of<double>(random_uniform{-0.1, 0.3}) == golden::random_uniform.in_double);
}
