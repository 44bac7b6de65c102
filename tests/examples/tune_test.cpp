// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>

#include "doctest_config.hpp"
#include "message_of.hpp"
#include "picomlp/picomlp.hpp"
#include "tune/folds.hpp"
#include "tune/results.hpp"
#include "tune/search_space.hpp"
#include "tune/workers.hpp"

namespace {

using namespace tune;
using testing::message_of;

search_space space_of(const std::string& learning_rate, const std::string& l2) {
    return {scale::parse(learning_rate),
            scale::parse(l2),
            {optimizer::gradient_descent, optimizer::adam},
            {initializer::he_normal, initializer::lecun_normal},
            {{8}, {32, 16}},
            {1, 2, 3},
            {activation::relu, activation::gelu}};
}

const point ordinary{0.25F, 0.5F, optimizer::gradient_descent, initializer::he_normal, {16, 8}, 7};

fold_score scored(float cost, float accuracy) { return {picomlp::status::ok, cost, accuracy}; }

}  // namespace

TEST_CASE("a list of values is taken as it is written") {
    CHECK(scale::parse("0").grid(9) == std::vector<float>{0});
    CHECK(scale::parse("0.5,0.25,1e-3").grid(9) == std::vector<float>{0.5F, 0.25F, 1e-3F});
}

TEST_CASE("a range is cut into equal ratios, its ends among them") {
    const auto values = scale::parse("0.01:10").grid(4);
    REQUIRE(values.size() == 4);
    // exp and log are within 1.1 and 0.5 ulp of double, far below a float's half ulp of 6e-8.
    for (int i = 0; i < 4; ++i) {
        CHECK(std::fabs(values[static_cast<size_t>(i)] / std::pow(10.0, i - 2) - 1) < 1e-7);
    }
    CHECK(values.front() == 0.01F);
    CHECK(values.back() == 10.0F);
    CHECK(scale::parse("0.01:10").grid(1) == std::vector<float>{0.01F});
    CHECK(scale::parse("0.01:10").grid(2) == std::vector<float>{0.01F, 10.0F});
}

TEST_CASE("values that are none are refused") {
    const auto refusal = [](const std::string& text) {
        return message_of([&] { (void)scale::parse(text); });
    };
    for (const std::string text :
         {"", "x", "1,", ",1", "1,,2", "1:", ":1", "1:2:3", "1 2", "0x1"}) {
        CAPTURE(text);
        CHECK(refusal(text).find("is not a number") != std::string::npos);
    }
    for (const std::string text : {"-1", "0.1,-2", "-1:1", "nan", "inf", "1e39", "1:inf"}) {
        CAPTURE(text);
        CHECK(refusal(text).find("is not a number from 0 to") != std::string::npos);
    }
    CHECK(refusal("1:0.5") == "low is above high: 1:0.5");
    CHECK(refusal("0:1") == "a range begins above 0: 0:1");
    CHECK(refusal("0.5:0.5").empty());
}

TEST_CASE("a range is drawn from with a uniform logarithm") {
    const auto range = scale::parse("0.001:10");
    picomlp::xoshiro128pp bits(5);
    constexpr int draws = 40000;
    int in_decade[4] = {};
    for (int i = 0; i < draws; ++i) {
        const float value = range.draw(bits);
        REQUIRE(value >= 0.001F);
        REQUIRE(value <= 10.0F);
        ++in_decade[std::min(3, static_cast<int>(std::floor(std::log10(double{value}) + 3)))];
    }
    // Binomial with 1/4: standard deviation sqrt(draws * 3 / 16) = 87; five of them.
    for (const int count : in_decade) CHECK(std::abs(count - draws / 4) < 433);
}

TEST_CASE("a list is drawn from evenly") {
    const auto list = scale::parse("1,2,4");
    picomlp::xoshiro128pp bits(5);
    constexpr int draws = 9000;
    int of_value[5] = {};
    for (int i = 0; i < draws; ++i) ++of_value[static_cast<int>(list.draw(bits))];
    // Binomial with 1/3: standard deviation sqrt(draws * 2 / 9) = 45; five of them.
    for (const int value : {1, 2, 4}) CHECK(std::abs(of_value[value] - draws / 3) < 224);
}

TEST_CASE("random points follow from the seed, and fewer of them are the first of more") {
    const auto space = space_of("0.01:1", "0.1,10");
    const auto key = [](const point& p) {
        return std::make_tuple(p.learning_rate, p.l2, p.by, p.start, p.hidden, p.seed, p.in_hidden);
    };
    const auto keys = [&](uint32_t count, uint64_t seed) {
        std::vector<decltype(key(point{}))> all;
        for (const auto& p : random_points(space, count, seed)) all.push_back(key(p));
        return all;
    };
    const auto twenty = keys(20, 3);
    REQUIRE(twenty.size() == 20);
    CHECK(keys(20, 3) == twenty);
    CHECK(keys(20, 4) != twenty);
    const auto seven = keys(7, 3);
    CHECK(std::equal(seven.begin(), seven.end(), twenty.begin()));
    std::set<uint32_t> seeds;
    std::set<hidden_layers> hidden;
    std::set<activation> activations;
    std::set<initializer> starts;
    std::set<optimizer> optimizers;
    for (const auto& p : random_points(space, 20, 3)) {
        seeds.insert(p.seed);
        hidden.insert(p.hidden);
        activations.insert(p.in_hidden);
        starts.insert(p.start);
        optimizers.insert(p.by);
    }
    CHECK(seeds == std::set<uint32_t>{1, 2, 3});
    CHECK(hidden.size() == 2);
    CHECK(activations.size() == 2);
    CHECK(optimizers.size() == 2);
    CHECK(starts.size() == 2);
}

TEST_CASE("grid points are all combinations, the last setting changing fastest") {
    const auto points = grid_points(space_of("0.1:1", "0,2"), 3, 1000);
    REQUIRE(points.size() == 3 * 2 * 2 * 2 * 2 * 3 * 2);
    size_t i = 0;
    const auto rates = scale::parse("0.1:1").grid(3);
    for (const float rate : rates) {
        for (const float lambda : {0.0F, 2.0F}) {
            for (const auto by : {optimizer::gradient_descent, optimizer::adam}) {
                for (const auto start : {initializer::he_normal, initializer::lecun_normal}) {
                    for (const auto& hidden : {hidden_layers{8}, hidden_layers{32, 16}}) {
                        for (const uint32_t seed : {1U, 2U, 3U}) {
                            for (const auto in_hidden : {activation::relu, activation::gelu}) {
                                const point& p = points[i++];
                                CHECK(p.learning_rate == rate);
                                CHECK(p.l2 == lambda);
                                CHECK(p.by == by);
                                CHECK(p.start == start);
                                CHECK(p.hidden == hidden);
                                CHECK(p.seed == seed);
                                CHECK(p.in_hidden == in_hidden);
                            }
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("without a choice of activations nothing is drawn for one") {
    auto space = space_of("0.01:1", "0.1:10");
    space.activations = {activation::relu};
    const auto few = random_points(space, 5, 3);
    space.activations = {activation::silu};
    const auto other = random_points(space, 5, 3);
    for (size_t i = 0; i < 5; ++i) {
        CHECK(few[i].learning_rate == other[i].learning_rate);
        CHECK(few[i].in_hidden == activation::relu);
        CHECK(other[i].in_hidden == activation::silu);
    }
    // What points were drawn from before activations could be chosen: the words of a generator.
    picomlp::xoshiro128pp bits(3);
    for (const point& p : few) {
        CHECK(p.learning_rate == space.learning_rate.draw(bits));
        CHECK(p.l2 == space.l2.draw(bits));
        for (const uint32_t size : {2U, 2U, 2U, 3U}) (void)bits.below(size);
    }
}

TEST_CASE("a grid that is too large is refused before it is made") {
    const auto space = space_of("0.1:1", "0,2");
    CHECK(message_of([&] { (void)grid_points(space, 3, 288); }).empty());
    CHECK(message_of([&] { (void)grid_points(space, 3, 287); }) ==
          "the grid has more than 287 points");
    CHECK(message_of([] { (void)grid_points(space_of("0.1:1", "1:2"), 4000000000U, 1000); }) ==
          "the grid has more than 1000 points");
}

TEST_CASE("folds are a partition whose sizes and labels differ by one at most") {
    samples all{"", 1, std::vector<float>(103), std::vector<float>(103), {"a", "b", "c"}};
    for (size_t i = 0; i < 103; ++i) all.y[i] = i % 3 == 0 ? 1.0F : i % 7 == 0 ? 2.0F : 0.0F;
    for (const uint32_t folds : {2U, 5U, 10U, 103U}) {
        CAPTURE(folds);
        const auto fold_of = deal_folds(all, folds, 1);
        REQUIRE(fold_of.size() == all.size());
        std::vector<int> size(folds);
        std::vector<int> of_class[3] = {size, size, size};
        for (size_t i = 0; i < all.size(); ++i) {
            REQUIRE(fold_of[i] < folds);
            ++size[fold_of[i]];
            ++of_class[static_cast<size_t>(all.y[i])][fold_of[i]];
        }
        for (const auto* counts : {&size, &of_class[0], &of_class[1], &of_class[2]}) {
            const auto [least, most] = std::minmax_element(counts->begin(), counts->end());
            CHECK(*most - *least <= 1);
        }
    }
}

TEST_CASE("folds follow from the seed") {
    const samples all{"", 1, std::vector<float>(50), std::vector<float>(50, 1.0F)};
    CHECK(deal_folds(all, 5, 1) == deal_folds(all, 5, 1));
    CHECK(deal_folds(all, 5, 1) != deal_folds(all, 5, 2));
}

TEST_CASE("in regression folds follow from the seed alone, not from the numbers to predict") {
    samples all{"", 1, std::vector<float>(50), std::vector<float>(50), {}};
    const auto before = deal_folds(all, 5, 1);
    for (size_t i = 0; i < 50; ++i) all.y[i] = static_cast<float>(i * 37 % 50);
    CHECK(deal_folds(all, 5, 1) == before);
    CHECK(deal_folds(all, 5, 2) != before);
}

TEST_CASE("a split holds one fold out and trains on all others, samples in their order") {
    const samples all{"some", 2, {1, 2, 3, 4, 5, 10, 20, 30, 40, 50}, {0, 1, 0, 1, 1}};
    const auto splits = split_by_fold(all, {0, 1, 0, 2, 1}, 3);
    REQUIRE(splits.size() == 3);
    CHECK(splits[1].held_out.x == std::vector<float>{2, 5, 20, 50});
    CHECK(splits[1].held_out.y == std::vector<float>{1, 1});
    CHECK(splits[1].training.x == std::vector<float>{1, 3, 4, 10, 30, 40});
    CHECK(splits[1].training.y == std::vector<float>{0, 0, 1});
    CHECK(splits[2].held_out.x == std::vector<float>{4, 40});
}

TEST_CASE("standardizing looks at the training samples alone") {
    // Mean 3 and 7, standard deviation 2 and 0.
    split both{{"", 2, {1, 5, 1, 5, 7, 7, 7, 7}, {0, 1, 0, 1}}, {"", 2, {7, 100, 9, 6}, {0, 1}}};
    standardize(both);
    CHECK(both.training.x == std::vector<float>{-1, 1, -1, 1, 0, 0, 0, 0});
    CHECK(both.held_out.x == std::vector<float>{2, 48.5F, 2, -1});
    CHECK(both.training.y == std::vector<float>{0, 1, 0, 1});
}

TEST_CASE("in regression the target is scaled too, what is held out stays in its unit") {
    // Mean 30, standard deviation 20.
    split both{{"", 1, {0, 0, 0, 0}, {10, 50, 10, 50}, {}}, {"", 1, {0}, {70}, {}}};
    CHECK(both.target_mean == 0);
    CHECK(both.target_deviation == 1);
    standardize(both);
    CHECK(both.training.y == std::vector<float>{-1, 1, -1, 1});
    CHECK(both.held_out.y == std::vector<float>{70});
    CHECK(both.target_mean == 30);
    CHECK(both.target_deviation == 20);
}

TEST_CASE("classes without a sample for each fold are told of, but for leave-one-out") {
    samples all{"", 1, {}, {}, {"ash", "elm", "oak"}};
    const auto note_of = [&](std::vector<float> y, uint32_t folds) {
        all.y = std::move(y);
        all.x = all.y;
        return note_on_rare_classes(all, folds);
    };
    CHECK(note_of({0, 0, 0, 1, 1, 1, 2, 2, 2}, 3).empty());
    CHECK(note_of({0, 0, 0, 1, 1, 1, 2, 2}, 3) ==
          "Class 'oak' has 2 samples, fewer than there are folds: some folds are judged without "
          "it.");
    CHECK(note_of({0, 0, 0, 1, 2, 2}, 3) ==
          "2 of 3 classes have fewer samples than there are folds ('elm': 1 sample): some folds "
          "are judged without them. A class of 1 sample is not known where that is held out.");
    CHECK(note_of({0, 0, 1, 1, 2, 2}, 6).empty());
    CHECK(note_of({0, 0, 1, 1, 2}, 5).find("3 of 3 classes") == 0);
    all.classes = {"1", "2", "3"};
    CHECK(note_of({0, 0, 0, 1, 2, 2}, 3).find(" To predict numbers: --task regression.") !=
          std::string::npos);
    CHECK(note_of({0, 0, 0, 1, 1, 1, 2, 2}, 3).find("regression") == std::string::npos);
    all.classes.clear();
    CHECK(note_of({0, 1, 2, 3}, 3).empty());
}

TEST_CASE("the built-in moons are 200 samples of either label") {
    const samples moons = noisy_moons();
    CHECK(moons.size() == 400);
    CHECK(moons.x.size() == 800);
    CHECK(std::count(moons.y.begin(), moons.y.end(), 1.0F) == 200);
}

TEST_CASE("a chosen initializer fills as the library's of that name") {
    constexpr picomlp::dense_shape shape{3, 4};
    const auto filled = [&](const auto& by) {
        std::vector<float> weights(12);
        picomlp::xoshiro128pp bits(9);
        by(shape, weights.data(), bits);
        return weights;
    };
    const auto check = [&](initializer which, const std::string& name, const auto& expected) {
        CHECK(name_of(which) == name);
        CHECK(filled(chosen_initializer{which}) == filled(expected));
    };
    check(initializer::he_normal, "he_normal", picomlp::he_normal{});
    check(initializer::he_uniform, "he_uniform", picomlp::he_uniform{});
    check(initializer::xavier_normal, "xavier_normal", picomlp::xavier_normal{});
    check(initializer::xavier_uniform, "xavier_uniform", picomlp::xavier_uniform{});
    check(initializer::lecun_normal, "lecun_normal", picomlp::lecun_normal{});
}

TEST_CASE("threads do every task once and count them") {
    for (const uint32_t jobs : {1U, 2U, 5U, 200U}) {
        std::vector<int> times(100);
        std::vector<uint32_t> counted;
        run_on_threads(
            100, jobs, [&](uint32_t i) { ++times[i]; },
            [&](uint32_t done) { counted.push_back(done); });
        CHECK(times == std::vector<int>(100, 1));
        REQUIRE(counted.size() == 100);
        for (uint32_t i = 0; i < 100; ++i) CHECK(counted[i] == i + 1);
    }
    run_on_threads(
        0, 3, [](uint32_t) { FAIL("no task"); }, [](uint32_t) { FAIL("none done"); });
    CHECK(processors() >= 1);
}

TEST_CASE("a task's exception ends the work and arrives at the caller") {
    for (const uint32_t jobs : {1U, 3U}) {
        std::mutex one_at_a_time;
        uint32_t begun = 0;
        const auto message = message_of([&] {
            run_on_threads(
                100000, jobs,
                [&](uint32_t i) {
                    const std::lock_guard<std::mutex> lock(one_at_a_time);
                    ++begun;
                    if (i == 10) throw std::runtime_error("task 10");
                },
                [](uint32_t) {});
        });
        CHECK(message == "task 10");
        CHECK(begun < 100000);
    }
}

TEST_CASE("means and standard deviations are those of the folds") {
    const trial one{1, ordinary, {scored(1, 0.5F), scored(2, 1), scored(6, 0.75F)}};
    CHECK(cost_of(one).mean == 3);
    CHECK(cost_of(one).deviation == std::sqrt(7.0));
    CHECK(quality_of(one).mean == 0.75);
    CHECK(quality_of(one).deviation == 0.25);
    CHECK(diverged_folds(one) == 0);
}

TEST_CASE("trials are sorted best first, ties by number, diverged ones last") {
    const fold_score lost{picomlp::status::diverged, 0, 0};
    const std::vector<trial> unsorted{{5, ordinary, {lost, lost}},
                                      {4, ordinary, {scored(2, 0.5F), scored(2, 0.5F)}},
                                      {3, ordinary, {scored(1, 0.5F), scored(3, 0.5F)}},
                                      {2, ordinary, {lost, scored(0, 1)}},
                                      {1, ordinary, {scored(9, 0.875F), scored(9, 0.875F)}},
                                      {6, ordinary, {scored(1, 0.75F), scored(2, 0.75F)}}};
    const auto numbers = [&](measure by) {
        auto trials = unsorted;
        sort_best_first(trials, by);
        std::vector<uint32_t> sorted;
        for (const auto& one : trials) sorted.push_back(one.number);
        return sorted;
    };
    CHECK(numbers(measure::cost) == std::vector<uint32_t>{6, 3, 4, 1, 2, 5});
    CHECK(numbers(measure::quality) == std::vector<uint32_t>{1, 6, 3, 4, 2, 5});
}
