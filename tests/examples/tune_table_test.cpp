// SPDX-License-Identifier: MIT
#include "tune/table.hpp"

#include "doctest_config.hpp"
#include "lines.hpp"

namespace {

using namespace tune;

const point ordinary{0.25F, 0.5F, optimizer::gradient_descent, initializer::he_normal, {16, 8}, 7};
const fold_score lost{picomlp::status::diverged, 0, 0};

fold_score scored(float cost, float quality) { return {picomlp::status::ok, cost, quality}; }

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

size_t widest_line(const std::string& text) {
    size_t widest = 0;
    for (const auto& line : testing::lines_of(text)) widest = std::max(widest, line.size());
    return widest;
}

/// The cells of cost and quality in the only row.
std::string scores_in_regression(float rmse, float other_rmse, float r2, float other_r2) {
    const std::string table = table_of(
        {{1, ordinary, {scored(rmse, r2), scored(other_rmse, other_r2)}}}, 0, task::regression);
    CHECK(widest_line(table) <= 80);
    const std::string row = testing::lines_of(table)[2];
    return row.substr(row.find("0.5 | ") + 6);
}

}  // namespace

TEST_CASE("the table tells what is not shown and what diverged") {
    const std::vector<trial> sorted{{2, ordinary, {scored(0.25F, 0.5F), scored(0.75F, 1)}},
                                    {3, ordinary, {scored(2000, 0), scored(2000, 0)}},
                                    {1, ordinary, {lost, scored(1, 1)}}};
    const std::string all = table_of(sorted, 0, task::classification);
    CHECK(holds(all,
                "|     1 |     2 |          0.25 |       0.5 | 0.5000 +- 0.3536   |  75.0 +- "
                "35.4\n"));
    CHECK(holds(all, "|     1 | gradient_descent | he_normal      |   16-8 |          7\n"));
    CHECK(holds(all, "| 2.0e+03 +- 0.0e+00 |"));
    CHECK(holds(all, "|       0.5 | diverged on 1 of 2 folds\n"));
    CHECK(holds(all, "\n3 trials, 3 shown; 1 diverged\n"));
    CHECK(holds(table_of(sorted, 1, task::classification), "\n3 trials, 1 shown; 1 diverged\n"));
    CHECK_FALSE(holds(table_of({sorted[0]}, 1, task::classification), "shown"));
}

TEST_CASE("errors of a regression have four digits in any usual unit") {
    CHECK(scores_in_regression(54, 56, 0.5F, 0.25F) == "55.00 +- 1.41      |  0.38 +- 0.18");
    CHECK(scores_in_regression(0.5F, 0.25F, 1, 1) == "0.3750 +- 0.1768   |  1.00 +- 0.00");
    CHECK(scores_in_regression(98000, 99000, -0.5F, -0.5F) == "98500 +- 707       | -0.50 +- 0.00");
    CHECK(scores_in_regression(0.004F, 0.002F, 0, 0) == "3.0e-03 +- 1.4e-03 |  0.00 +- 0.00");
    CHECK(scores_in_regression(4e7F, 3e7F, -1e7F, 0) == "3.5e+07 +- 7.1e+06 | -5.0e+06");
    CHECK(scores_in_regression(0, 0, 0, -40) == "0.0e+00 +- 0.0e+00 | -2.0e+01");
    CHECK(holds(table_of({}, 0, task::regression), "| Validation RMSE    | R2\n"));
}

TEST_CASE("hidden layers stand with the settings as long as they fit, then by themselves") {
    const auto table_with = [](const hidden_layers& hidden, activation in_hidden) {
        point at = ordinary;
        at.hidden = hidden;
        at.in_hidden = in_hidden;
        at.seed = 4294967295;
        const std::string table = table_of(
            {{1, at, {scored(1, 1), scored(1, 1)}}, {2, ordinary, {scored(1, 1), scored(1, 1)}}}, 0,
            task::classification);
        CHECK(widest_line(table) <= 80);
        return table;
    };
    CHECK(holds(table_with({100, 200, 300}, activation::relu),
                "| Place | Optimizer        | Initializer    |      Hidden |       Seed\n"
                "|-------|------------------|----------------|-------------|------------\n"
                "|     1 | gradient_descent | he_normal      | 100-200-300 | 4294967295\n"
                "|     2 | gradient_descent | he_normal      |        16-8 |          7\n"));
    CHECK_FALSE(holds(table_with({10000, 20000, 30000, 10}, activation::relu), "Activation"));
    CHECK(holds(table_with({10000, 20000, 30000, 400}, activation::relu),
                "| Place | Activation         |                Hidden\n"
                "|-------|--------------------|-----------------------\n"
                "|     1 | relu               | 10000-20000-30000-400\n"
                "|     2 | relu               |                  16-8\n"));
    CHECK(holds(table_with({}, activation::hyperbolic_tangent),
                "| Place | Activation         | Hidden\n"
                "|-------|--------------------|--------\n"
                "|     1 | -                  |   none\n"
                "|     2 | relu               |   16-8\n"));
    CHECK(holds(table_with(hidden_layers(15, 65535), activation::relu),
                "| 65535-65535-65535-65535-65535-65535-65535-655...\n"));
}

TEST_CASE("the CSV names what it holds by the task") {
    point at = ordinary;
    const std::vector<trial> sorted{{4, at, {scored(2, 0.5F), lost}},
                                    {5, at, {scored(2, 0.5F), scored(4, 0)}}};
    const auto classes = testing::lines_of(csv_of(sorted, task::classification));
    REQUIRE(classes.size() == 3);
    CHECK(classes[0] ==
          "place,trial,learning_rate,l2,optimizer,initializer,hidden,seed,diverged_folds,cost_mean,"
          "cost_deviation,accuracy_mean,accuracy_deviation,cost_1,cost_2,accuracy_1,accuracy_2");
    CHECK(classes[1] == "1,4,0.25,0.5,gradient_descent,he_normal,16-8,7,1,,,,,2,,0.5,");
    CHECK(classes[2] ==
          "2,5,0.25,0.5,gradient_descent,he_normal,16-8,7,0,3,1.4142135623730951,0.25,"
          "0.3535533905932738,2,4,0.5,0");
    at.in_hidden = activation::gelu;
    const auto numbers = testing::lines_of(csv_of(
        {{1, ordinary, {scored(2, 0), scored(2, 0)}}, {2, at, {lost, lost}}}, task::regression));
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[0] ==
          "place,trial,learning_rate,l2,optimizer,initializer,hidden,seed,activation,"
          "diverged_folds,rmse_mean,rmse_deviation,r2_mean,r2_deviation,rmse_1,rmse_2,r2_1,r2_2");
    CHECK(numbers[1] == "1,1,0.25,0.5,gradient_descent,he_normal,16-8,7,relu,0,2,0,0,0,2,2,0,0");
    CHECK(numbers[2] == "2,2,0.25,0.5,gradient_descent,he_normal,16-8,7,gelu,2,,,,,,,,");
}
