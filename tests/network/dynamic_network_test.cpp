// SPDX-License-Identifier: MIT
#include "picomlp/network/dynamic_network.hpp"

#include <algorithm>

#include "instruction_sets.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "reference/dynamic_checks.hpp"

using picomlp::basic_dynamic_network;
using picomlp::code_of;
using picomlp::dynamic_layer;
using picomlp::dynamic_shape;
using picomlp::feature_major;
using picomlp::sample_major;
using picomlp::status;
using reference::any_network;
using reference::exact_memory;
using reference::transposed;

namespace {

/// Predictions one by one and in batches, in both orders, against those of the type.
template <class Network>
void predicts_as_its_type(uint32_t opened_for, uint32_t samples) {
    using T = typename Network::value_type;
    const reference::drawn_case<Network> drawn(samples);
    const dynamic_shape& shape = reference::described<Network>::shape;
    std::vector<T> expected(size_t{Network::outputs} * samples);
    static picomlp::batch_scratch<Network, 8> scratch;
    REQUIRE(predict(drawn.w, scratch, feature_major(drawn.x), feature_major(expected)) ==
            status::ok);

    const auto x_by_sample = transposed(drawn.x, Network::inputs, samples);
    const auto y_by_sample = transposed(expected, Network::outputs, samples);
    exact_memory one(any_network<T>::bytes(shape), any_network<T>::alignment);
    any_network<T> single;
    REQUIRE(single.open(shape, one.block()) == status::ok);
    CHECK(single.parameter_count() == Network::parameter_count);
    std::vector<T> y(expected.size());
    for (uint32_t s = 0; s < samples; ++s) {
        const T* const first = x_by_sample.data() + size_t{s} * Network::inputs;
        REQUIRE(single.predict(drawn.w, first, y.data() + size_t{s} * Network::outputs) ==
                status::ok);
    }
    CHECK(reference::same_bits(y.data(), y_by_sample.data(), y.size()));
    y.assign(y.size(), T(0));
    REQUIRE(single.predict(drawn.w, sample_major(x_by_sample), sample_major(y)) == status::ok);
    CHECK(reference::same_bits(y.data(), y_by_sample.data(), y.size()));
    CHECK(one.is_whole());

    exact_memory many(any_network<T>::bytes(shape, opened_for), any_network<T>::alignment);
    any_network<T> net;
    REQUIRE(net.open(shape, many.block(), opened_for) == status::ok);
    y.assign(y.size(), T(0));
    REQUIRE(net.predict(drawn.w, feature_major(drawn.x), feature_major(y)) == status::ok);
    CHECK(reference::same_bits(y.data(), expected.data(), y.size()));
    y.assign(y.size(), T(0));
    REQUIRE(net.predict(drawn.w, sample_major(x_by_sample), sample_major(y)) == status::ok);
    CHECK(reference::same_bits(y.data(), y_by_sample.data(), y.size()));
    REQUIRE(net.predict(drawn.w, sample_major(x_by_sample), feature_major(y)) == status::ok);
    CHECK(reference::same_bits(y.data(), expected.data(), y.size()));

    std::vector<T> logits(expected.size());
    REQUIRE(predict_logits(drawn.w, scratch, feature_major(drawn.x), feature_major(logits)) ==
            status::ok);
    REQUIRE(net.predict_logits(drawn.w, sample_major(x_by_sample), feature_major(y)) == status::ok);
    CHECK(reference::same_bits(y.data(), logits.data(), y.size()));
    CHECK(many.is_whole());
}

using small = reference::net_of<float, 2, reference::units<3, picomlp::relu>,
                                reference::units<2, picomlp::softmax>>;
constexpr dynamic_layer small_layers[] = {{3, code_of<picomlp::relu>()},
                                          {2, code_of<picomlp::softmax>()}};
constexpr dynamic_shape small_shape{2, small_layers};
using small_list = picomlp::activation_list<picomlp::relu, picomlp::softmax>;
using small_network = picomlp::dynamic_network<small_list>;

struct opened_small {
    alignas(64) unsigned char memory[2048];
    small_network net;
    explicit opened_small(uint32_t samples = 4) {
        REQUIRE(net.open(small_shape, memory, samples) == status::ok);
    }
};

}  // namespace

TEST_CASE("forty networks of run-time shape predict the bits of their types") {
    testing::for_each_instruction_set([](auto) {
        reference::for_each_network(reference::dynamic_cases<float>{}, [](auto any, uint32_t k) {
            predicts_as_its_type<typename decltype(any)::type>(1 + k % 19, 1 + k % 23);
        });
        reference::for_each_network(reference::dynamic_cases<double>{}, [](auto any, uint32_t k) {
            predicts_as_its_type<typename decltype(any)::type>(1 + k % 7, 1 + k % 11);
        });
    });
}

TEST_CASE("a network says how many bytes it wants, and takes no fewer") {
    const size_t wanted = small_network::bytes(small_shape, 5);
    CHECK(wanted > small_network::bytes(small_shape));
    alignas(64) unsigned char memory[2048];
    small_network net;
    CHECK(net.open(small_shape, {memory, wanted - 1}, 5) == status::too_little_memory);
    CHECK(!net.is_open());
    CHECK(net.open(small_shape, {nullptr, 4096}, 5) == status::too_little_memory);
    CHECK(net.open(small_shape, {memory + 1, wanted}, 5) == status::misaligned_memory);
    CHECK(net.open(small_shape, {memory, wanted}, 5) == status::ok);
    CHECK(net.is_open());
    CHECK(small_network::bytes(small_shape, 0) == 0);
    CHECK(net.open(small_shape, {memory, wanted}, 0) == status::unusable_shape);
    CHECK(net.is_open());  // as before
}

TEST_CASE("a network is opened again with its own shape, and stays as it was when that fails") {
    alignas(64) unsigned char memory[2048];
    small_network net;
    REQUIRE(net.open(small_shape, memory) == status::ok);
    REQUIRE(net.open(net.shape(), memory) == status::ok);
    CHECK(same_shape(net.shape(), small_shape));
    REQUIRE(net.open(net.shape(), memory, 3) == status::ok);
    CHECK(same_shape(net.shape(), small_shape));
    const std::vector<unsigned char> before(memory, memory + sizeof memory);
    const dynamic_layer unknown[] = {{2, code_of<picomlp::relu>()}, {2, 12345}};
    CHECK(net.open({2, unknown}, memory) == status::unknown_type);
    CHECK(net.open({2, unknown}, memory, 3) == status::unknown_type);
    CHECK(same_shape(net.shape(), small_shape));
    CHECK(std::equal(before.begin(), before.end(), memory));
}

TEST_CASE("shapes that no network can have are refused") {
    alignas(64) unsigned char memory[4096];
    small_network net;
    const auto opened = [&](uint32_t inputs, std::vector<dynamic_layer> layers) {
        return net.open({inputs, layers.data(), static_cast<uint32_t>(layers.size())}, memory);
    };
    const uint32_t relu = code_of<picomlp::relu>();
    const uint32_t softmax = code_of<picomlp::softmax>();
    CHECK(opened(2, {}) == status::unusable_shape);
    CHECK(net.open(dynamic_shape{}, memory) == status::unusable_shape);
    CHECK(opened(0, {{3, relu}}) == status::unusable_shape);
    CHECK(opened(65536, {{3, relu}}) == status::unusable_shape);
    CHECK(opened(2, {{0, relu}}) == status::unusable_shape);
    CHECK(opened(2, {{65536, relu}}) == status::unusable_shape);
    CHECK(opened(2, {{3, relu}, {1, softmax}}) == status::unusable_shape);
    CHECK(opened(2, std::vector<dynamic_layer>(256, {3, relu})) == status::unusable_shape);
    CHECK(opened(2, {{3, relu}, {2, code_of<struct picomlp::sigmoid>()}}) == status::unknown_type);
    CHECK(opened(2, {{3, relu}, {2, relu, {1, 0}}}) == status::unusable_shape);
    CHECK(opened(2, {{3, relu}, {2, 12345}}) == status::unknown_type);
    // 2^32 parameters, which 32 bits cannot count in bytes.
    CHECK(opened(65535, {{65535, relu}}) ==
          (sizeof(size_t) > 4 ? status::too_little_memory : status::unusable_shape));
    CHECK(!net.is_open());
    CHECK(opened(2, {{3, relu}}) == status::ok);

    const std::vector<dynamic_layer> huge(255, {65535, relu});
    const dynamic_shape deep{65535, huge.data(), 255};
    CHECK((picomlp::parameter_count_of(deep) == 0) == (sizeof(size_t) == 4));
    CHECK((small_network::bytes(deep, 0xffffffff) == 0) == (sizeof(size_t) == 4));
}

TEST_CASE("a network that is not open predicts nothing") {
    const small_network net;
    const float w[15] = {};
    const float x[2] = {};
    float y[2] = {7, 7};
    CHECK(net.predict(w, x, y) == status::unusable_shape);
    CHECK(net.predict_logits(w, x, y) == status::unusable_shape);
    CHECK(net.parameter_count() == 0);
    CHECK(y[0] == 7);
}

TEST_CASE("what does not fit the shape is refused when it is known") {
    opened_small open;
    const small_network& net = open.net;
    std::vector<float> w(17, 0.5F);
    float x[2] = {1, 2};
    float y[2] = {7, 7};
    REQUIRE(net.parameter_count() == 17);
    CHECK(net.predict(w, x, y) == status::ok);
    y[0] = 7;
    const float short_w[16] = {};
    CHECK(net.predict(short_w, x, y) == status::bad_argument);
    w.push_back(0);
    CHECK(net.predict(w, x, y) == status::bad_argument);
    w.pop_back();
    const float three[3] = {};
    CHECK(net.predict(w, three, y) == status::bad_argument);
    CHECK(net.predict(w, std::vector<float>(3), y) == status::bad_argument);
    const float square[2][2] = {};
    float two[3][2];
    CHECK(net.predict(w, square, two) == status::bad_argument);
    const float rows[3][2] = {};
    CHECK(net.predict(w, rows, two) == status::ok);
    float four[4][2];
    CHECK(net.predict(w, rows, four) == status::mismatched_samples);
    CHECK(net.predict(w, sample_major(std::vector<float>(5)), two) == status::bad_argument);
    CHECK(net.predict(w, sample_major(std::vector<float>()), sample_major(y, 0)) ==
          status::no_samples);
    x[1] = std::nanf("");
    CHECK(net.predict(w, x, y) == status::not_finite_input);
    x[1] = 2;
    CHECK(y[0] == 7);
    for (float& value : w) value = std::nanf("");
    CHECK(net.predict(w, x, y) == status::not_finite_output);
    CHECK(y[0] == 7);
}

namespace {

/// What opening says of a layer with this parameter.
template <class T>
status opened_with(uint32_t activation, T parameter) {
    using with_parameters = picomlp::basic_dynamic_network<
        T,
        picomlp::activation_list<picomlp::any_elu, struct picomlp::relu, picomlp::any_leaky_relu>>;
    const dynamic_layer layers[] = {picomlp::parametric_layer(3, activation, parameter)};
    const T read = picomlp::parameter_of<T>(layers[0]);
    CHECK(reference::same_bits(&read, &parameter, 1));
    alignas(8) unsigned char memory[1024];
    with_parameters net;
    const status one = net.open({2, layers}, memory);
    with_parameters many;
    CHECK(many.open({2, layers}, memory, 5) == one);
    CHECK(net.is_open() == (one == status::ok));
    return one;
}

}  // namespace

TEST_CASE_TEMPLATE("a parameter is finite, and has a sign only where it may", T, float, double) {
    const uint32_t leaky_relu = code_of<picomlp::any_leaky_relu>();
    const uint32_t elu = code_of<picomlp::any_elu>();
    const uint32_t relu = code_of<picomlp::relu>();
    const T smallest = std::numeric_limits<T>::denorm_min();
    const T largest = std::numeric_limits<T>::max();
    for (const T slope : {T(0.1), T(-0.1), T(3), T(0), T(-0.0), smallest, -largest}) {
        CHECK(opened_with(leaky_relu, slope) == status::ok);
    }
    for (const T alpha : {T(0.1), T(3), T(0), smallest, largest}) {
        CHECK(opened_with(elu, alpha) == status::ok);
    }
    for (const T alpha : {T(-0.1), T(-0.0), -smallest, -largest}) {
        CHECK(opened_with(elu, alpha) == status::unusable_shape);
    }
    CHECK(opened_with(relu, T(0)) == status::ok);
    for (const T any : {T(0.1), T(-0.0), smallest}) {
        CHECK(opened_with(relu, any) == status::unusable_shape);
    }
    const T infinity = std::numeric_limits<T>::infinity();
    alignas(8) unsigned char memory[1024];
    for (const T never : {infinity, -infinity, std::numeric_limits<T>::quiet_NaN()}) {
        for (const uint32_t activation : {leaky_relu, elu, relu}) {
            const dynamic_layer layers[] = {picomlp::parametric_layer(3, activation, never)};
            picomlp::basic_dynamic_network<T, picomlp::all_activations> net;
            CHECK(net.open({2, layers}, memory) == status::unusable_shape);
            CHECK(net.open({2, layers}, memory, 2) == status::unusable_shape);
        }
    }
}

TEST_CASE("relu hides no erased parameters") {
    constexpr dynamic_layer layers[] = {{2, code_of<picomlp::relu>()}};
    alignas(64) unsigned char memory[512];
    small_network net;
    REQUIRE(net.open({2, layers}, memory, 3) == status::ok);
    const std::vector<float> erased(6, std::nanf(""));
    const float x[2] = {1, 2};
    float y[2] = {7, 7};
    CHECK(net.predict(erased, x, y) == status::not_finite_output);
    const float rows[3][2] = {};
    float out[3][2] = {{7}};
    CHECK(net.predict(erased, rows, out) == status::not_finite_output);
    CHECK(out[0][0] == 7);
}

TEST_CASE("a network that is opened for one sample takes many whose features are neighbours") {
    alignas(64) unsigned char memory[1024];
    small_network net;
    REQUIRE(net.open(small_shape, memory) == status::ok);
    const std::vector<float> w(17, 0.5F);
    const float rows[3][2] = {};
    float y[3][2];
    CHECK(net.predict(w, rows, y) == status::ok);
    CHECK(net.predict_logits(w, rows, y) == status::too_many_samples);
    const float columns[2][3] = {};
    float z[2][3];
    CHECK(net.predict(w, columns, z) == status::too_many_samples);
}
