// SPDX-License-Identifier: MIT
// What TensorFlow Lite Micro's own functions of int8 give, as checksums: writes tflm_golden.txt.
// Not part of any build. In a folder with tflite-micro's and gemmlowp's sources, and an empty
// ScopeLabel in ruy/profiler/instrumentation.h, once with -DTFLITE_SINGLE_ROUNDING=0 and once with
// =1:
//
//     g++ -std=c++17 -DNDEBUG -I. tflm_golden.cpp tensorflow/lite/kernels/internal/common.cc
//         tensorflow/lite/kernels/internal/quantization_util.cc
//
// A line: rounding, function, scale of the inputs, their zero point or how many there are, CRC-32.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "tensorflow/lite/kernels/internal/quantization_util.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h"
#include "tensorflow/lite/kernels/internal/reference/integer_ops/tanh.h"
#include "tensorflow/lite/kernels/internal/reference/leaky_relu.h"
#include "tensorflow/lite/kernels/internal/reference/requantize.h"
#include "tensorflow/lite/kernels/internal/reference/softmax.h"

namespace {

struct multiplier {
    int32_t significand;
    int shift;
};

multiplier multiplier_of(double factor) {
    multiplier made;
    tflite::QuantizeMultiplier(factor, &made.significand, &made.shift);
    return made;
}

void print(const char* function, float scale, int number, const std::vector<int8_t>& y) {
    uint32_t crc = ~0U;
    for (const int8_t one : y) {
        crc ^= static_cast<uint8_t>(one);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0);
    }
    std::printf("%s %s %.9g %d %08x\n", TFLITE_SINGLE_ROUNDING ? "single" : "double", function,
                static_cast<double>(scale), number, static_cast<unsigned>(~crc));
}

void number_by_number(float scale, int zero) {
    std::vector<int8_t> q(256);
    std::vector<int8_t> y(256);
    for (int k = 0; k < 256; ++k) q[k] = static_cast<int8_t>(k - 128);
    const tflite::RuntimeShape shape({1, 256});

    int shift;
    const double fraction = std::frexp(static_cast<double>(scale) * (1 << 27), &shift);
    const auto significand = static_cast<int32_t>(std::round(fraction * (1LL << 31)));
    const int radius = tflite::CalculateInputRadius(4, shift, 31);
    tflite::reference_integer_ops::Logistic(zero, radius, significand, shift, 256, q.data(),
                                            y.data());
    print("logistic", scale, zero, y);
    tflite::reference_integer_ops::Tanh(zero, radius, significand, shift, shape, q.data(), shape,
                                        y.data());
    print("tanh", scale, zero, y);

    const multiplier by = multiplier_of(static_cast<double>(scale) / static_cast<double>(0.031F));
    tflite::reference_ops::Requantize(q.data(), 256, by.significand, by.shift, zero, -17, y.data());
    print("requantize", scale, zero, y);

    const multiplier above = multiplier_of(static_cast<double>(scale / 0.02F));
    const multiplier below = multiplier_of(static_cast<double>(scale * 0.2F / 0.02F));
    tflite::LeakyReluParams leaky;
    leaky.input_offset = zero;
    leaky.output_offset = 5;
    leaky.output_multiplier_identity = above.significand;
    leaky.output_shift_identity = above.shift;
    leaky.output_multiplier_alpha = below.significand;
    leaky.output_shift_alpha = below.shift;
    tflite::reference_ops::QuantizeLeakyRelu(leaky, shape, q.data(), shape, y.data());
    print("leaky_relu", scale, zero, y);
}

void softmax(float scale, int count) {
    std::vector<int8_t> x(count);
    std::vector<int8_t> y(count);
    for (int k = 0; k < count; ++k) x[k] = static_cast<int8_t>((k * 73 + k * k * 31) % 256 - 128);
    tflite::SoftmaxParams parameters;
    int shift;
    tflite::PreprocessSoftmaxScaling(1.0, static_cast<double>(scale), 5,
                                     &parameters.input_multiplier, &shift);
    parameters.input_left_shift = shift;
    parameters.diff_min = -tflite::CalculateInputRadius(5, shift);
    const tflite::RuntimeShape shape({1, count});
    tflite::reference_ops::Softmax(parameters, shape, x.data(), shape, y.data());
    print("softmax", scale, count, y);
}

/// All bits of the functions that those are made of, for numbers of every size.
template <int IntegerBits, class Function>
void raw(const char* function, Function compute) {
    std::vector<int8_t> bytes;
    for (int k = 0; k < 4096; ++k) {
        const int32_t x =
            -static_cast<int32_t>(static_cast<uint32_t>(k) * 524287U % 2147483647U) >> k % 7;
        const auto y = static_cast<uint32_t>(
            compute(gemmlowp::FixedPoint<int32_t, IntegerBits>::FromRaw(x)).raw());
        for (int byte = 0; byte < 4; ++byte) bytes.push_back(static_cast<int8_t>(y >> 8 * byte));
    }
    print(function, 0, IntegerBits, bytes);
}

}  // namespace

int main() {
    raw<5>("raw_exp", [](auto x) { return gemmlowp::exp_on_negative_values(x); });
    raw<4>("raw_logistic", [](auto x) { return gemmlowp::logistic(x); });
    raw<4>("raw_tanh", [](auto x) { return gemmlowp::tanh(x); });
    for (const float scale : {0.0005F, 0.003F, 0.0213F, 0.0491F, 0.11F, 0.37F}) {
        for (const int zero : {-128, -3, 7, 127}) number_by_number(scale, zero);
        for (const int count : {1, 2, 3, 10, 100, 511}) softmax(scale, count);
    }
    return 0;
}
