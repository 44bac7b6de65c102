// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/dynamic_evaluation.hpp"

#include "reference/dynamic_checks.hpp"

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

template <class T>
void check_same(const picomlp::evaluation<T>& found, const picomlp::evaluation<T>& expected) {
    CHECK(found.status == expected.status);
    CHECK(reference::same_bits(&found.cost, &expected.cost, 1));
    CHECK(found.accuracy == expected.accuracy);
    CHECK(found.correct == expected.correct);
    CHECK(found.samples == expected.samples);
    CHECK(found.classifies == expected.classifies);
}

template <class Network>
void evaluates_as_its_type(uint32_t samples, uint32_t opened_for) {
    using T = typename Network::value_type;
    using loss = typename reference::loss_for<Network>::type;
    const reference::drawn_case<Network> drawn(samples);
    static picomlp::evaluation_scratch<Network, 8> scratch;
    static picomlp::confusion_counts<Network> counts;
    const auto expected = picomlp::evaluate<loss>(drawn.w, scratch, feature_major(drawn.x),
                                                  feature_major(drawn.y), &counts);
    const auto without =
        picomlp::evaluate<loss>(drawn.w, scratch, feature_major(drawn.x), feature_major(drawn.y));
    const dynamic_shape& shape = reference::described<Network>::shape;
    exact_memory memory(any_network<T>::bytes(shape, opened_for), any_network<T>::alignment);
    any_network<T> net;
    REQUIRE(net.open(shape, memory.block(), opened_for) == status::ok);
    exact_memory more(evaluation_bytes(net), alignof(T));
    constexpr uint32_t classes = picomlp::class_count(Network::outputs);
    std::vector<uint32_t> found_counts(classes * classes, 99);
    check_same(picomlp::evaluate<loss>(drawn.w, net, more.block(), feature_major(drawn.x),
                                       feature_major(drawn.y), found_counts.data()),
               expected);
    for (uint32_t k = 0; k < classes * classes; ++k) {
        CHECK(found_counts[k] == (&counts.count[0][0])[k]);
    }
    const auto x = transposed(drawn.x, Network::inputs, samples);
    const auto y = transposed(drawn.y, Network::outputs, samples);
    check_same(
        picomlp::evaluate<loss>(drawn.w, net, more.block(), sample_major(x), sample_major(y)),
        without);
    CHECK(memory.is_whole());
    CHECK(more.is_whole());
}

}  // namespace

TEST_CASE("networks of run-time shape evaluate to the bits of their types") {
    reference::for_each_network(reference::dynamic_cases<float>{}, [](auto any, uint32_t k) {
        evaluates_as_its_type<typename decltype(any)::type>(1 + k % 23, 2 + k % 17);
    });
    reference::for_each_network(reference::dynamic_cases<double>{}, [](auto any, uint32_t k) {
        evaluates_as_its_type<typename decltype(any)::type>(1 + k % 11, 2 + k % 5);
    });
}

TEST_CASE("what cannot be evaluated is refused") {
    constexpr dynamic_layer layers[] = {{3, code_of<picomlp::relu>()},
                                        {2, code_of<picomlp::softmax>()}};
    const dynamic_shape shape{2, layers};
    alignas(64) unsigned char memory[2048];
    float more[12];
    const std::vector<float> w(17, 0.5F);
    const float x[2][4] = {};
    float y[2][4] = {{1, 1, 1, 1}};
    any_network<float> net;
    const auto evaluated = [&](const auto& parameters) {
        return picomlp::evaluate<picomlp::softmax_cross_entropy>(parameters, net, more, x, y)
            .status;
    };
    CHECK(evaluation_bytes(net) == 0);
    CHECK(evaluated(w) == status::unusable_shape);
    REQUIRE(net.open(shape, memory) == status::ok);
    CHECK(evaluated(w) == status::too_many_samples);
    REQUIRE(net.open(shape, memory, 4) == status::ok);
    CHECK(evaluation_bytes(net) == sizeof more);
    CHECK(evaluated(w) == status::ok);
    CHECK(evaluated(std::vector<float>(16)) == status::bad_argument);
    CHECK(picomlp::evaluate<picomlp::binary_cross_entropy>(w, net, more, x, y).status ==
          status::bad_argument);
    CHECK(picomlp::evaluate<picomlp::softmax_cross_entropy>(w, net, {more, 47}, x, y).status ==
          status::too_little_memory);
    const float three[2][3] = {};
    CHECK(picomlp::evaluate<picomlp::softmax_cross_entropy>(w, net, more, three, y).status ==
          status::mismatched_samples);
    y[0][0] = 2;
    CHECK(evaluated(w) == status::label_out_of_range);
}
