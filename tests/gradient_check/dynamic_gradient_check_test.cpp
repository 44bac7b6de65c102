// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/dynamic_gradient_check.hpp"

#include <memory>

#include "reference/dynamic_checks.hpp"

// NOLINTNEXTLINE(google-build-using-namespace): the whole file is about it
using namespace picomlp;
using reference::exact_memory;

namespace {

template <class Network, class... Options>
void checks_as_its_type() {
    using T = typename Network::value_type;
    using loss = typename reference::loss_for<Network>::type;
    using typed = trainer<Network, loss, gradient_descent, batch<4>, Options...>;
    using untyped = basic_dynamic_trainer<T, all_activations, reference::all_losses,
                                          optimizer_list<gradient_descent>, Options...>;
    const reference::drawn_case<Network> drawn(4);
    const auto by_type = std::make_unique<typed>();
    typename Network::parameters expected_w = drawn.w;
    typename typed::gradient_type numeric;
    const sample_view<const T, Network::inputs> x(drawn.x.data(), 4);
    const sample_view<const T, Network::outputs> y(drawn.y.data(), 4);
    const auto expected = check_gradient(*by_type, expected_w, x, y, {}, &numeric);
    REQUIRE(expected.ok());

    const dynamic_training how{code_of<loss>(), code_of<gradient_descent>(), 4};
    const dynamic_shape& shape = reference::described<Network>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    untyped by_number;
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    std::vector<T> w(drawn.w.begin(), drawn.w.end());
    gradient_layer_report<T> layers[5];
    std::vector<T> slopes(by_number.trained_count());
    const auto found = check_gradient(by_number, w.data(), x, y, layers,
                                      gradient_check_settings<T>{}, slopes.data());
    CHECK(found.status == status::ok);
    CHECK(reference::same_bits(&found.relative_difference, &expected.relative_difference, 1));
    CHECK(reference::same_bits(&found.rounding, &expected.rounding, 1));
    CHECK(found.verdict == expected.verdict);
    CHECK(found.worst.layer == expected.worst.layer);
    CHECK(reference::same_bits(slopes.data(), numeric.data(), slopes.size()));
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        CHECK(layers[l].verdict == expected.layers[l].verdict);
    }
    CHECK(reference::same_bits(w.data(), drawn.w.data(), w.size()));
}

}  // namespace

TEST_CASE("gradient checks of networks of run-time shape find what those of their types find") {
    reference::for_each_network(reference::dynamic_cases<double>{}, [](auto any, auto place) {
        if constexpr (place % 3 == 0) checks_as_its_type<typename decltype(any)::type>();
        if constexpr (decltype(any)::type::layer_count > 1 && place % 5 == 0) {
            checks_as_its_type<typename decltype(any)::type, l1, dropout>();
        }
    });
}

TEST_CASE("a trainer that is not open has no gradient to check") {
    basic_dynamic_trainer<double, all_activations, reference::all_losses,
                          optimizer_list<gradient_descent>>
        closed;
    double w[3] = {};
    const double x[1] = {};
    gradient_layer_report<double> layers[1];
    CHECK(check_gradient(closed, w, x, x, layers).status == status::unusable_shape);
}
