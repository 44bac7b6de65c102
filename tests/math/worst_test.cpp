// The points where worst_search found the largest errors, against the bounds that headers state.
#include "golden/worst.hpp"

#include <cstdio>
#include <string>

#include "doctest_config.hpp"
#include "measures.hpp"

namespace {

using measures::bits_type;
using measures::measure;

/// The measure's error at a golden point; infinite for a point of none.
template <class T>
double error_at(const worst_point& golden) {
    const measure<T>* m = measures::find<T>(golden.measure);
    if (m == nullptr) return HUGE_VAL;
    const auto bits = static_cast<bits_type<T>>(golden.argument);
    const double x = m->computed_of_turn ? 0 : static_cast<double>(measures::number_of<T>(bits));
    return measures::error(*m, x, m->at(bits), golden.nearest, golden.rest);
}

template <class T>
bool is_form(const worst_point& golden) {
    return std::strcmp(golden.form, sizeof(T) == 4 ? "float" : "double") == 0;
}

std::string name_of(const worst_point& golden) {
    char argument[24];
    std::snprintf(argument, sizeof argument, "0x%08lx%08lx",
                  static_cast<unsigned long>(golden.argument >> 32),
                  static_cast<unsigned long>(golden.argument & 0xffffffffu));
    return std::string(golden.form) + " " + golden.measure + " at bits " + argument;
}

}  // namespace

TEST_CASE_TEMPLATE("stated bounds hold at the worst points that were found", T, float, double) {
    for (const worst_point& golden : worst_points) {
        if (!is_form<T>(golden)) continue;
        INFO(name_of(golden));
        const measure<T>* m = measures::find<T>(golden.measure);
        REQUIRE(m != nullptr);
        CHECK(error_at<T>(golden) <= m->bound());
    }
}

TEST_CASE_TEMPLATE("errors at the worst points are those that the search counted", T, float,
                   double) {
    for (const worst_point& golden : worst_points) {
        if (!is_form<T>(golden)) continue;
        INFO(name_of(golden));
        CHECK(std::fabs(error_at<T>(golden) - golden.error) <= 2e-5);
    }
}

TEST_CASE("every measure in double has been searched") {
    for (const measure<double>& m : measures::all<double>) {
        int points = 0;
        for (const worst_point& golden : worst_points)
            points += is_form<double>(golden) && std::strcmp(golden.measure, m.name) == 0;
        INFO(std::string(m.name));
        CHECK(points > 0);
    }
}
