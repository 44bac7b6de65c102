// SPDX-License-Identifier: MIT
// The points where worst_search found the largest errors, against the bounds that headers state.
#include "golden/worst.hpp"

#include <cstdio>
#include <string>

#include "doctest_config.hpp"
#include "measures.hpp"

using namespace testing;

namespace {

using testing::measures::bits_type;
using testing::measures::measure;

/// The measure's error at a golden point; infinite for a point of none.
template <class T>
double error_at(const golden::worst_point& point) {
    const measure<T>* m = testing::measures::find<T>(point.measure);
    if (m == nullptr) return HUGE_VAL;
    const auto bits = static_cast<bits_type<T>>(point.argument);
    const double x =
        m->computed_of_turn ? 0 : static_cast<double>(testing::measures::number_of<T>(bits));
    return testing::measures::error(*m, x, m->at(bits), point.nearest, point.rest);
}

template <class T>
bool is_form(const golden::worst_point& point) {
    return std::strcmp(point.form, sizeof(T) == 4 ? "float" : "double") == 0;
}

std::string name_of(const golden::worst_point& point) {
    char argument[24];
    std::snprintf(argument, sizeof argument, "0x%08lx%08lx",
                  static_cast<unsigned long>(point.argument >> 32),
                  static_cast<unsigned long>(point.argument & 0xffffffffu));
    return std::string(point.form) + " " + point.measure + " at bits " + argument;
}

}  // namespace

TEST_CASE_TEMPLATE("stated bounds hold at the worst points that were found", T, float, double) {
    for (const golden::worst_point& point : golden::worst_points) {
        if (!is_form<T>(point)) continue;
        INFO(name_of(point));
        const measure<T>* m = testing::measures::find<T>(point.measure);
        REQUIRE(m != nullptr);
        CHECK(error_at<T>(point) <= m->bound());
    }
}

TEST_CASE_TEMPLATE("errors at the worst points are those that the search counted", T, float,
                   double) {
    for (const golden::worst_point& point : golden::worst_points) {
        if (!is_form<T>(point)) continue;
        INFO(name_of(point));
        CHECK(std::fabs(error_at<T>(point) - point.error) <= 2e-5);
    }
}

TEST_CASE("every measure in double has been searched") {
    for (const measure<double>& m : testing::measures::all<double>) {
        int points = 0;
        for (const golden::worst_point& point : golden::worst_points)
            points += is_form<double>(point) && std::strcmp(point.measure, m.name) == 0;
        INFO(std::string(m.name));
        CHECK(points > 0);
    }
}
