// SPDX-License-Identifier: MIT
#include "picomlp/kernels/row_spacing.hpp"

#include <cstdint>

#include "doctest_config.hpp"

namespace {

using picomlp::row_alignment;
using picomlp::row_spacing;

TEST_CASE_TEMPLATE("rows hold their elements and begin alike", T, float, double) {
    for (std::uint32_t elements = 1; elements <= 3000; ++elements) {
        CAPTURE(elements);
        const std::uint32_t spacing = row_spacing<T>(elements);
        CHECK(spacing >= elements);
        CHECK(spacing * sizeof(T) % row_alignment<T>(elements) == 0);
        CHECK(spacing - elements <= 2 * 64 / sizeof(T));
    }
}

TEST_CASE("few samples take no memory beyond their own") {
    CHECK(row_spacing<float>(1) == 1);
    CHECK(row_alignment<float>(1) == alignof(float));
    CHECK(row_spacing<float>(16) == 16);
    CHECK(row_spacing<double>(8) == 8);
}

#if defined(__x86_64__) || defined(__aarch64__)
TEST_CASE("rows begin with a cache line, at different places of their pages") {
    CHECK(row_alignment<float>(17) == 64);
    CHECK(row_spacing<float>(300) == 304);
    CHECK(row_spacing<float>(512) == 528);
    CHECK(row_spacing<double>(512) == 520);
    CHECK(row_spacing<float>(1024) == 1040);
}
#else
TEST_CASE("without a cache rows follow each other") {
    CHECK(row_spacing<float>(300) == 300);
    CHECK(row_alignment<double>(300) == alignof(double));
}
#endif

}  // namespace
