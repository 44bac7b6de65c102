#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>

#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"
#include "tune/folds.hpp"
#include "tune/results.hpp"
#include "tune/search_space.hpp"
#include "tune/trial.hpp"
#include "tune/workers.hpp"

namespace {

using namespace tune;

/// The message with which `call` throws; empty when it does not.
template <class Call>
std::string message_of(const Call& call) {
    try {
        call();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

search_space space_of(const std::string& learning_rate, const std::string& l2) {
    return {scale::parse(learning_rate),
            scale::parse(l2),
            {optimizer::gradient_descent, optimizer::adam},
            {initializer::he_normal, initializer::lecun_normal},
            {hidden_layers::of_8, hidden_layers::of_32_16},
            {1, 2, 3}};
}

bool same_bits(const fold_score& a, const fold_score& b) {
    return a.status == b.status && std::memcmp(&a.cost, &b.cost, sizeof a.cost) == 0 &&
           std::memcmp(&a.accuracy, &b.accuracy, sizeof a.accuracy) == 0;
}

const split& moons_split() {
    static const split first = [] {
        const samples moons = noisy_moons();
        return split_by_fold(moons, deal_folds(moons.labels, 4, 1), 4)[0];
    }();
    return first;
}

constexpr point ordinary{
    0.25F, 0.5F, optimizer::gradient_descent, initializer::he_normal, hidden_layers::of_16_8, 7};

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
        return std::make_tuple(p.learning_rate, p.l2, p.by, p.start, p.hidden, p.seed);
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
    std::set<initializer> starts;
    std::set<optimizer> optimizers;
    for (const auto& p : random_points(space, 20, 3)) {
        seeds.insert(p.seed);
        hidden.insert(p.hidden);
        starts.insert(p.start);
        optimizers.insert(p.by);
    }
    CHECK(seeds == std::set<uint32_t>{1, 2, 3});
    CHECK(hidden.size() == 2);
    CHECK(optimizers.size() == 2);
    CHECK(starts.size() == 2);
}

TEST_CASE("grid points are all combinations, the last setting changing fastest") {
    const auto points = grid_points(space_of("0.1:1", "0,2"), 3, 1000);
    REQUIRE(points.size() == 3 * 2 * 2 * 2 * 2 * 3);
    size_t i = 0;
    const auto rates = scale::parse("0.1:1").grid(3);
    for (const float rate : rates) {
        for (const float lambda : {0.0F, 2.0F}) {
            for (const auto by : {optimizer::gradient_descent, optimizer::adam}) {
                for (const auto start : {initializer::he_normal, initializer::lecun_normal}) {
                    for (const auto hidden : {hidden_layers::of_8, hidden_layers::of_32_16}) {
                        for (const uint32_t seed : {1U, 2U, 3U}) {
                            const point& p = points[i++];
                            CHECK(p.learning_rate == rate);
                            CHECK(p.l2 == lambda);
                            CHECK(p.by == by);
                            CHECK(p.start == start);
                            CHECK(p.hidden == hidden);
                            CHECK(p.seed == seed);
                        }
                    }
                }
            }
        }
    }
}

TEST_CASE("a grid that is too large is refused before it is made") {
    const auto space = space_of("0.1:1", "0,2");
    CHECK(message_of([&] { (void)grid_points(space, 3, 144); }).empty());
    CHECK(message_of([&] { (void)grid_points(space, 3, 143); }) ==
          "the grid has more than 143 points");
    CHECK(message_of([] { (void)grid_points(space_of("0.1:1", "1:2"), 4000000000U, 1000); }) ==
          "the grid has more than 1000 points");
}

TEST_CASE("folds are a partition whose sizes and labels differ by one at most") {
    std::vector<float> labels(103, 0.0F);
    for (size_t i = 0; i < labels.size(); i += 3) labels[i] = 1;
    for (const uint32_t folds : {2U, 5U, 10U, 103U}) {
        CAPTURE(folds);
        const auto fold_of = deal_folds(labels, folds, 1);
        REQUIRE(fold_of.size() == labels.size());
        std::vector<int> size(folds);
        std::vector<int> ones(folds);
        for (size_t i = 0; i < labels.size(); ++i) {
            REQUIRE(fold_of[i] < folds);
            ++size[fold_of[i]];
            ones[fold_of[i]] += labels[i] == 1;
        }
        for (const auto* counts : {&size, &ones}) {
            const auto [least, most] = std::minmax_element(counts->begin(), counts->end());
            CHECK(*most - *least <= 1);
        }
    }
}

TEST_CASE("folds follow from the seed") {
    const std::vector<float> labels(50, 1.0F);
    CHECK(deal_folds(labels, 5, 1) == deal_folds(labels, 5, 1));
    CHECK(deal_folds(labels, 5, 1) != deal_folds(labels, 5, 2));
}

TEST_CASE("a split holds one fold out and trains on all others, samples in their order") {
    const samples all{"some", 2, {1, 2, 3, 4, 5, 10, 20, 30, 40, 50}, {0, 1, 0, 1, 1}};
    const auto splits = split_by_fold(all, {0, 1, 0, 2, 1}, 3);
    REQUIRE(splits.size() == 3);
    CHECK(splits[1].held_out.x == std::vector<float>{2, 5, 20, 50});
    CHECK(splits[1].held_out.labels == std::vector<float>{1, 1});
    CHECK(splits[1].training.x == std::vector<float>{1, 3, 4, 10, 30, 40});
    CHECK(splits[1].training.labels == std::vector<float>{0, 0, 1});
    CHECK(splits[2].held_out.x == std::vector<float>{4, 40});
}

TEST_CASE("standardizing looks at the training samples alone") {
    // Mean 3 and 7, standard deviation 2 and 0.
    split both{{"", 2, {1, 5, 1, 5, 7, 7, 7, 7}, {0, 1, 0, 1}}, {"", 2, {7, 100, 9, 6}, {0, 1}}};
    standardize(both);
    CHECK(both.training.x == std::vector<float>{-1, 1, -1, 1, 0, 0, 0, 0});
    CHECK(both.held_out.x == std::vector<float>{2, 48.5F, 2, -1});
}

TEST_CASE("the built-in moons are 200 samples of either label") {
    const samples moons = noisy_moons();
    CHECK(moons.size() == 400);
    CHECK(moons.x.size() == 800);
    CHECK(std::count(moons.labels.begin(), moons.labels.end(), 1.0F) == 200);
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

namespace {

/// The same training, written out by the library's means.
template <class Optimizer>
fold_score written_out(const point& at, uint32_t fold, int epochs) {
    using net =
        picomlp::network<picomlp::input<2>, picomlp::dense<16, picomlp::relu>,
                         picomlp::dense<8, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;
    using teacher_type = picomlp::trainer<net, picomlp::binary_cross_entropy, Optimizer,
                                          picomlp::batch<32>, picomlp::l2>;
    const auto& training = moons_split().training;
    const auto& held_out = moons_split().held_out;
    REQUIRE(training.size() == 300);
    REQUIRE(held_out.size() == 100);
    typename teacher_type::optimizer_settings chosen;
    chosen.learning_rate = at.learning_rate;
    const auto teacher = std::make_unique<teacher_type>(chosen, picomlp::l2::settings<net>{at.l2});
    const auto buffer = std::make_unique<picomlp::mini_batch<net, 32>>();
    net::parameters w;
    picomlp::xoshiro128pp bits(at.seed);
    for (uint32_t i = 0; i < fold; ++i) bits.jump();
    picomlp::initialize(w, picomlp::he_normal{}, bits);
    uint32_t order[300];
    picomlp::identity_order(order, 300);
    const picomlp::sample_view<const float, 2> x(training.x.data(), 300);
    const picomlp::sample_view<const float, 1> y(training.labels.data(), 300);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order, 300, bits);
        REQUIRE(teacher->epoch(w, x, y, order, *buffer).ok());
    }
    picomlp::evaluation_scratch<net, 100> scratch;
    const auto judged = picomlp::evaluate<picomlp::binary_cross_entropy>(
        w, scratch, picomlp::sample_view<const float, 2>(held_out.x.data(), 100),
        picomlp::sample_view<const float, 1>(held_out.labels.data(), 100));
    return {judged.status, judged.cost, judged.accuracy};
}

}  // namespace

TEST_CASE("a training is the library's own, written out, with every optimizer") {
    point at = ordinary;
    CHECK(same_bits(train_and_judge(at, moons_split(), 2, 3),
                    written_out<picomlp::gradient_descent>(at, 2, 3)));
    at.by = optimizer::momentum;
    CHECK(same_bits(train_and_judge(at, moons_split(), 1, 3),
                    written_out<picomlp::momentum>(at, 1, 3)));
    at.by = optimizer::adam;
    CHECK(
        same_bits(train_and_judge(at, moons_split(), 0, 3), written_out<picomlp::adam>(at, 0, 3)));
}

TEST_CASE("every setting of a point, the fold and the epochs have a say in the result") {
    const fold_score original = train_and_judge(ordinary, moons_split(), 0, 5);
    CHECK(same_bits(train_and_judge(ordinary, moons_split(), 0, 5), original));
    point other[6] = {ordinary, ordinary, ordinary, ordinary, ordinary, ordinary};
    other[0].learning_rate = 0.26F;
    other[1].l2 = 0.6F;
    other[2].start = initializer::he_uniform;
    other[3].hidden = hidden_layers::of_8;
    other[4].seed = 8;
    other[5].by = optimizer::momentum;
    for (const point& at : other) {
        CHECK_FALSE(same_bits(train_and_judge(at, moons_split(), 0, 5), original));
    }
    CHECK_FALSE(same_bits(train_and_judge(ordinary, moons_split(), 1, 5), original));
    CHECK_FALSE(same_bits(train_and_judge(ordinary, moons_split(), 0, 6), original));
}

TEST_CASE("networks of all sizes learn from any of their features") {
    for (uint32_t inputs = 1; inputs <= most_inputs; ++inputs) {
        CAPTURE(inputs);
        // Only the last feature tells the label; 80 samples to train on, 20 to be judged by.
        picomlp::xoshiro128pp bits(inputs);
        samples all{"", inputs, std::vector<float>(size_t{inputs} * 100), std::vector<float>(100)};
        picomlp::uniform_fill(bits, all.x.data(), all.x.size(), -1.0F, 1.0F);
        std::vector<uint32_t> fold_of(100);
        for (uint32_t i = 0; i < 100; ++i) {
            all.labels[i] = i % 2 == 0 ? 0.0F : 1.0F;
            float& last = all.x[size_t{inputs - 1} * 100 + i];
            last = i % 2 == 0 ? std::fabs(last) + 0.5F : -std::fabs(last) - 0.5F;
            fold_of[i] = i % 5;
        }
        const split one = split_by_fold(all, fold_of, 5)[0];
        for (const auto hidden : all_hidden_layers) {
            const point at{0.2F, 0, optimizer::gradient_descent, initializer::he_normal, hidden, 1};
            const fold_score score = train_and_judge(at, one, 0, 100);
            CHECK(score.status == picomlp::status::ok);
            CHECK(score.accuracy >= 0.9F);
        }
    }
}

TEST_CASE("a training that diverges says so and has no score") {
    point wild = ordinary;
    wild.learning_rate = 1e30F;
    CHECK(
        same_bits(train_and_judge(wild, moons_split(), 0, 50), {picomlp::status::diverged, 0, 0}));
}

TEST_CASE("what the library refuses is an error, not a score") {
    split damaged = moons_split();
    damaged.training.labels[0] = 2;
    CHECK(message_of([&] {
              (void)train_and_judge(ordinary, damaged, 0, 1);
          }).find("training was refused: ") == 0);
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
    CHECK(accuracy_of(one).mean == 0.75);
    CHECK(accuracy_of(one).deviation == 0.25);
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
    CHECK(numbers(measure::accuracy) == std::vector<uint32_t>{1, 6, 3, 4, 2, 5});
}

TEST_CASE("the table tells what is not shown and what diverged") {
    const fold_score lost{picomlp::status::diverged, 0, 0};
    const std::vector<trial> sorted{{2, ordinary, {scored(0.25F, 0.5F), scored(0.75F, 1)}},
                                    {3, ordinary, {scored(2000, 0), scored(2000, 0)}},
                                    {1, ordinary, {lost, scored(1, 1)}}};
    const std::string all = table_of(sorted, 0);
    CHECK(all.find("|     1 |     2 |          0.25 |       0.5 | 0.5000 +- 0.3536   |  75.0 +- "
                   "35.4\n") != std::string::npos);
    CHECK(all.find("|     1 | gradient_descent | he_normal      |   16-8 |          7\n") !=
          std::string::npos);
    CHECK(all.find("| 2.0e+03 +- 0.0e+00 |") != std::string::npos);
    CHECK(all.find("|       0.5 | diverged on 1 of 2 folds\n") != std::string::npos);
    CHECK(all.find("\n3 trials, 3 shown; 1 diverged\n") != std::string::npos);
    CHECK(table_of(sorted, 1).find("\n3 trials, 1 shown; 1 diverged\n") != std::string::npos);
    CHECK(table_of({sorted[0]}, 1).find("shown") == std::string::npos);
}
