// SPDX-License-Identifier: MIT
namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace check_compilation_parts {
namespace {

using net = network<input<6>, dense<9, relu>, dense<3, identity>>;
constexpr uint32_t samples = 5;
constexpr int steps = 12;

/// Of the trained parameters, from the lowest byte of the first. tools/package/known_training.py
/// has them from exact arithmetic.
constexpr uint32_t crc_of_separate = 0x292a36f5;
constexpr uint32_t crc_of_fused = 0xfc27baab;

/// Whole numbers in -bound .. bound that repeat late.
float small_number(uint32_t k, int bound) {
    const uint32_t mixed = (k + 1) * 2654435761U >> 16;
    return static_cast<float>(static_cast<int>(mixed % static_cast<uint32_t>(2 * bound + 1)) -
                              bound);
}

uint32_t crc_of_training() {
    float x[net::inputs][samples];
    float y[net::outputs][samples];
    net::parameters w;
    uint32_t k = 0;
    for (auto& row : x) {
        for (float& value : row) value = small_number(k++, 8) / 8;
    }
    for (auto& row : y) {
        for (float& value : row) value = small_number(k++, 8) / 4;
    }
    for (float& value : w.values) value = small_number(k++, 15) / 32;
    trainer<net, mean_squared_error, gradient_descent, batch<samples>> training(
        gradient_descent::learning_rate(0.25F));
    for (int step = 0; step < steps; ++step) {
        if (!training.step(w, x, y).ok()) return 0;
    }
    return crc32_of_numbers(0, w.values, net::parameter_count);
}

}  // namespace
}  // namespace check_compilation_parts

status check_compilation() noexcept {
    namespace parts = check_compilation_parts;
    const uint32_t expected =
        profile == rounding_profile::fused ? parts::crc_of_fused : parts::crc_of_separate;
    if (!rounding_probe::rounds_each_operation()) return status::failed_self_test;
    const status arithmetic = check_arithmetic();
    if (arithmetic != status::ok) return arithmetic;
    return parts::crc_of_training() == expected ? status::ok : status::failed_self_test;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
