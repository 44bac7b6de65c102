// SPDX-License-Identifier: MIT
// A model's outputs against those that its image has.
#include "picomlp/image/self_test.hpp"

#include <cstring>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace testing;
using picomlp::status;

template <class T>
using net = picomlp::basic_network<T, picomlp::input<3>, picomlp::dense<7, picomlp::elu>,
                                   picomlp::dense<5, picomlp::hyperbolic_tangent>,
                                   picomlp::dense<2, picomlp::identity>>;
constexpr std::uint32_t samples = 4;

template <class T>
void fill(T* first, std::size_t count, unsigned start) {
    const auto values = numbers<T>(count, start);
    std::memcpy(first, values.data(), count * sizeof(T));
}

template <class T>
picomlp::scaled_regressor<net<T>> some_regressor() {
    picomlp::scaled_regressor<net<T>> model;
    fill(model.parameters.values, model.parameters.size(), 3);
    fill(model.scaling.offset, 3, 1);
    fill(model.scaling.factor, 3, 7);
    fill(model.targets.offset, 2, 13);
    fill(model.targets.scale, 2, 19);
    return model;
}

/// The image of a model, with what it gives for some samples; `flipped` is the place of an output
/// whose last bit is another, or -1.
template <class T, class Model, class Scratch>
bytes image_of(const Model& model, Scratch& scratch, int flipped) {
    const std::vector<T> x = numbers<T>(samples * 3, 31);
    std::vector<T> y(samples * 2);
    for (std::uint32_t s = 0; s < samples; ++s) {
        REQUIRE(picomlp::predict(model, scratch, &x[s * 3], &y[s * 2]) == status::ok);
    }
    if (flipped >= 0) {
        unsigned char first;
        auto* const number = reinterpret_cast<unsigned char*>(&y[static_cast<unsigned>(flipped)]);
        std::memcpy(&first, number, 1);
        first ^= 1;
        std::memcpy(number, &first, 1);
    }
    auto contents = picomlp::contents_of(model);
    contents.test_x = x.data();
    contents.test_y = y.data();
    contents.test_samples = samples;
    bytes image(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, image.data(), image.size()) == status::ok);
    return image;
}

template <class T>
status tested(const bytes& image) {
    const aligned_bytes file(image);
    picomlp::basic_image<T> model;
    REQUIRE(open(model, file) == status::ok);
    static picomlp::self_test_scratch<net<T>> scratch;
    return picomlp::self_test(model, scratch);
}

template <class T, class Model, class Scratch>
void check_model(const Model& model, Scratch& scratch) {
    CHECK(tested<T>(image_of<T>(model, scratch, -1)) == status::ok);
    for (int place = 0; place < static_cast<int>(samples * 2); ++place) {
        CHECK(tested<T>(image_of<T>(model, scratch, place)) == status::failed_self_test);
    }
}

template <class T>
void check_models() {
    const auto regressor = some_regressor<T>();
    const picomlp::scaled_model<net<T>> scaled{regressor.scaling, regressor.parameters};
    typename net<T>::scratch scratch;
    picomlp::scaled_scratch<net<T>, 1> scaled_scratch;
    check_model<T>(regressor.parameters, scratch);
    check_model<T>(scaled, scaled_scratch);
    check_model<T>(regressor, scaled_scratch);
}

/// Gives what the golden image of every section has for its samples, which it is asked for in
/// order.
struct player {
    const every_section* given;
    std::uint32_t calls = 0;
    std::uint32_t wrong_at = 99;
    std::uint32_t fails_at = 99;

    static status predict(void* context, const float* x, float* y) {
        auto& self = *static_cast<player*>(context);
        const std::uint32_t call = self.calls++;
        if (std::memcmp(x, &self.given->x[call * 3], 3 * sizeof *x) != 0)
            return status::bad_argument;
        if (call == self.fails_at) return status::not_finite_output;
        *y = call == self.wrong_at ? 0 : self.given->y[call];
        return status::ok;
    }
};

}  // namespace

TEST_CASE("a model gives what its image says, and a single bit is seen to differ") {
    check_models<float>();
    check_models<double>();
}

TEST_CASE("an image of another network is not tested") {
    const aligned_bytes file(golden_every_section());
    picomlp::image model;
    static picomlp::self_test_scratch<net<float>> scratch;
    CHECK(picomlp::self_test(model, scratch) == status::damaged_data);
    REQUIRE(open(model, file) == status::ok);
    CHECK(picomlp::self_test(model, scratch) == status::damaged_data);
}

TEST_CASE("an image without test vectors proves nothing, and says so") {
    const auto regressor = some_regressor<float>();
    const auto contents = picomlp::contents_of(regressor);
    bytes image(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, image.data(), image.size()) == status::ok);
    CHECK(tested<float>(image) == status::no_samples);
}

TEST_CASE("any function can be tested, sample by sample, until one differs or fails") {
    const every_section given;
    const aligned_bytes file(golden_every_section());
    picomlp::image model;
    REQUIRE(open(model, file) == status::ok);
    float y = 0;
    player right{&given};
    CHECK(picomlp::self_test<float>(model, player::predict, &right, &y) == status::ok);
    CHECK(right.calls == 3);
    player wrong{&given};
    wrong.wrong_at = 1;
    CHECK(picomlp::self_test<float>(model, player::predict, &wrong, &y) ==
          status::failed_self_test);
    CHECK(wrong.calls == 2);
    player failing{&given};
    failing.fails_at = 2;
    CHECK(picomlp::self_test<float>(model, player::predict, &failing, &y) ==
          status::not_finite_output);
    CHECK(failing.calls == 3);
}
