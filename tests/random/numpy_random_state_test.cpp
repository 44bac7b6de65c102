// SPDX-License-Identifier: MIT
#include "picomlp/random/numpy_random_state.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <numeric>
#include <random>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "random/fingerprint.hpp"
#include "random/golden/numpy_stream.hpp"

using namespace testing;

using picomlp::numpy_random_state;

TEST_CASE("numpy_random_state is a plain value of 2512 bytes") {
    static_assert(sizeof(numpy_random_state) == 2512);
    static_assert(std::is_trivially_copyable_v<numpy_random_state>);
}

TEST_CASE("words are NumPy's") {
    for (const golden::numpy_words& expected : golden::numpy_word_streams) {
        CAPTURE(expected.seed);
        numpy_random_state state(expected.seed);
        std::vector<uint32_t> words(2000);
        for (uint32_t& word : words) {
            word = state.next();
        }
        for (size_t i = 0; i < std::size(expected.words); ++i) {
            CHECK(words[i] == expected.words[i]);
        }
        CHECK(fingerprint::of(words) == expected.fingerprint_of_2000_words);
    }
}

TEST_CASE("uniform numbers are NumPy's, one at a time and in a fill") {
    numpy_random_state single(3);
    numpy_random_state fill(3);
    std::vector<double> numbers(2000);
    fill.uniform_fill(numbers.data(), numbers.size());
    for (const double number : numbers) {
        CHECK(number == single.uniform());
    }
    for (size_t i = 0; i < std::size(golden::numpy_uniform_bits); ++i) {
        CHECK(bits_of(numbers[i]) == golden::numpy_uniform_bits[i]);
    }
    CHECK(fingerprint::of(numbers) == golden::numpy_uniform_fingerprint);
}

TEST_CASE("normals are NumPy's, but for the listed places where the C library rounds log wrongly") {
    for (const golden::numpy_normals& expected : golden::numpy_normal_streams) {
        CAPTURE(expected.seed);
        numpy_random_state state(expected.seed);
        std::vector<double> numbers(expected.count);
        state.normal_fill(numbers.data(), numbers.size());
        for (size_t i = 0; i < std::size(expected.first); ++i) {
            CHECK(bits_of(numbers[i]) == expected.first[i]);
        }
        for (uint32_t i = 0; i < expected.difference_count; ++i) {
            const golden::numpy_difference& difference = expected.differences[i];
            CHECK(std::abs(difference.bits) <= 4);
            uint64_t bits = bits_of(numbers[difference.index]);
            bits += static_cast<uint64_t>(static_cast<int64_t>(difference.bits));
            std::memcpy(&numbers[difference.index], &bits, sizeof bits);
        }
        // The whole stream of NumPy, bit for bit, with the differences put in.
        CHECK(fingerprint::of(numbers) == expected.fingerprint);
        CHECK(expected.difference_count <= expected.count / 1000);
    }
}

TEST_CASE("the thousands of normals of seeds 1, 2 and 3 are NumPy's without exception") {
    int found = 0;
    for (const golden::numpy_normals& expected : golden::numpy_normal_streams) {
        if (expected.seed >= 1 && expected.seed <= 3) {
            CHECK(expected.difference_count == 0);
            CHECK(expected.count >= 2000);
            ++found;
        }
    }
    CHECK(found == 3);
}

TEST_CASE("normals do not depend on how they are taken") {
    std::vector<double> expected(21);
    numpy_random_state(4).normal_fill(expected.data(), expected.size());
    for (size_t first = 0; first <= expected.size(); ++first) {
        numpy_random_state state(4);
        std::vector<double> numbers(expected.size());
        state.normal_fill(numbers.data(), first);
        if (first < numbers.size()) {
            numbers[first] = state.normal();
            state.normal_fill(numbers.data() + first + 1, numbers.size() - first - 1);
        }
        CHECK(numbers == expected);
    }
}

TEST_CASE("the cached normal waits while words, uniforms and shuffles are drawn") {
    numpy_random_state state(1);
    numpy_random_state pair(1);
    pair.normal();
    const double second = pair.normal();
    state.normal();
    state.uniform();
    state.next();
    uint32_t order[3] = {0, 1, 2};
    state.shuffle(order, 3);
    CHECK(state.normal() == second);
    CHECK(state.normal() != pair.normal());
}

TEST_CASE("seeding forgets the cached normal and what was drawn") {
    numpy_random_state state(8);
    state.normal();
    state.seed(1);
    numpy_random_state fresh(1);
    for (int i = 0; i < 5; ++i) {
        CHECK(state.normal() == fresh.normal());
    }
}

TEST_CASE("a copy continues the stream on its own, cached normal included") {
    numpy_random_state state(8);
    state.normal();
    numpy_random_state copy = state;
    for (int i = 0; i < 700; ++i) {
        CHECK(copy.normal() == state.normal());
    }
}

TEST_CASE_TEMPLATE("shuffles are NumPy's, one after another", Index, uint16_t, int, unsigned int,
                   long, unsigned long, long long, unsigned long long) {
    numpy_random_state state(1);
    std::vector<uint32_t> shuffled[3];
    const uint32_t counts[] = {20, 300, 65536};
    for (int i = 0; i < 3; ++i) {
        std::vector<Index> order(counts[i]);
        std::iota(order.begin(), order.end(), Index(0));
        state.shuffle(order.data(), counts[i]);
        shuffled[i].assign(order.begin(), order.end());
    }
    for (size_t i = 0; i < std::size(golden::numpy_shuffle_of_20); ++i) {
        CHECK(shuffled[0][i] == golden::numpy_shuffle_of_20[i]);
    }
    CHECK(fingerprint::of(shuffled[1]) == golden::numpy_shuffle_fingerprints[0]);
    CHECK(fingerprint::of(shuffled[2]) == golden::numpy_shuffle_fingerprints[1]);
    CHECK(state.next() == golden::numpy_word_after_shuffles);
}

TEST_CASE("shuffling nothing or one thing takes no words, as in NumPy") {
    numpy_random_state state(6);
    numpy_random_state untouched(6);
    uint16_t order[1] = {9};
    state.shuffle(order, 0);
    state.shuffle(order, 1);
    CHECK(order[0] == 9);
    CHECK(state.next() == untouched.next());
}

TEST_CASE("normals, uniforms and shuffles mixed are NumPy's") {
    numpy_random_state state(2);
    fingerprint all;
    uint32_t count = 0;
    for (int round = 0; round < 200; ++round) {
        for (int i = 0; i < round % 4; ++i, ++count) {
            all.add(state.normal());
        }
        for (int i = 0; i < round % 3; ++i, ++count) {
            all.add(state.uniform());
        }
        uint16_t order[5] = {0, 1, 2, 3, 4};
        state.shuffle(order, 5);
        for (const uint16_t index : order) {
            all.add(static_cast<double>(index));
            ++count;
        }
    }
    CHECK(count == golden::numpy_mixed_count);
    CHECK(all.value() == golden::numpy_mixed_fingerprint);
}

TEST_CASE("a matrix is filled row by row, as by randn and rand") {
    numpy_random_state state(3);
    double matrix[3][5];
    state.normal_fill(matrix[0], 15);
    for (int row = 0; row < 3; ++row) {
        CHECK(bits_of(matrix[row][0]) == golden::numpy_column_bits[row]);
    }
    double rest[4];
    state.uniform_fill(rest, 4);
    for (int i = 0; i < 4; ++i) {
        CHECK(bits_of(rest[i]) == golden::numpy_rest_bits[i]);
    }
}

TEST_CASE(
    "the standard library takes it for a generator, of the words of its own Mersenne Twister") {
    static_assert((numpy_random_state::min)() == (std::mt19937::min)());
    static_assert((numpy_random_state::max)() == (std::mt19937::max)());
    numpy_random_state state(5489);
    std::mt19937 standard(5489);
    for (int k = 0; k < 2000; ++k) REQUIRE(state() == standard());
    std::vector<int> values(100);
    std::iota(values.begin(), values.end(), 0);
    std::vector<int> others = values;
    std::shuffle(values.begin(), values.end(), state);
    std::shuffle(others.begin(), others.end(), standard);
    CHECK(values == others);
}
