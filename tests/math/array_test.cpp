// SPDX-License-Identifier: MIT
// The array forms against the scalar forms: all lengths up to 67, all offsets within a cache line
// of four floats, in place and not.
#include <cstring>
#include <initializer_list>
#include <vector>

#include "doctest_config.hpp"
#include "functions.hpp"
#include "instruction_sets.hpp"
#include "ulp.hpp"

using namespace testing;

namespace {

constexpr size_t longest = 67;
constexpr size_t offsets = 4;
constexpr size_t room = longest + 2 * offsets;

template <typename T>
T argument(size_t i) {
    const double special[] = {0.0, -0.0, HUGE_VAL, -HUGE_VAL, NAN, 1e-42, -104.5, 89.5, 1e30, -800};
    if (i % 7 == 3) return static_cast<T>(special[(i / 7) % 10]);
    return static_cast<T>(std::sin(static_cast<double>(i) * 12.9898) * (i % 5 == 0 ? 90.0 : 4.0));
}

/// Runs `array` on n elements and says whether each has the bits of `scalar` and the surroundings
/// are untouched.
template <typename T, typename Scalar, typename Array>
bool agrees(Scalar scalar, Array array, size_t n, size_t x_offset, size_t y_offset, bool in_place) {
    const T untouched = T(-12345);
    T x[room];
    T y[room];
    for (size_t i = 0; i < room; ++i) {
        x[i] = argument<T>(i + n);
        y[i] = untouched;
    }
    T original[room];
    std::memcpy(original, x, sizeof x);
    T* const output = in_place ? x + x_offset : y + y_offset;
    array(x + x_offset, output, n);
    for (size_t i = 0; i < n; ++i)
        if (bits_of(output[i]) != bits_of(scalar(original[x_offset + i]))) return false;
    const T after = in_place ? original[x_offset + n] : untouched;
    return bits_of(output[n]) == bits_of(after);
}

}  // namespace

TEST_CASE("array forms have the bits of the scalar forms at every length and alignment") {
    const auto check = [](const elementary_function& function, size_t n, size_t offset,
                          bool in_place) {
        CHECK(agrees<float>(function.float_form, function.float_array, n, offset,
                            (offset + n) % offsets, in_place));
        CHECK(agrees<double>(function.double_form, function.double_array, n, offset,
                             (offset + n) % offsets, in_place));
    };
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        for (const elementary_function& function : elementary_functions) {
            INFO(picomlp::name_of(set), ", ", function.name);
            for (size_t n = 0; n <= longest; ++n) {
                for (size_t offset = 0; offset < offsets; ++offset) {
                    check(function, n, offset, false);
                    check(function, n, offset, true);
                }
            }
        }
    });
}

TEST_CASE("array forms of sincos and sincos_turn have the bits of the scalar forms") {
    for (size_t n = 0; n <= longest; ++n) {
        for (size_t offset = 0; offset < offsets; ++offset) {
            float x[room];
            double wide_x[room];
            uint32_t turn[room];
            uint64_t wide_turn[room];
            for (size_t i = 0; i < room; ++i) {
                x[i] = argument<float>(i + n);
                wide_x[i] = argument<double>(i + n);
                turn[i] = static_cast<uint32_t>(i * 2654435761u);
                wide_turn[i] = i * 0x9e3779b97f4a7c15u;
            }
            float sine[room];
            float cosine[room];
            double wide_sine[room];
            double wide_cosine[room];
            float s;
            float c;
            double wide_s;
            double wide_c;
            size_t different = 0;
            picomlp::math::sincos(x + offset, sine, cosine, n);
            picomlp::math::sincos(wide_x + offset, wide_sine, wide_cosine, n);
            for (size_t i = 0; i < n; ++i) {
                picomlp::math::sincos(x[offset + i], &s, &c);
                picomlp::math::sincos(wide_x[offset + i], &wide_s, &wide_c);
                different += bits_of(s) != bits_of(sine[i]) || bits_of(c) != bits_of(cosine[i]);
                different += bits_of(wide_s) != bits_of(wide_sine[i]) ||
                             bits_of(wide_c) != bits_of(wide_cosine[i]);
            }
            picomlp::math::sincos_turn(turn + offset, sine, cosine, n);
            picomlp::math::sincos_turn(wide_turn + offset, wide_sine, wide_cosine, n);
            for (size_t i = 0; i < n; ++i) {
                picomlp::math::sincos_turn(turn[offset + i], &s, &c);
                picomlp::math::sincos_turn(wide_turn[offset + i], &wide_s, &wide_c);
                different += bits_of(s) != bits_of(sine[i]) || bits_of(c) != bits_of(cosine[i]);
                different += bits_of(wide_s) != bits_of(wide_sine[i]) ||
                             bits_of(wide_c) != bits_of(wide_cosine[i]);
            }
            CHECK(different == 0);
        }
    }
}
