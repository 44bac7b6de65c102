// SPDX-License-Identifier: MIT
#include "picomlp/random/xoshiro128pp.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <random>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "random/fingerprint.hpp"
#include "random/golden/xoshiro.hpp"
#include "random/statistics.hpp"

using namespace testing;

namespace {

picomlp::xoshiro128pp from_words(const uint32_t (&words)[4]) {
    picomlp::xoshiro128pp result(0);
    picomlp::xoshiro128pp::state_type state;
    std::copy(words, words + 4, state.words);
    REQUIRE(result.restore(state) == picomlp::status::ok);
    return result;
}

bool state_is(const picomlp::xoshiro128pp& bits, const uint32_t (&words)[4]) {
    return std::equal(words, words + 4, bits.state().words);
}

std::vector<uint32_t> take(picomlp::xoshiro128pp bits, int count) {
    std::vector<uint32_t> words;
    for (int i = 0; i < count; ++i) {
        words.push_back(bits.next());
    }
    return words;
}

}  // namespace

TEST_CASE("random is 16 bytes that can be copied as they are") {
    static_assert(sizeof(picomlp::xoshiro128pp) == 16);
    static_assert(std::is_trivially_copyable_v<picomlp::xoshiro128pp>);
    static_assert(std::is_trivially_destructible_v<picomlp::xoshiro128pp>);
    static_assert(!std::is_convertible_v<int, picomlp::xoshiro128pp>);
}

TEST_CASE("the streams of five seeds are those of the definition") {
    for (size_t i = 0; i < std::size(golden::xoshiro_seeds); ++i) {
        CAPTURE(golden::xoshiro_seeds[i]);
        const golden::xoshiro_stream& expected = golden::xoshiro_streams[i];
        const picomlp::xoshiro128pp bits(golden::xoshiro_seeds[i]);
        CHECK(state_is(bits, expected.state));
        const std::vector<uint32_t> words = take(bits, 10000);
        for (size_t k = 0; k < std::size(expected.words); ++k) {
            CHECK(words[k] == expected.words[k]);
        }
        CHECK(fingerprint::of(words) == expected.fingerprint_of_10000_words);
    }
}

TEST_CASE("no seed of a million gives the state of zeros") {
    int zeros = 0;
    for (uint64_t seed = 0; seed < 1000000; ++seed) {
        const picomlp::xoshiro128pp::state_type state = picomlp::xoshiro128pp(0 - seed).state();
        zeros += (state.words[0] | state.words[1] | state.words[2] | state.words[3]) == 0;
    }
    CHECK(zeros == 0);
    // The seed for which the second half of the state is zero, and the one for the first half.
    const uint64_t increment = 0x9e3779b97f4a7c15;
    CHECK(picomlp::xoshiro128pp(0 - increment).state().words[0] == 0);
    CHECK(picomlp::xoshiro128pp(0 - increment).state().words[1] == 0);
    CHECK(picomlp::xoshiro128pp(0 - increment).state().words[2] != 0);
    CHECK(picomlp::xoshiro128pp(0 - 2 * increment).state().words[2] == 0);
    CHECK(picomlp::xoshiro128pp(0 - 2 * increment).state().words[3] == 0);
    CHECK(picomlp::xoshiro128pp(0 - 2 * increment).state().words[0] != 0);
}

TEST_CASE("next64 is two words, the first of them the high half") {
    picomlp::xoshiro128pp pairs(3);
    picomlp::xoshiro128pp words(3);
    for (int i = 0; i < 100; ++i) {
        const uint64_t high = words.next();
        CHECK(pairs.next64() == (high << 32 | words.next()));
    }
}

TEST_CASE("jump and long_jump are the transition matrix to the powers 2^64 and 2^96") {
    for (size_t i = 0; i < std::size(golden::xoshiro_seeds); ++i) {
        picomlp::xoshiro128pp near(golden::xoshiro_seeds[i]);
        near.jump();
        CHECK(state_is(near, golden::xoshiro_streams[i].after_jump));
        picomlp::xoshiro128pp far(golden::xoshiro_seeds[i]);
        far.long_jump();
        CHECK(state_is(far, golden::xoshiro_streams[i].after_long_jump));
    }
}

TEST_CASE("jumps commute with steps and with one another") {
    picomlp::xoshiro128pp first(11);
    picomlp::xoshiro128pp second(11);
    first.jump();
    first.long_jump();
    first.next();
    second.next();
    second.long_jump();
    second.jump();
    CHECK(take(first, 4) == take(second, 4));
}

TEST_CASE("streams a jump apart have no word in common at the same place or anywhere near") {
    picomlp::xoshiro128pp start(1);
    std::vector<std::vector<uint32_t>> streams;
    for (int i = 0; i < 8; ++i) {
        streams.push_back(take(start, 2000));
        start.jump();
    }
    for (size_t a = 0; a < streams.size(); ++a) {
        for (size_t b = a + 1; b < streams.size(); ++b) {
            // Overlapping streams would share a run; two words in a row agree by chance with
            // probability 2000^2 / 2^64.
            const uint32_t run[2] = {streams[b][0], streams[b][1]};
            CHECK(std::search(streams[a].begin(), streams[a].end(), run, run + 2) ==
                  streams[a].end());
            int same = 0;
            for (size_t k = 0; k < 2000; ++k) {
                same += streams[a][k] == streams[b][k];
            }
            CHECK(same == 0);
        }
    }
}

TEST_CASE("a restored state continues where it was taken") {
    picomlp::xoshiro128pp original(17);
    original.next();
    const picomlp::xoshiro128pp::state_type saved = original.state();
    const std::vector<uint32_t> expected = take(original, 50);
    picomlp::xoshiro128pp other(99);
    REQUIRE(other.restore(saved) == picomlp::status::ok);
    CHECK(take(other, 50) == expected);
}

TEST_CASE("the state of zeros is refused and changes nothing") {
    picomlp::xoshiro128pp bits(17);
    const std::vector<uint32_t> expected = take(bits, 5);
    CHECK(bits.restore({}) == picomlp::status::bad_argument);
    CHECK(take(bits, 5) == expected);
    CHECK(bits.restore({{0, 0, 0, 1}}) == picomlp::status::ok);
}

TEST_CASE("below gives the numbers of the definition and draws no word too many") {
    picomlp::xoshiro128pp bits(7);
    for (size_t i = 0; i < std::size(golden::below_bounds); ++i) {
        CAPTURE(golden::below_bounds[i]);
        fingerprint numbers;
        for (int k = 0; k < 200; ++k) {
            const uint32_t number = bits.below(golden::below_bounds[i]);
            CHECK(number < golden::below_bounds[i]);
            numbers.add(number);
        }
        CHECK(numbers.value() == golden::below_fingerprints[i]);
    }
    CHECK(bits.next() == golden::below_next_word);
}

TEST_CASE("below 0 and below 1 are 0 and take one word") {
    picomlp::xoshiro128pp bits(7);
    picomlp::xoshiro128pp words(7);
    CHECK(bits.below(0) == 0);
    CHECK(bits.below(1) == 0);
    words.next();
    words.next();
    CHECK(take(bits, 3) == take(words, 3));
}

TEST_CASE("below draws again exactly for the words that would make it unfair") {
    // Below 2^31 + 1, a word of 0 has the low half 0, less than 2^32 mod (2^31 + 1) = 2^31 - 1.
    picomlp::xoshiro128pp bits = from_words(golden::state_before_four_zeros);
    picomlp::xoshiro128pp after_zeros = bits;
    for (int i = 0; i < 4; ++i) {
        CHECK(after_zeros.next() == 0);
    }
    picomlp::xoshiro128pp power_of_two = bits;
    CHECK(power_of_two.below(0x80000000) == 0);  // 2^32 mod 2^31 is 0: every word is fair
    CHECK(power_of_two.next() == 0);
    picomlp::xoshiro128pp after_rejections = bits;
    const uint32_t number = after_rejections.below(0x80000001);
    CHECK(number == after_zeros.below(0x80000001));
    CHECK(take(after_rejections, 3) == take(after_zeros, 3));
}

TEST_CASE("below is equally often each number") {
    picomlp::xoshiro128pp bits(23);
    for (const uint32_t bound : {2u, 3u, 7u, 10u, 300u, 1000u}) {
        CAPTURE(bound);
        std::vector<double> counts(bound);
        for (int i = 0; i < 300000; ++i) {
            counts[bits.below(bound)] += 1;
        }
        CHECK(std::abs(chi_square_sigmas(counts)) < allowed_sigmas);
    }
}

TEST_CASE("below a bound near 2^32 favours no residue") {
    // Without rejection, four words would share three numbers of each residue class modulo 3.
    picomlp::xoshiro128pp bits(29);
    std::vector<double> counts(3);
    for (int i = 0; i < 300000; ++i) {
        counts[bits.below(0xc0000000) % 3] += 1;
    }
    CHECK(std::abs(chi_square_sigmas(counts)) < allowed_sigmas);
}

TEST_CASE("each of the 32 bits is fair and independent of the bit before it") {
    picomlp::xoshiro128pp bits(31);
    double ones[32] = {};
    double changes[32] = {};
    const int trials = 200000;
    uint32_t previous = bits.next();
    for (int i = 0; i < trials; ++i) {
        const uint32_t word = bits.next();
        for (int bit = 0; bit < 32; ++bit) {
            ones[bit] += word >> bit & 1;
            changes[bit] += (word ^ previous) >> bit & 1;
        }
        previous = word;
    }
    for (int bit = 0; bit < 32; ++bit) {
        CAPTURE(bit);
        CHECK(std::abs(binomial_sigmas(ones[bit], trials, 0.5)) < allowed_sigmas);
        CHECK(std::abs(binomial_sigmas(changes[bit], trials, 0.5)) < allowed_sigmas);
    }
}

TEST_CASE("the standard library takes it for a generator") {
    using picomlp::xoshiro128pp;
    static_assert(std::is_same_v<xoshiro128pp::result_type, uint32_t>);
    static_assert((xoshiro128pp::min)() == 0 && (xoshiro128pp::max)() == 0xffffffff);
    xoshiro128pp bits(1);
    xoshiro128pp same(1);
    for (int k = 0; k < 100; ++k) REQUIRE(bits() == same.next());

    std::vector<int> values(100);
    std::iota(values.begin(), values.end(), 0);
    const std::vector<int> sorted = values;
    std::shuffle(values.begin(), values.end(), bits);
    CHECK(values != sorted);
    CHECK(std::is_permutation(values.begin(), values.end(), sorted.begin()));

    std::uniform_int_distribution<int> die(1, 6);
    int thrown[7] = {};
    for (int k = 0; k < 6000; ++k) ++thrown[die(bits)];
    CHECK(thrown[0] == 0);
    // 1000 expected; six standard deviations are 173.
    for (int face = 1; face <= 6; ++face) CHECK(std::abs(thrown[face] - 1000) < 173);
}
