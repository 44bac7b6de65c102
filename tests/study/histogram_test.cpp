// SPDX-License-Identifier: MIT
// Golden values: golden/histograms.py (NumPy).
#include "picomlp/study/histogram.hpp"

#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "golden/histograms.hpp"

using picomlp::histogram;
using picomlp::histogram_of;
using picomlp::status;

namespace {

template <class T>
struct result {
    std::vector<T> edges;
    std::vector<uint32_t> counts;
};

template <class T>
result<T> expected(const golden::histogram_case<T>& of) {
    return {{of.edges, of.edges + of.bins + 1}, {of.counts, of.counts + of.bins}};
}

template <class T>
result<T> found(const golden::histogram_case<T>& of) {
    result<T> r{std::vector<T>(of.bins + 1), std::vector<uint32_t>(of.bins, 12345)};
    REQUIRE(histogram_of<T>(of.count, of.values, of.bins, r.edges.data(), r.counts.data()) ==
            status::ok);
    return r;
}

/// One number more than a histogram of three bins from 0 to 3 had; the bins' counts as text.
template <class T>
std::string counts_with(T value) {
    const T edges[4] = {0, 1, 2, 3};
    uint32_t counts[3] = {0, 0, 0};
    picomlp::add_to_histogram<T>(1, 1, {&value, 1}, 3, edges, counts);
    std::string text;
    for (const uint32_t count : counts) text += std::to_string(count);
    return text;
}

}  // namespace

TEST_CASE_TEMPLATE("edges and counts are numpy.histogram's, on data that rounding could misplace",
                   T, float, double) {
    for (const auto& row : golden::histograms<T>) {
        CAPTURE(std::string(row.name));
        CAPTURE(row.bins);
        CHECK(found(row).edges == expected(row).edges);
        CHECK(found(row).counts == expected(row).counts);
    }
}

TEST_CASE_TEMPLATE("a bin holds its lower edge, the last one its upper edge too", T, float,
                   double) {
    CHECK(counts_with<T>(0) == "100");
    CHECK(counts_with<T>(1) == "010");
    CHECK(counts_with<T>(2) == "001");
    CHECK(counts_with<T>(3) == "001");
}

TEST_CASE_TEMPLATE("numbers beyond the edges and NaN are not counted", T, float, double) {
    using limits = std::numeric_limits<T>;
    for (const T value : {-limits::denorm_min(), T(3) + 4 * limits::epsilon(), limits::max(),
                          limits::infinity(), -limits::infinity(), limits::quiet_NaN()}) {
        CHECK(counts_with<T>(value) == "000");
    }
}

TEST_CASE_TEMPLATE("counts do not depend on how the numbers are cut into pieces", T, float,
                   double) {
    for (const auto& row : golden::histograms<T>) {
        CAPTURE(std::string(row.name));
        std::vector<uint32_t> counts(row.bins, 0);
        for (uint32_t i = 0; i < row.count; ++i) {
            picomlp::add_to_histogram<T>(1, 1, {row.values + i, 1}, row.bins, row.edges,
                                         counts.data());
        }
        CHECK(counts == expected(row).counts);
    }
}

TEST_CASE_TEMPLATE("rows may lie apart: what is between them is not counted", T, float, double) {
    const T values[] = {0, 1, -5, 2, 3, -5};
    const T edges[] = {-6, 0, 6};
    uint32_t counts[2] = {0, 0};
    picomlp::add_to_histogram<T>(2, 2, {values, 3}, 2, edges, counts);
    CHECK(counts[0] == 0);
    CHECK(counts[1] == 4);
}

TEST_CASE_TEMPLATE("a range too narrow to be scaled is searched", T, float, double) {
    const T least = std::numeric_limits<T>::denorm_min();
    const T values[] = {0, least, 2 * least, 3 * least};
    histogram<T, 3> to;
    REQUIRE(histogram_of<T, 3>(4, values, to) == status::ok);
    CHECK(to.edges[1] == least);
    CHECK(to.counts[0] == 1);
    CHECK(to.counts[1] == 1);
    CHECK(to.counts[2] == 2);
}

// numpy.linspace(0, 3 * 5e-324, 31) / 5e-324.
TEST_CASE_TEMPLATE("edges stay apart as well as they can where a step would underflow", T, float,
                   double) {
    const T least = std::numeric_limits<T>::denorm_min();
    T edges[31];
    REQUIRE(picomlp::histogram_edges<T>(0, 3 * least, 30, edges) == status::ok);
    CHECK(edges[4] == 0);
    CHECK(edges[6] == least);
    CHECK(edges[14] == least);
    CHECK(edges[15] == 2 * least);
    CHECK(edges[24] == 2 * least);
    CHECK(edges[26] == 3 * least);
    CHECK(edges[30] == 3 * least);
}

TEST_CASE_TEMPLATE("equal numbers too large to be widened are counted all the same", T, float,
                   double) {
    const T large = T(1) / std::numeric_limits<T>::epsilon() * 8;
    const T values[] = {large, large};
    histogram<T, 30> to;
    REQUIRE(histogram_of<T, 30>(2, values, to) == status::ok);
    CHECK(to.counts[29] == 2);
}

TEST_CASE_TEMPLATE("what cannot be counted is refused and leaves the histogram as it was", T, float,
                   double) {
    using limits = std::numeric_limits<T>;
    histogram<T, 2> to = {{1, 2, 3}, {4, 5}};
    const histogram<T, 2> before = to;
    const T not_a_number[] = {0, limits::quiet_NaN()};
    const T infinite[] = {-limits::infinity(), 0};
    const T too_far_apart[] = {-limits::max(), limits::max()};
    CHECK(histogram_of<T, 2>(0, not_a_number, to) == status::no_samples);
    CHECK(histogram_of<T, 2>(2, not_a_number, to) == status::not_finite_input);
    CHECK(histogram_of<T, 2>(2, infinite, to) == status::not_finite_input);
    CHECK(histogram_of<T, 2>(2, too_far_apart, to) == status::bad_argument);
    CHECK(picomlp::histogram_edges<T>(1, 0, 2, to.edges) == status::bad_argument);
    CHECK(picomlp::histogram_edges<T>(limits::quiet_NaN(), 0, 2, to.edges) == status::bad_argument);
    CHECK(picomlp::histogram_edges<T>(0, limits::infinity(), 2, to.edges) == status::bad_argument);
    CHECK(picomlp::histogram_edges<T>(0, 1, 0, to.edges) == status::bad_argument);
    CHECK(picomlp::histogram_edges<T>(0, 1, 65536, to.edges) == status::bad_argument);
    CHECK(std::memcmp(&to, &before, sizeof to) == 0);
}
