// SPDX-License-Identifier: MIT
#include "course/points.hpp"

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
point clean_point(dataset which, uint32_t i, uint32_t count) {
    const uint32_t outer = count / 2;
    const bool of_class_0 = i < outer;
    const uint32_t in_class = of_class_0 ? outer : count - outer;
    const uint32_t k = of_class_0 ? i : i - outer;
    if (which == dataset::circles) {
        const point p = on_unit_circle(k * (2 * pi / in_class));
        return of_class_0 ? p : point{p.x1 * 0.8, p.x2 * 0.8};
    }
    const point p = on_unit_circle(k + 1 == in_class ? pi : k * (pi / (in_class - 1)));
    return of_class_0 ? p : point{1 - p.x1, 1 - p.x2 - 0.5};
}

}  // namespace

const char* name_of(dataset which) { return which == dataset::circles ? "circles" : "moons"; }

void fill_points(dataset which, uint32_t seed, double noise, const point_arrays& to) {
    picomlp::numpy_random_state bits(seed);
    picomlp::identity_order(to.order, to.count);
    bits.shuffle(to.order, to.count);
    for (uint32_t k = 0; k < to.count; ++k) {
        const point clean = clean_point(which, to.order[k], to.count);
        to.x1[k] = clean.x1 + noise * bits.normal();
        to.x2[k] = clean.x2 + noise * bits.normal();
        to.labels[k] = to.order[k] < to.count / 2 ? 0 : 1;
    }
}

}  // namespace course
