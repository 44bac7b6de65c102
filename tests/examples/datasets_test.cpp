// SPDX-License-Identifier: MIT
#include "course/datasets.hpp"

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "golden/course_data.hpp"

namespace {

/// CRC-32 as zlib computes it.
uint32_t crc32(const void* data, size_t size) {
    uint32_t crc = 0xffffffffU;
    for (size_t i = 0; i < size; ++i) {
        crc ^= static_cast<const unsigned char*>(data)[i];
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320U : 0);
    }
    return ~crc;
}

}  // namespace

// The points' sines and cosines are the library's own, at most an ulp from NumPy's, and adding and
// subtracting can make a few ulps of that: points are compared to 40 binary places, labels exactly.
TEST_CASE("both data sets are NumPy's in points, labels and order") {
    for (const auto& expected : golden::course_data_sets) {
        CAPTURE(std::string(expected.dataset));
        CAPTURE(expected.samples);
        const auto which = std::strcmp(expected.dataset, "circles") == 0 ? course::dataset::circles
                                                                         : course::dataset::moons;
        const auto points = course::make_points(which, static_cast<uint32_t>(expected.samples),
                                                static_cast<uint32_t>(expected.seed));
        REQUIRE(points.size() == static_cast<uint32_t>(expected.samples));
        constexpr double tolerance = 0x1p-50;
        CHECK(std::fabs(points.x1.front() - expected.first_point[0]) <= tolerance);
        CHECK(std::fabs(points.x2.front() - expected.first_point[1]) <= tolerance);
        CHECK(std::fabs(points.x1.back() - expected.last_point[0]) <= tolerance);
        CHECK(std::fabs(points.x2.back() - expected.last_point[1]) <= tolerance);
        CHECK(crc32(points.labels.data(), points.labels.size()) == expected.labels_crc);

        std::vector<unsigned char> row_by_row;  // of int64, each from its lowest byte
        for (uint32_t i = 0; i < points.size(); ++i) {
            for (const double x : {points.x1[i], points.x2[i]}) {
                const auto number = static_cast<uint64_t>(std::llrint(x * 0x1p40));
                for (int byte = 0; byte < 8; ++byte) {
                    row_by_row.push_back(static_cast<unsigned char>(number >> 8 * byte & 0xff));
                }
            }
        }
        CHECK(crc32(row_by_row.data(), row_by_row.size()) == expected.points_crc);
    }
}
