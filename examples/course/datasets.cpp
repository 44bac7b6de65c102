#include "course/datasets.hpp"

#include "picomlp/math/sincos.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "picomlp/random/shuffle.hpp"

namespace course {

namespace {

constexpr double pi = 3.141592653589793;

struct point {
    double x1;
    double x2;
};

point on_unit_circle(double angle) {
    point p{};
    picomlp::math::sincos(angle, &p.x2, &p.x1);
    return p;
}

/// Points 0 to count/2 - 1 are of class 0, the rest of class 1. Angles are np.linspace's.
std::vector<point> clean_points(dataset which, uint32_t count) {
    const uint32_t outer = count / 2;
    const uint32_t inner = count - outer;
    std::vector<point> points;
    points.reserve(count);
    if (which == dataset::circles) {
        const double outer_step = 2 * pi / outer;
        for (uint32_t i = 0; i < outer; ++i) points.push_back(on_unit_circle(i * outer_step));
        const double inner_step = 2 * pi / inner;
        for (uint32_t i = 0; i < inner; ++i) {
            const point p = on_unit_circle(i * inner_step);
            points.push_back({p.x1 * 0.8, p.x2 * 0.8});
        }
    } else {
        const auto angle = [](uint32_t i, uint32_t n) {
            return i + 1 == n ? pi : i * (pi / (n - 1));
        };
        for (uint32_t i = 0; i < outer; ++i) points.push_back(on_unit_circle(angle(i, outer)));
        for (uint32_t i = 0; i < inner; ++i) {
            const point p = on_unit_circle(angle(i, inner));
            points.push_back({1 - p.x1, 1 - p.x2 - 0.5});
        }
    }
    return points;
}

}  // namespace

const char* name_of(dataset which) { return which == dataset::circles ? "circles" : "moons"; }

point_set make_points(dataset which, uint32_t count, uint32_t seed, double noise) {
    const auto clean = clean_points(which, count);
    picomlp::numpy_random_state bits(seed);
    std::vector<uint32_t> order(count);
    picomlp::identity_order(order.data(), count);
    bits.shuffle(order.data(), count);

    point_set points;
    for (const uint32_t i : order) {
        points.x1.push_back(clean[i].x1 + noise * bits.normal());
        points.x2.push_back(clean[i].x2 + noise * bits.normal());
        points.labels.push_back(i < count / 2 ? 0 : 1);
    }
    return points;
}

}  // namespace course
