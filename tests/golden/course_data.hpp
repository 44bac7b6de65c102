// Written by tests/golden/course.py; regenerate with: /usr/bin/python3 tests/golden/course.py
// The course's data sets: ends and checksums (zlib's CRC-32).
#pragma once

#include <cstdint>

namespace golden {

// clang-format off
struct course_data {
    const char* dataset;
    int samples;
    int seed;
    double first_point[2];
    int first_label;
    double last_point[2];
    int last_label;
    std::uint32_t points_crc;  ///< of x0 y0 x1 y1 ... to 2^-40, as little-endian int64 * 2^-40
    std::uint32_t labels_crc;  ///< of the labels, one byte each
};

inline constexpr course_data course_data_sets[] = {
    {"circles", 300, 1,
     {-0x1.3d15faeffc85dp-4, 0x1.b48848b31b6bdp-1}, 1,
     {-0x1.f4e73968955a7p-5, 0x1.dc1234fb33536p-1}, 0,
     0x221fbd30u, 0x20068108u},
    {"circles", 100, 2,
     {-0x1.0c68d7b092717p-1, -0x1.37dc6dd3478acp-1}, 1,
     {0x1.6019c99b1076cp-2, -0x1.d6ab07352e19ep-1}, 0,
     0xa1db6893u, 0x8bd67fecu},
    {"moons", 300, 1,
     {0x1.2b4afb7b20a26p-2, -0x1.6da0d834e6a1ap-3}, 1,
     {0x1.41e9bb6660cf7p-1, 0x1.444f079b4e83dp-1}, 0,
     0x5665f120u, 0x20068108u},
    {"moons", 100, 2,
     {0x1.6c3db5bfb38c4p+0, -0x1.27b700b1d120ep-2}, 1,
     {-0x1.9b44773f51b83p-1, 0x1.279633be2478cp-1}, 0,
     0xdbd53507u, 0x8bd67fecu},
};
// clang-format on

}  // namespace golden
