// SPDX-License-Identifier: MIT
// Networks and models whose type is known, to images and back.
#include "picomlp/image/model_image.hpp"

#include <cstring>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace testing;
using picomlp::status;
using logistic = struct picomlp::sigmoid;

template <class T, class Hidden = picomlp::relu>
using net = picomlp::basic_network<T, picomlp::input<3>, picomlp::dense<4, Hidden>,
                                   picomlp::dense<2, logistic>>;
template <class T>
using wider = picomlp::basic_network<T, picomlp::input<3>, picomlp::dense<5, picomlp::relu>,
                                     picomlp::dense<2, logistic>>;
/// 4 KiB of parameters and more, which lie at multiples of 64.
using wide = picomlp::network<picomlp::input<40>, picomlp::dense<40, picomlp::relu>,
                              picomlp::dense<2, logistic>>;

template <class T>
void fill(T* first, std::size_t count, unsigned start) {
    const auto values = numbers<T>(count, start);
    std::memcpy(first, values.data(), count * sizeof(T));
}

template <class Network>
typename Network::parameters some_parameters() {
    typename Network::parameters w;
    fill(w.values, w.size(), 3);
    return w;
}

template <class Network>
picomlp::scaled_regressor<Network> some_regressor() {
    picomlp::scaled_regressor<Network> model;
    model.parameters = some_parameters<Network>();
    fill(model.scaling.offset, Network::inputs, 1);
    fill(model.scaling.factor, Network::inputs, 7);
    fill(model.targets.offset, Network::outputs, 13);
    fill(model.targets.scale, Network::outputs, 19);
    return model;
}

template <class Model>
bool same_bytes(const Model& a, const Model& b) {
    return std::memcmp(&a, &b, sizeof(Model)) == 0;
}

template <class T>
aligned_bytes image_of(const picomlp::image_contents<T>& contents) {
    bytes image(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, image.data(), image.size()) == status::ok);
    return aligned_bytes(image);
}

template <class T, class Model>
void check_round_trip(const Model& given) {
    const auto file = image_of(picomlp::contents_of(given));
    picomlp::basic_image<T> image;
    REQUIRE(open(image, file) == status::ok);
    Model back{};
    CHECK_FALSE(same_bytes(back, given));
    CHECK(picomlp::load(image, back) == status::ok);
    CHECK(same_bytes(back, given));
}

template <class T>
void check_round_trips() {
    const auto regressor = some_regressor<net<T>>();
    check_round_trip<T>(regressor.parameters);
    check_round_trip<T>(picomlp::scaled_model<net<T>>{regressor.scaling, regressor.parameters});
    check_round_trip<T>(regressor);
}

template <class T, class Model>
void check_refused(const picomlp::basic_image<T>& image) {
    Model to;
    std::memset(static_cast<void*>(&to), 0x5a, sizeof to);
    const Model before = to;
    CHECK(picomlp::load(image, to) == status::damaged_data);
    CHECK(same_bytes(to, before));
}

}  // namespace

TEST_CASE("what was written is loaded") {
    check_round_trips<float>();
    check_round_trips<double>();
}

TEST_CASE("a network's shape names its activations") {
    constexpr picomlp::dynamic_shape shape = picomlp::image_shape_of<net<float>>();
    REQUIRE(shape.layer_count == 2);
    CHECK(shape.inputs == 3);
    CHECK(shape.layers[0].outputs == 4);
    CHECK(shape.layers[0].activation == 0x5a4dfc74);
    CHECK(shape.layers[1].outputs == 2);
    CHECK(shape.layers[1].activation == 0x0852756b);
    CHECK(picomlp::parameter_count_of(shape) == net<float>::parameter_count);
}

TEST_CASE("another model is not loaded, and nothing is changed") {
    using picomlp::scaled_model;
    using picomlp::scaled_regressor;
    const auto regressor = some_regressor<net<float>>();
    const scaled_model<net<float>> scaled{regressor.scaling, regressor.parameters};
    picomlp::image image;
    check_refused<float, net<float>::parameters>(image);

    const auto plain_file = image_of(picomlp::contents_of(regressor.parameters));
    REQUIRE(open(image, plain_file) == status::ok);
    check_refused<float, wider<float>::parameters>(image);
    check_refused<float, net<float, picomlp::elu>::parameters>(image);
    check_refused<float, scaled_model<net<float>>>(image);
    check_refused<float, scaled_regressor<net<float>>>(image);

    const auto scaled_file = image_of(picomlp::contents_of(scaled));
    REQUIRE(open(image, scaled_file) == status::ok);
    check_refused<float, net<float>::parameters>(image);
    check_refused<float, scaled_model<wider<float>>>(image);
    check_refused<float, scaled_regressor<net<float>>>(image);

    const auto regressor_file = image_of(picomlp::contents_of(regressor));
    REQUIRE(open(image, regressor_file) == status::ok);
    check_refused<float, net<float>::parameters>(image);
    check_refused<float, scaled_model<net<float>>>(image);
    check_refused<float, scaled_regressor<net<float, picomlp::elu>>>(image);
}

TEST_CASE("parameters are used where they lie") {
    static_assert(alignof(wide::parameters) == 64, "as SPEC.md says of 4 KiB and more");
    const auto given = some_parameters<wide>();
    const auto file = image_of(picomlp::contents_of(given));
    picomlp::image image;
    REQUIRE(open(image, file) == status::ok);
    const wide::parameters* w = nullptr;
    REQUIRE(picomlp::parameters_in_place<wide>(image, w) == status::ok);
    CHECK(std::memcmp(w->values, given.values, wide::parameter_bytes) == 0);
    CHECK(sizeof *w > wide::parameter_bytes);
    CHECK(w->values == image.parameters());
    wide::scratch scratch;
    float x[40], y[2], expected[2];
    fill(x, 40, 11);
    CHECK(picomlp::predict(*w, scratch, x, y) == status::ok);
    CHECK(picomlp::predict(given, scratch, x, expected) == status::ok);
    CHECK(std::memcmp(y, expected, sizeof y) == 0);

    const wide::parameters* const before = w;
    const aligned_bytes elsewhere(bytes(file.data(), file.data() + file.size()), 16);
    REQUIRE(open(image, elsewhere) == status::ok);
    CHECK(picomlp::parameters_in_place<wide>(image, w) == status::misaligned_memory);
    CHECK(w == before);

    // By a writer that leaves no zeros behind them.
    loose_image loose(bytes(file.data(), file.data() + file.size()));
    for (std::size_t spacing = 0; spacing < 64; spacing += 16) {
        const aligned_bytes tight(loose.whole(spacing));
        REQUIRE(open(image, tight) == status::ok);
        const auto offset = reinterpret_cast<std::uintptr_t>(image.parameters()) % 64;
        CHECK(picomlp::parameters_in_place<wide>(image, w) ==
              (offset == 0 ? status::too_little_memory : status::misaligned_memory));
        CHECK(w == before);
    }

    const net<float>::parameters* other = nullptr;
    CHECK(picomlp::parameters_in_place<net<float>>(image, other) == status::damaged_data);
    CHECK(other == nullptr);
    // Those that are small want no alignment beyond a float's.
    const auto small = some_parameters<net<float>>();
    const auto small_file = image_of(picomlp::contents_of(small));
    const aligned_bytes at_eight(bytes(small_file.data(), small_file.data() + small_file.size()),
                                 8);
    REQUIRE(open(image, at_eight) == status::ok);
    CHECK(picomlp::parameters_in_place<net<float>>(image, other) == status::ok);
    REQUIRE(other != nullptr);
    CHECK(same_bytes(*other, small));
}

TEST_CASE("an image holds the parameter of an activation's type beside the activation's name") {
    using typed = picomlp::basic_network<
        double, picomlp::input<2>, picomlp::dense<4, picomlp::leaky_relu_of<-1, 4>>,
        picomlp::dense<3, picomlp::elu_of<1, 3>>, picomlp::dense<1, picomlp::leaky_relu_of<3, 10>>>;
    typed::parameters w;
    fill(w.values, w.size(), 1);
    const bytes golden = golden_parameters();
    const auto contents = picomlp::contents_of(w);
    bytes written(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, written.data(), written.size()) == status::ok);
    CHECK(written == golden);

    const aligned_bytes file(golden);
    picomlp::basic_image<double> image;
    REQUIRE(open(image, file) == status::ok);
    typed::parameters loaded;
    REQUIRE(picomlp::load(image, loaded) == status::ok);
    CHECK(same_bytes(loaded, w));
    using other = picomlp::basic_network<
        double, picomlp::input<2>, picomlp::dense<4, picomlp::leaky_relu_of<-1, 4>>,
        picomlp::dense<3, picomlp::elu_of<1, 3>>, picomlp::dense<1, picomlp::leaky_relu_of<1, 3>>>;
    other::parameters unlike;
    CHECK(picomlp::load(image, unlike) == status::damaged_data);
    CHECK(picomlp::detail::bits_of_normal(0.3f) == 0x3e99999a);
    CHECK(picomlp::detail::bits_of_normal(-16777216.0f) == 0xcb800000);
}
