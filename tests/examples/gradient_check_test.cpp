// SPDX-License-Identifier: MIT
// The course's figures, by the example. Golden values:
// tests/gradient_check/golden/gradient_check.py.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "doctest_config.hpp"
#include "gradient_check/experiment.hpp"
#include "gradient_check/golden/gradient_check.hpp"
#include "gradient_check/report.hpp"

using gradient_check::check_network;
using gradient_check::colours;
using gradient_check::cost;
using gradient_check::errors;
using gradient_check::settings;
using verdict_of = picomlp::gradient_verdict;

namespace {

gradient_check::result checked(errors made, const settings& chosen = {}) {
    auto of = check_network(made, chosen);
    REQUIRE(of.status == picomlp::status::ok);
    REQUIRE(of.parameters.size() == 47);
    REQUIRE(of.layers.size() == 3);
    return of;
}

std::string with_digits(const char* format, double value) {
    char text[40];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

}  // namespace

TEST_CASE("the correct gradient is NumPy's, and passes") {
    const auto of = checked(errors::none);
    CHECK(of.verdict == verdict_of::right);
    CHECK(of.relative_difference < 1e-8);
    for (std::size_t k = 0; k < 47; ++k) {
        CHECK(std::fabs(of.parameters[k].analytic - golden::gradient[k]) < 1e-15);
        CHECK(std::fabs(of.parameters[k].numeric - golden::gradient[k]) < 1e-7);
        CHECK(!of.parameters[k].stands_out);
    }
}

TEST_CASE("with the stable cost the planted errors come out as 0.2850931491818838") {
    const auto of = checked(errors::planted);
    CHECK(of.verdict == verdict_of::wrong);
    CHECK(std::fabs(of.relative_difference - golden::planted_ratio) < 1e-8);
    CHECK(of.layers[0] > 0.3);
    CHECK(of.layers[1] > 0.3);
    CHECK(of.layers[2] < 1e-8);
    for (const auto& one : of.parameters) {
        const bool spoiled = one.numeric != 0 &&
                             ((one.layer == 1 && one.is_bias) || (one.layer == 2 && !one.is_bias));
        CHECK(one.stands_out == spoiled);
    }
    CHECK(of.layer_verdicts ==
          std::vector<verdict_of>{verdict_of::wrong, verdict_of::wrong, verdict_of::right});
}

TEST_CASE("with the textbook cost the planted errors come out as the course prints them") {
    const auto of = checked(errors::planted, {1e-7, cost::textbook});
    CHECK(of.verdict == verdict_of::wrong);
    CHECK(with_digits("%.9f", of.relative_difference) == "0.285093157");
    CHECK(std::fabs(of.relative_difference - golden::printed_planted_ratio) < 5e-10);
}

TEST_CASE("with the textbook cost rounding decides what a right gradient's difference is") {
    const auto of = checked(errors::none, {1e-7, cost::textbook});
    // NumPy's is 1.189e-7.
    CHECK(of.relative_difference > 1.1e-7);
    CHECK(of.relative_difference < 1.3e-7);
    CHECK(of.verdict == verdict_of::right);
}

TEST_CASE("a larger epsilon comes closer, until the cost's curve shows") {
    CHECK(checked(errors::none, {1e-5}).relative_difference < 1e-10);
    const double far = checked(errors::none, {1e-3}).relative_difference;
    CHECK(far > 1e-8);
    CHECK(far < 3e-8);
}

TEST_CASE("in one dimension the slope is x") {
    const auto of = gradient_check::check_one_dimension({});
    CHECK(of.status == picomlp::status::ok);
    CHECK(gradient_check::relative_difference(of.x, of.numeric) < 1e-8);
    CHECK(gradient_check::one_dimension_lines(of).find("x = 2, at theta = 4") != std::string::npos);
}

TEST_CASE("an epsilon that moves nothing gives no figures") {
    for (const double epsilon : {1e-30, 0.0, -1.0}) {
        CHECK(check_network(errors::none, {epsilon}).status == picomlp::status::bad_argument);
        CHECK(check_network(errors::none, {epsilon, cost::textbook}).status ==
              picomlp::status::bad_argument);
        CHECK(gradient_check::check_one_dimension({epsilon}).status ==
              picomlp::status::bad_argument);
    }
    // Its costs are beyond the range.
    CHECK(check_network(errors::none, {1e308}).status == picomlp::status::diverged);
    CHECK(check_network(errors::none, {1e308, cost::textbook}).status == picomlp::status::diverged);
    CHECK(gradient_check::check_one_dimension({1e308}).status == picomlp::status::diverged);
}

TEST_CASE("the table has a line for each parameter that is wrong, and no other") {
    const auto wrong = checked(errors::planted);
    const auto table = parameter_table(wrong, colours::no);
    // Five of db1 and fifteen of dW2, without the zeros of units that relu cut off.
    CHECK(std::count(table.begin(), table.end(), '\n') == 1 + 8);
    CHECK(table.find("W2(2,0)") != std::string::npos);
    CHECK(table.find("b1(0)") != std::string::npos);
    CHECK(table.find('\033') == std::string::npos);
    CHECK(parameter_table(wrong, colours::yes).find("\033[31m") != std::string::npos);
    CHECK(parameter_table(checked(errors::none), colours::yes).empty());
}

TEST_CASE("at no epsilon is a right gradient called wrong, or a wrong one right") {
    for (const double epsilon :
         {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13}) {
        for (const cost of : {cost::stable, cost::textbook}) {
            CAPTURE(epsilon);
            const settings chosen{epsilon, of};
            const auto right = checked(errors::none, chosen);
            CHECK(right.verdict != verdict_of::wrong);
            CHECK((right.verdict == verdict_of::right) ==
                  (right.relative_difference <= gradient_check::tolerance(of)));
            if (epsilon < 1e-9) CHECK(right.verdict == verdict_of::rounding);
            const auto wrong = checked(errors::planted, chosen);
            CHECK(wrong.verdict == verdict_of::wrong);
            for (const auto& one : {right, wrong}) {
                std::size_t begin = 0;
                const std::string words =
                    verdict(one, chosen, colours::no) + parameter_table(one, colours::no);
                for (std::size_t end; (end = words.find('\n', begin)) != std::string::npos;
                     begin = end + 1) {
                    CHECK(end - begin <= 80);
                }
            }
        }
    }
}

TEST_CASE("the verdict says whether it is right, and where to look") {
    const auto right = verdict(checked(errors::none), {}, colours::no);
    CHECK(right.find("agree") != std::string::npos);
    CHECK(right.find("wrong") == std::string::npos);
    const auto wrong = verdict(checked(errors::planted), {}, colours::no);
    CHECK(wrong.find("Backpropagation is wrong in layer 1 and 2.") == 0);
    CHECK(wrong.find("Relative difference: 0.28509314") != std::string::npos);
    const settings narrow{1e-11};
    const auto nothing = verdict(checked(errors::none, narrow), narrow, colours::no);
    CHECK(nothing.find("says nothing") != std::string::npos);
    CHECK(nothing.find("larger epsilon") != std::string::npos);
    CHECK(verdict(checked(errors::none), {}, colours::yes).find("\033[32m") != std::string::npos);
}
