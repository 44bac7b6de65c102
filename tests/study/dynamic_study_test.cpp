// SPDX-License-Identifier: MIT
#include "picomlp/study/dynamic_study.hpp"

#include <memory>

#include "reference/dynamic_checks.hpp"

// NOLINTNEXTLINE(google-build-using-namespace): the whole file is about it
using namespace picomlp;
using reference::exact_memory;

namespace {

constexpr uint32_t samples = 21;
constexpr uint32_t bins = 6;

template <class T>
void check_same(const layer_statistics<T>& found, const layer_statistics<T>& expected) {
    CHECK(reference::same_bits(&found.mean, &expected.mean, 5));
    CHECK(found.units == expected.units);
    CHECK(found.samples == expected.samples);
    CHECK(found.out_of_range == expected.out_of_range);
    CHECK(found.zeros == expected.zeros);
    CHECK(found.saturated == expected.saturated);
    CHECK(found.dead_units == expected.dead_units);
    CHECK(found.alike == expected.alike);
}

template <class T>
void check_same(const histogram<T, bins>& found, const histogram<T, bins>& expected) {
    CHECK(reference::same_bits(found.edges, expected.edges, bins + 1));
    CHECK(reference::same_bits(found.counts, expected.counts, bins));
}

template <class T, class... Options>
using any_trainer = basic_dynamic_trainer<T, all_activations, reference::all_losses,
                                          optimizer_list<gradient_descent>, Options...>;

/// A trainer of run-time shape, opened for up to batch_size samples.
template <class Network, class Trainer>
struct opened {
    using T = typename Network::value_type;
    using loss = typename reference::loss_for<Network>::type;

    explicit opened(uint32_t batch_size)
        : how{code_of<loss>(), code_of<gradient_descent>(), batch_size},
          memory(Trainer::bytes(reference::described<Network>::shape, how), Trainer::alignment) {
        REQUIRE(ok(trainer.open(reference::described<Network>::shape, how, memory.block())));
    }

    dynamic_training how;
    exact_memory memory;
    Trainer trainer;
};

template <class Network, class... Options>
void studies_as_its_type(uint32_t batch_size, bool turned) {
    using T = typename Network::value_type;
    using net = opened<Network, any_trainer<T, Options...>>;
    const reference::drawn_case<Network> drawn(samples);
    const auto scratch = std::make_unique<study_scratch<Network, typename net::loss, 8>>();
    study_report<Network, bins> expected;
    REQUIRE(ok(study(drawn.w, *scratch, feature_major(drawn.x), feature_major(drawn.y), expected)));

    net with(batch_size);
    exact_memory memory(study_bytes(with.trainer), with.trainer.alignment);
    layer_statistics<T> inputs;
    std::vector<layer_study<T, bins>> layers(Network::layer_count);
    const std::vector<T> x = reference::transposed(drawn.x, Network::inputs, samples);
    const std::vector<T> y = reference::transposed(drawn.y, Network::outputs, samples);
    const status studied =
        turned ? study(with.trainer, drawn.w, memory.block(), sample_major(x), sample_major(y),
                       inputs, layers.data())
               : study(with.trainer, drawn.w, memory.block(), feature_major(drawn.x),
                       feature_major(drawn.y), inputs, layers.data());
    REQUIRE(studied == status::ok);
    CHECK(memory.is_whole());
    CHECK(with.memory.is_whole());
    check_same(inputs, expected.inputs);
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        check_same(layers[l].activations, expected.layers[l].activations);
        check_same(layers[l].gradients, expected.layers[l].gradients);
        check_same(layers[l].activation_histogram, expected.layers[l].activation_histogram);
        check_same(layers[l].gradient_histogram, expected.layers[l].gradient_histogram);
        CHECK(layers[l].health == expected.layers[l].health);
    }
}

}  // namespace

TEST_CASE_TEMPLATE("studies of networks of run-time shape find what those of their types find", T,
                   float, double) {
    reference::for_each_network(reference::dynamic_cases<T>{}, [](auto any, auto place) {
        using network = typename decltype(any)::type;
        studies_as_its_type<network>(1 + place, place % 2 == 1);
        if constexpr (place % 7 == 0) studies_as_its_type<network>(1, true);
        if constexpr (network::layer_count > 1 && place % 5 == 0) {
            studies_as_its_type<network, dropout, l2, frozen<1>>(8, place % 2 == 0);
        }
    });
}

namespace {

/// A small network that may be studied, and what a wrong call must leave alone.
struct small_study {
    using network = basic_network<double, input<2>, dense<3, relu>, dense<1, struct sigmoid>>;

    small_study() {
        inputs.mean = 77;
        for (auto& layer : layers) layer.activations.mean = 77;
    }
    bool is_unchanged() const {
        return inputs.mean == 77 && layers[0].activations.mean == 77 &&
               layers[1].activations.mean == 77;
    }

    const dynamic_layer shape_layers[2] = {{3, code_of<relu>()}, {1, code_of<struct sigmoid>()}};
    const dynamic_training how{code_of<binary_cross_entropy>(), code_of<gradient_descent>(), 4};
    exact_memory training{any_trainer<double>::bytes({2, shape_layers}, how), 8};
    any_trainer<double> trainer;
    double w[13] = {};
    double x[2][5] = {};
    double y[1][5] = {};
    layer_statistics<double> inputs;
    layer_study<double, bins> layers[2];
};

}  // namespace

TEST_CASE("a trainer that is not open has nothing to study") {
    small_study s;
    uint64_t memory[1];
    CHECK(study_bytes(s.trainer) == 0);
    CHECK(study(s.trainer, s.w, memory, s.x, s.y, s.inputs, s.layers) == status::unusable_shape);
    CHECK(s.is_unchanged());
}

TEST_CASE("a study that is refused leaves its report alone") {
    small_study s;
    REQUIRE(ok(s.trainer.open({2, s.shape_layers}, s.how, s.training.block())));
    const size_t bytes = study_bytes(s.trainer);
    REQUIRE(bytes > 0);
    std::vector<uint64_t> memory(bytes / 8 + 2);
    const auto with = [&](const auto& w, const auto& x, const auto& y, size_t size,
                          size_t skipped) {
        return study(s.trainer, w, {reinterpret_cast<char*>(memory.data()) + skipped, size}, x, y,
                     s.inputs, s.layers);
    };
    CHECK(with(s.w, s.x, s.y, bytes - 1, 0) == status::too_little_memory);
    CHECK(with(s.w, s.x, s.y, bytes, 4) == status::misaligned_memory);
    const double few[12] = {};
    CHECK(with(few, s.x, s.y, bytes, 0) == status::bad_argument);
    const double fewer[1][4] = {};
    CHECK(with(s.w, s.x, fewer, bytes, 0) == status::mismatched_samples);
    s.y[0][2] = 2;
    CHECK(with(s.w, s.x, s.y, bytes, 0) == status::label_out_of_range);
    s.y[0][2] = 0;
    s.x[1][3] = static_cast<double>(__builtin_nanf(""));
    CHECK(with(s.w, s.x, s.y, bytes, 0) == status::not_finite_input);
    CHECK(s.is_unchanged());
    s.x[1][3] = 0;
    CHECK(with(s.w, s.x, s.y, bytes, 0) == status::ok);
    CHECK(!s.is_unchanged());
}
