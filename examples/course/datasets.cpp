// SPDX-License-Identifier: MIT
#include "course/datasets.hpp"

namespace course {

point_set make_points(dataset which, uint32_t count, uint32_t seed, double noise) {
    point_set points{std::vector<double>(count), std::vector<double>(count),
                     std::vector<uint8_t>(count)};
    std::vector<uint32_t> order(count);
    fill_points(which, seed, noise,
                {count, points.x1.data(), points.x2.data(), points.labels.data(), order.data()});
    return points;
}

}  // namespace course
