// SPDX-License-Identifier: MIT
#include "picomlp/random/normal.hpp"

#include <cfloat>
#include <cstring>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "random/fingerprint.hpp"
#include "random/golden/normal.hpp"
#include "random/golden/normal_bits.hpp"
#include "random/golden/xoshiro.hpp"
#include "random/statistics.hpp"
#include "thinned.hpp"

using namespace testing;

using picomlp::normal;

namespace {

constexpr double error_bound = 4;  // ULP, as normal.hpp states

template <class T>
std::vector<T> take(uint64_t seed, size_t count) {
    picomlp::xoshiro128pp parent(seed);
    normal<T> numbers(parent);
    std::vector<T> result(count);
    numbers.fill(result.data(), count);
    return result;
}

picomlp::xoshiro128pp parent_of_zeros() {
    picomlp::xoshiro128pp::state_type state;
    std::copy(golden::state_before_four_zeros, golden::state_before_four_zeros + 4, state.words);
    picomlp::xoshiro128pp parent(0);
    REQUIRE(parent.restore(state) == picomlp::status::ok);
    return parent;
}

// Distance in units in the last place of the exact value.
template <class T>
long double ulps(T value, long double exact) {
    const int digits = std::is_same_v<T, float> ? FLT_MANT_DIG : DBL_MANT_DIG;
    int exponent = 0;
    std::frexp(exact, &exponent);
    return std::abs(std::ldexp(static_cast<long double>(value) - exact, digits - exponent));
}

template <class T, size_t Count>
void check_golden(picomlp::xoshiro128pp parent, const uint64_t (&expected)[Count]) {
    normal<T> numbers(parent);
    for (const uint64_t bits : expected) {
        double exact;
        std::memcpy(&exact, &bits, sizeof exact);
        CHECK(ulps(numbers(), exact) <= error_bound);
    }
}

// The formula of normal.hpp once more, one lane after another, with the C library's functions in
// long double.
template <class T>
class reference {
  public:
    explicit reference(picomlp::xoshiro128pp& parent) : lanes(8, picomlp::xoshiro128pp(0)) {
        for (picomlp::xoshiro128pp& lane : lanes) {
            picomlp::xoshiro128pp::state_type state;
            for (uint32_t& word : state.words) {
                word = parent.next();
            }
            REQUIRE(lane.restore(state) == picomlp::status::ok);
        }
    }
    void next_block(long double* out) {
        for (size_t i = 0; i < 8; ++i) {
            long double u;
            long double turn;
            if (std::is_same_v<T, float>) {
                u = static_cast<float>((lanes[i].next() / 256 + 0.5) / 0x1p24);
                turn = std::ldexp(static_cast<long double>(lanes[i].next()), -32);
            } else {
                const double high = lanes[i].next() / 64;
                u = (high * 0x1p26 + (lanes[i].next() / 64 + 0.5)) / 0x1p52;
                turn = std::ldexp(static_cast<long double>(lanes[i].next64()), -64);
            }
            // Away from the axes' multiples the angle loses nothing; near them the sine of the
            // small remainder is taken, so that the relative error stays small.
            const long double quarters = std::nearbyint(4 * turn);
            const long double angle = std::acos(-1.0L) / 2 * (4 * turn - quarters);
            const long double sine = std::sin(angle);
            const long double cosine = std::cos(angle);
            const long double radius = std::sqrt(-2 * std::log(u));
            const int quadrant = static_cast<int>(quarters) % 4;
            const long double cosines[] = {cosine, -sine, -cosine, sine};
            const long double sines[] = {sine, cosine, -sine, -cosine};
            out[i] = radius * cosines[quadrant];
            out[8 + i] = radius * sines[quadrant];
        }
    }

  private:
    std::vector<picomlp::xoshiro128pp> lanes;
};

template <class T>
double largest_error(uint64_t seed, int blocks) {
    picomlp::xoshiro128pp parent(seed);
    picomlp::xoshiro128pp same_parent(seed);
    normal<T> numbers(parent);
    reference<T> exact(same_parent);
    long double largest = 0;
    for (int block = 0; block < blocks; ++block) {
        T values[16];
        long double exact_values[16];
        numbers.fill(values, 16);
        exact.next_block(exact_values);
        for (int i = 0; i < 16; ++i) {
            if (exact_values[i] != 0) {
                largest = std::max(largest, ulps(values[i], exact_values[i]));
            } else {
                CHECK(values[i] == 0);
            }
        }
    }
    return static_cast<double>(largest);
}

template <class T>
void check_tails(const std::vector<T>& sample) {
    const double trials = static_cast<double>(sample.size());
    for (const double limit : {1.0, 2.0, 3.0, 4.0, 5.0}) {
        CAPTURE(limit);
        double low = 0;
        double high = 0;
        for (const T value : sample) {
            low += static_cast<double>(value) < -limit;
            high += static_cast<double>(value) > limit;
        }
        const double probability = normal_distribution(-limit);
        if (trials * probability > 25) {
            CHECK(std::abs(binomial_sigmas(low, trials, probability)) < allowed_sigmas);
            CHECK(std::abs(binomial_sigmas(high, trials, probability)) < allowed_sigmas);
        } else {
            // Chernoff's bound on a Poisson count of mean m: P(count >= k) <= e^(k - m) (m/k)^k.
            const double mean = 2 * trials * probability;
            const double count = low + high;
            const double chance =
                count > mean ? std::exp(count - mean) * std::pow(mean / count, count) : 1;
            CHECK(chance > 1e-6);
        }
    }
}

void check_bits() {
    for (const golden::normal_bits& expected : golden::normal_bit_streams) {
        CAPTURE(expected.seed);
        const std::vector<float> floats = take<float>(expected.seed, golden::normal_float_count);
        for (size_t i = 0; i < std::size(expected.first_floats); ++i) {
            CHECK(bits_of(floats[i]) == expected.first_floats[i]);
        }
        CHECK(fingerprint::of(floats) == expected.fingerprint_of_floats);
        const std::vector<double> doubles =
            take<double>(expected.seed, golden::normal_double_count);
        for (size_t i = 0; i < std::size(expected.first_doubles); ++i) {
            CHECK(bits_of(doubles[i]) == expected.first_doubles[i]);
        }
        CHECK(fingerprint::of(doubles) == expected.fingerprint_of_doubles);
    }
    picomlp::xoshiro128pp parent = parent_of_zeros();
    normal<float> numbers(parent);
    for (const uint32_t bits : golden::normal_float_zero_lane_bits) {
        CHECK(bits_of(numbers()) == bits);
    }
}

}  // namespace

TEST_CASE("normal is a plain value of the stated size") {
    static_assert(sizeof(normal<float>) == 196);
    static_assert(sizeof(normal<double>) <= 264);
    static_assert(std::is_trivially_copyable_v<normal<float>>);
    static_assert(std::is_trivially_copyable_v<normal<double>>);
}

TEST_CASE("normal numbers are within the stated error of the golden ones") {
    check_golden<float>(picomlp::xoshiro128pp(3), golden::normal_float_seed_3);
    check_golden<double>(picomlp::xoshiro128pp(3), golden::normal_double_seed_3);
    check_golden<float>(picomlp::xoshiro128pp(0x123456789abcdef0), golden::normal_float_seed_wide);
    check_golden<double>(picomlp::xoshiro128pp(0x123456789abcdef0),
                         golden::normal_double_seed_wide);
}

TEST_CASE(
    "a lane that would start from zeros starts from 1, 0, 0, 0 and gives the largest radius") {
    check_golden<float>(parent_of_zeros(), golden::normal_float_zero_lane);
    check_golden<double>(parent_of_zeros(), golden::normal_double_zero_lane);
    picomlp::xoshiro128pp parent = parent_of_zeros();
    normal<float> numbers(parent);
    const float first = numbers();
    CHECK(first > 5.887f);
    CHECK(first < 5.89f);
}

TEST_CASE("the bits of four streams are those of a second evaluation, operation by operation") {
    ::testing::for_each_instruction_set([](picomlp::instruction_set set) {
        const std::string instruction_set = picomlp::name_of(set);
        CAPTURE(instruction_set);
        check_bits();
    });
}

TEST_CASE("float numbers are within the stated error of the formula") {
    CHECK(largest_error<float>(71, 20000) <= error_bound);
}

#if LDBL_MANT_DIG > DBL_MANT_DIG
TEST_CASE("double numbers are within the stated error of the formula") {
    CHECK(largest_error<double>(73, 20000) <= error_bound);
}
#endif

TEST_CASE_TEMPLATE("making a normal takes 32 words of its parent", T, float, double) {
    picomlp::xoshiro128pp parent(3);
    const normal<T> numbers(parent);
    static_cast<void>(numbers);
    CHECK(parent.next() == golden::parent_next_word);
}

TEST_CASE_TEMPLATE("the stream does not depend on how 100 numbers are cut in pieces", T, float,
                   double) {
    const std::vector<T> expected = take<T>(79, 101);
    for (size_t first = 0; first <= 100; ++first) {
        for (size_t second = first; second <= 100; ++second) {
            picomlp::xoshiro128pp parent(79);
            normal<T> numbers(parent);
            std::vector<T> pieces(100);
            numbers.fill(pieces.data(), first);
            numbers.fill(pieces.data() + first, second - first);
            numbers.fill(pieces.data() + second, 100 - second);
            REQUIRE(std::equal(pieces.begin(), pieces.end(), expected.begin()));
            REQUIRE(numbers() == expected[100]);
        }
    }
}

TEST_CASE_TEMPLATE("single numbers and fills in any mixture are one stream", T, float, double) {
    const std::vector<T> expected = take<T>(83, 4000);
    picomlp::xoshiro128pp parent(83);
    normal<T> numbers(parent);
    picomlp::xoshiro128pp lengths(1);
    std::vector<T> piece;
    for (size_t place = 0; place < 3900;) {
        if (lengths.below(2) == 0) {
            REQUIRE(numbers() == expected[place++]);
        } else {
            piece.assign(lengths.below(50), T(0));
            numbers.fill(piece.data(), piece.size());
            REQUIRE(std::equal(piece.begin(), piece.end(), expected.begin() + place));
            place += piece.size();
        }
    }
}

TEST_CASE_TEMPLATE("a fill writes nothing outside its range", T, float, double) {
    for (const size_t count : {0, 1, 15, 16, 17, 33}) {
        picomlp::xoshiro128pp parent(89);
        normal<T> numbers(parent);
        std::vector<T> out(count + 2, T(99));
        numbers.fill(out.data() + 1, count);
        CHECK(out.front() == 99);
        CHECK(out.back() == 99);
        for (size_t i = 1; i <= count; ++i) {
            CHECK(out[i] != 99);
        }
    }
}

TEST_CASE_TEMPLATE("a copy continues the stream on its own", T, float, double) {
    picomlp::xoshiro128pp parent(97);
    normal<T> numbers(parent);
    numbers();
    normal<T> copy = numbers;
    for (int i = 0; i < 40; ++i) {
        CHECK(copy() == numbers());
    }
}

TEST_CASE_TEMPLATE("no number exceeds the stated largest radius" * doctest::skip(testing::emulated),
                   T, float, double) {
    const double limit = std::is_same_v<T, float> ? 5.89 : 8.58;
    double largest = 0;
    for (const T value : take<T>(101, 1000000)) {
        largest = std::max(largest, std::abs(static_cast<double>(value)));
    }
    CHECK(largest < limit);
    CHECK(largest > 4);
}

TEST_CASE_TEMPLATE("mean, variance, skewness and kurtosis are the normal's" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    const moment_sigmas found = moments(take<T>(103, 1000000));
    CHECK(std::abs(found.mean) < allowed_sigmas);
    CHECK(std::abs(found.variance) < allowed_sigmas);
    CHECK(std::abs(found.skewness) < allowed_sigmas);
    CHECK(std::abs(found.kurtosis) < allowed_sigmas);
}

TEST_CASE_TEMPLATE("the tails beyond one to five sigma are the normal's" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    check_tails(take<T>(107, 2000000));
}

TEST_CASE_TEMPLATE("chi-square finds the normal's distribution" * doctest::skip(testing::emulated),
                   T, float, double) {
    std::vector<double> cells(200);
    for (const T value : take<T>(109, 500000)) {
        const double place = normal_distribution(static_cast<double>(value)) * 200;
        cells[std::min(static_cast<size_t>(place), size_t{199})] += 1;
    }
    CHECK(std::abs(chi_square_sigmas(cells)) < allowed_sigmas);
}

TEST_CASE_TEMPLATE("Kolmogorov and Smirnov find the normal's distribution" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    const double distance = kolmogorov_smirnov(take<T>(113, 300000));
    CHECK(distance < 2.6);
    CHECK(distance > 0.3);  // smaller, that is too even, less than once in 10^5
}

TEST_CASE_TEMPLATE("Anderson and Darling find the normal's distribution" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    CHECK(anderson_darling(take<T>(127, 300000)) < 13);
}

TEST_CASE_TEMPLATE("numbers and their squares are uncorrelated at every lag up to 64" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    const std::vector<T> sample = take<T>(131, 300000);
    const std::vector<double> numbers(sample.begin(), sample.end());
    std::vector<double> squares;
    for (const double x : numbers) {
        squares.push_back((x * x - 1) / std::sqrt(2.0));
    }
    for (size_t lag = 1; lag <= 64; ++lag) {
        CAPTURE(lag);
        CHECK(std::abs(lag_sigmas(numbers, lag)) < allowed_sigmas);
        CHECK(std::abs(lag_sigmas(squares, lag)) < allowed_sigmas);
    }
}

TEST_CASE_TEMPLATE("the two numbers of a pair fill the plane as independent normals" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    const std::vector<T> sample = take<T>(137, 320000);
    std::vector<double> cells(256);
    for (size_t block = 0; block < sample.size(); block += 16) {
        for (size_t i = block; i < block + 8; ++i) {
            const double column = normal_distribution(static_cast<double>(sample[i])) * 16;
            const double row = normal_distribution(static_cast<double>(sample[i + 8])) * 16;
            cells[std::min(static_cast<size_t>(row), size_t{15}) * 16 +
                  std::min(static_cast<size_t>(column), size_t{15})] += 1;
        }
    }
    CHECK(std::abs(chi_square_sigmas(cells)) < allowed_sigmas);
}

TEST_CASE_TEMPLATE("normals of parents a jump apart are uncorrelated" *
                       doctest::skip(testing::emulated),
                   T, float, double) {
    picomlp::xoshiro128pp parent(139);
    normal<T> first(parent);
    picomlp::xoshiro128pp jumped(139);
    jumped.jump();
    normal<T> second(jumped);
    double sum = 0;
    const int count = 300000;
    for (int i = 0; i < count; ++i) {
        sum += static_cast<double>(first()) * static_cast<double>(second());
    }
    CHECK(std::abs(sum / std::sqrt(static_cast<double>(count))) < allowed_sigmas);
}

TEST_SUITE_BEGIN("slow");

TEST_CASE("thirty million float numbers are within the stated error of the formula") {
    CHECK(largest_error<float>(149, 2000000) <= error_bound);
}

#if LDBL_MANT_DIG > DBL_MANT_DIG
TEST_CASE("thirty million double numbers are within the stated error of the formula") {
    CHECK(largest_error<double>(151, 2000000) <= error_bound);
}
#endif

TEST_CASE_TEMPLATE("a hundred million numbers have the normal's moments, tails and distribution", T,
                   float, double) {
    const double trials = 1e8;
    picomlp::xoshiro128pp parent(157);
    normal<T> numbers(parent);
    std::vector<T> part(100000);
    moment_sigmas found = {};
    std::vector<double> cells(1000);
    double beyond[6] = {};
    for (int i = 0; i < 1000; ++i) {
        numbers.fill(part.data(), part.size());
        const moment_sigmas of_part = moments(part);
        const double share = 1 / std::sqrt(1000.0);
        found.mean += of_part.mean * share;
        found.variance += of_part.variance * share;
        found.skewness += of_part.skewness * share;
        found.kurtosis += of_part.kurtosis * share;
        for (const T value : part) {
            const double x = static_cast<double>(value);
            const auto cell = static_cast<size_t>(normal_distribution(x) * 1000);
            cells[std::min(cell, size_t{999})] += 1;
            beyond[static_cast<int>(std::min(std::abs(x), 5.0))] += 1;
        }
    }
    CHECK(std::abs(found.mean) < allowed_sigmas);
    CHECK(std::abs(found.variance) < allowed_sigmas);
    CHECK(std::abs(found.skewness) < allowed_sigmas);
    CHECK(std::abs(found.kurtosis) < allowed_sigmas);
    CHECK(std::abs(chi_square_sigmas(cells)) < allowed_sigmas);
    double tail = 0;
    for (int limit = 5; limit >= 1; --limit) {
        CAPTURE(limit);
        tail += beyond[limit];
        const double probability = 2 * normal_distribution(-limit);
        CHECK(std::abs(binomial_sigmas(tail, trials, probability)) < allowed_sigmas);
    }
}

TEST_SUITE_END();
