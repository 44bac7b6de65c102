// SPDX-License-Identifier: MIT
#include "playground/data.hpp"

#include "course/points.hpp"
#include "picomlp/math/sincos.hpp"

namespace playground {

namespace {

using picomlp::status;

constexpr uint32_t training_seed = 1;
constexpr uint32_t test_seed = 2;
constexpr double pi = 3.141592653589793;

struct point {
    double x1, x2, y;
};

double sine(double angle) {
    double s, c;
    picomlp::math::sincos(angle, &s, &c);
    return s;
}

/// Corners across from each other are of one class; no point comes close to the axes between them.
point corner(picomlp::numpy_random_state& bits) {
    const auto away = [&bits] {
        const double u = 2 * bits.uniform() - 1;
        return u < 0 ? u * 0.9 - 0.1 : u * 0.9 + 0.1;
    };
    const double x1 = away(), x2 = away();
    return {x1, x2, (x1 < 0) != (x2 < 0) ? 1.0 : 0.0};
}

/// An arm of one turn and three quarters, and the same turned half around.
point on_arm(uint32_t k, uint32_t in_class, bool of_class_1) {
    const double along = 0.05 + 0.95 * (k / static_cast<double>(in_class));
    double s, c;
    picomlp::math::sincos(3.5 * pi * along + (of_class_1 ? pi : 0.0), &s, &c);
    return {along * c, along * s, of_class_1 ? 1.0 : 0.0};
}

point in_cloud(picomlp::numpy_random_state& bits, bool of_class_1) {
    const double centre = of_class_1 ? 0.6 : -0.6;
    const double x1 = centre + 0.25 * bits.normal();
    return {x1, centre + 0.25 * bits.normal(), of_class_1 ? 1.0 : 0.0};
}

point on_surface(picomlp::numpy_random_state& bits) {
    const double x1 = 2 * bits.uniform() - 1;
    const double x2 = 2 * bits.uniform() - 1;
    return {x1, x2, 0.8 * sine(pi * x1) * sine(0.5 * pi * (x2 + 1))};
}

/// The data sets that are not the course's, in the course's manner: an order of the points by
/// NumPy's generator, then noise for each.
void fill_others(dataset which, uint32_t seed, double noise, uint32_t* order, sample_set& to) {
    const uint32_t count = to.count();
    const uint32_t first = count / 2;
    picomlp::numpy_random_state bits(seed);
    picomlp::identity_order(order, count);
    bits.shuffle(order, count);
    for (uint32_t s = 0; s < count; ++s) {
        const bool of_class_1 = order[s] >= first;
        const uint32_t k = of_class_1 ? order[s] - first : order[s];
        point p{};
        if (which == dataset::exclusive_or) p = corner(bits);
        if (which == dataset::spiral) p = on_arm(k, of_class_1 ? count - first : first, of_class_1);
        if (which == dataset::blobs) p = in_cloud(bits, of_class_1);
        if (which == dataset::surface) p = on_surface(bits);
        const bool bends = which == dataset::surface;  // the height has the noise
        to.x(0, s) = static_cast<float>(p.x1 + (bends ? 0 : noise * bits.normal()));
        to.x(1, s) = static_cast<float>(p.x2 + (bends ? 0 : noise * bits.normal()));
        to.y(s) = static_cast<float>(p.y + (bends ? noise * bits.normal() : 0));
    }
}

void fill_made(dataset which, uint32_t seed, double noise, sample_set& to) {
    static double x1[made_samples], x2[made_samples];
    static uint8_t labels[made_samples];
    static uint32_t order[made_samples];
    if (which != dataset::circles && which != dataset::moons) {
        return fill_others(which, seed, noise, order, to);
    }
    const bool circles = which == dataset::circles;
    course::fill_points(circles ? course::dataset::circles : course::dataset::moons, seed, noise,
                        {to.count(), x1, x2, labels, order});
    for (uint32_t s = 0; s < to.count(); ++s) {
        to.x(0, s) = static_cast<float>(x1[s]);
        to.x(1, s) = static_cast<float>(x2[s]);
        to.y(s) = labels[s];
    }
}

void copy_rows(const given_table& from, const uint32_t* rows, sample_set& to) {
    for (uint32_t s = 0; s < to.count(); ++s) {
        for (uint32_t f = 0; f < inputs; ++f) to.x(f, s) = from.x[f][rows[s]];
        to.y(s) = from.y[rows[s]];
    }
}

table_scaling scaling_of(const sample_set& training) {
    table_scaling found;
    picomlp::running_range<float> ranges[inputs];
    uint32_t count = 0;
    const picomlp::strided_rows<const float> x{training.x().data(), training.count()};
    const picomlp::strided_rows<const float> y{training.y().data(), training.count()};
    const uint32_t samples = training.count();
    // Numbers that are finite have a range; where it does not fit into a float they stay as they
    // are.
    bool fine = add_to_min_max_scaler(inputs, samples, x, &count, ranges) == status::ok &&
                picomlp::min_max_scaling(inputs, count, ranges, -1.0F, 1.0F, found.x_offset,
                                         found.x_factor) == status::ok;
    count = 0;
    fine = fine && add_to_min_max_scaler(1, samples, y, &count, ranges) == status::ok &&
           picomlp::min_max_target_scaling(1, count, ranges, -1.0F, 1.0F, &found.y_offset,
                                           &found.y_scale) == status::ok;
    found.is_there = fine;
    return found;
}

void scale(const table_scaling& by, task what, sample_set& samples) {
    for (uint32_t s = 0; s < samples.count(); ++s) {
        for (uint32_t f = 0; f < inputs; ++f) {
            float& x = samples.x(f, s);
            x = x - by.x_offset[f];
            x = x * by.x_factor[f];
        }
        if (what == task::numbers) {
            float& y = samples.y(s);
            y = y - by.y_offset;
            y = y / by.y_scale;
        }
    }
}

}  // namespace

task task_of(dataset which, const given_table& table) {
    if (which == dataset::table) return table.task;
    return which == dataset::surface ? task::numbers : task::classes;
}

status check(dataset which, const sample_choice& chosen, const given_table& table) {
    const bool fine = chosen.noise >= 0 && chosen.noise <= 1 && chosen.test_share >= 10 &&
                      chosen.test_share <= 50;
    if (!fine) return status::bad_argument;
    if (which != dataset::table) return status::ok;
    if (table.count < least_samples || table.count > most_samples) return status::no_samples;
    for (uint32_t s = 0; s < table.count; ++s) {
        const float y = table.y[s];
        if (!picomlp::is_finite(table.x[0][s]) || !picomlp::is_finite(table.x[1][s]) ||
            !picomlp::is_finite(y)) {
            return status::not_finite_input;
        }
        if (table.task == task::classes && y != 0 && y != 1) return status::label_out_of_range;
    }
    return status::ok;
}

void fill(dataset which, const sample_choice& chosen, const given_table& table,
          sample_set& training, sample_set& test, table_scaling& scaling) {
    const bool given = which == dataset::table;
    const uint32_t all = given ? table.count : made_samples;
    const uint32_t tested = all * chosen.test_share / 100;
    training.begin(all - tested);
    test.begin(tested);
    scaling.is_there = false;
    if (!given) {
        fill_made(which, training_seed, chosen.noise, training);
        fill_made(which, test_seed, chosen.noise, test);
        return;
    }
    static uint32_t order[most_samples];
    picomlp::numpy_random_state bits(training_seed);
    picomlp::identity_order(order, all);
    bits.shuffle(order, all);
    copy_rows(table, order, test);
    copy_rows(table, order + tested, training);
    scaling = scaling_of(training);
    if (!scaling.is_there) return;
    scale(scaling, table.task, training);
    scale(scaling, table.task, test);
}

}  // namespace playground
