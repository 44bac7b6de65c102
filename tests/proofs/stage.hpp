// SPDX-License-Identifier: MIT
// What the conformance program is made of: named stages, each a job whose result bits are summed
// into a CRC. A stage must do the same on every target, so its inputs are made from integers by
// operations that no compiler flag can bend. Nothing here needs a C++ library: not every target has
// one.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "memory.hpp"

namespace testing {

/// A place in a stage. The first place whose CRCs differ shows where two builds diverge.
struct mark {
    const char* what;  ///< "forward", "gradient", ...
    uint32_t layer;    ///< from 1; 0: of no layer
    uint32_t crc;      ///< of all results so far
};

/// CRC-32 (IEEE 802.3) of a sequence of values, each taken in from its lowest byte.
class checksum {
  public:
    template <class T>
    void add(T value) {
        unsigned long long bits = 0;
        if constexpr (sizeof(T) == 8) {
            uint64_t word;
            memcpy(&word, &value, sizeof word);
            bits = word;
        } else if constexpr (sizeof(T) == 4) {
            uint32_t word;
            memcpy(&word, &value, sizeof word);
            bits = word;
        } else {
            static_assert(T(-1) > T(0), "short values are taken in as unsigned integers");
            bits = value;
        }
        for (size_t byte = 0; byte < sizeof(T); ++byte) {
            crc_ ^= static_cast<uint32_t>(bits >> (8 * byte) & 0xff);
            for (int half = 0; half < 2; ++half) crc_ = crc_ >> 4 ^ of_four_bits[crc_ & 15];
        }
    }
    template <class T>
    void add(const values<T>& all) {
        for (const T value : all) add(value);
    }
    uint32_t value() const { return ~crc_; }
    void reset() {
        crc_ = 0xffffffff;
        count_ = 0;
    }

    /// Everything since the last mark belongs to `what`, a string that stays, in layer `layer`.
    void mark_end_of(const char* what, uint32_t layer = 0) {
        if (count_ == max_marks) give_up("more marks than a checksum holds");
        marks_[count_++] = {what, layer, value()};
    }
    uint32_t mark_count() const { return count_; }
    const mark& mark_at(uint32_t i) const { return marks_[i]; }

  private:
    static constexpr uint32_t of_four_bits[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                                  0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                                  0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                                  0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    static constexpr uint32_t max_marks = 64;
    mark marks_[max_marks] = {};
    uint32_t count_ = 0;
    uint32_t crc_ = 0xffffffff;
};

/// Pseudo-random integers (a linear congruential generator's upper half), the same everywhere and
/// nothing of the library's own.
class integers {
  public:
    explicit integers(uint32_t seed) : state_(seed) {}
    uint32_t next() {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<uint32_t>(state_ >> 32);
    }

  private:
    uint64_t state_;
};

/// Float or double from its bits.
template <class T>
T from_bits(uint64_t bits) {
    T value;
    if constexpr (sizeof(T) == 4) {
        const uint32_t word = static_cast<uint32_t>(bits);
        memcpy(&value, &word, sizeof value);
    } else {
        memcpy(&value, &bits, sizeof value);
    }
    return value;
}

/// Numbers in (-2, 2) times 2^exponent, with all the fraction bits there are: put together from
/// sign, exponent and fraction, never computed. One exponent in four is `exponent`, the others are
/// up to three below.
template <class T>
class random_numbers {
  public:
    explicit random_numbers(uint32_t seed, int exponent = 0) : source_(seed), exponent_(exponent) {}
    T next() {
        constexpr int bits = 8 * sizeof(T);
        constexpr int fraction_bits = bits == 32 ? 23 : 52;
        constexpr int bias = bits == 32 ? 127 : 1023;
        const uint32_t word = source_.next();
        const uint64_t sign = word >> 31;
        const auto biased = static_cast<uint64_t>(bias + exponent_ - static_cast<int>(word % 4));
        const uint64_t high = source_.next();
        const uint64_t fraction = (high << 32 | source_.next()) >> (64 - fraction_bits);
        return from_bits<T>(sign << (bits - 1) | biased << fraction_bits | fraction);
    }

  private:
    integers source_;
    int exponent_;
};

template <class T>
values<T> random_values(size_t count, uint32_t seed, int exponent = 0) {
    random_numbers<T> source(seed, exponent);
    values<T> all(count);
    for (T& value : all) value = source.next();
    return all;
}

/// Whether subnormal numbers arise in a stage, on which a few vector units differ.
enum class range { normal, subnormal };

#ifdef PROOFS_SMALL_BOARD
inline constexpr bool small_board = true;
#else
inline constexpr bool small_board = false;
#endif

/// A job that needs more than 16 KB of memory: nothing on a small board, where it is not even
/// linked.
template <void (*Job)(checksum&)>
inline constexpr void (*unless_small)(checksum&) = small_board ? nullptr : Job;

struct stage {
    using job = void (*)(checksum& results);

    const char* name;
    range numbers;
    job run;                   ///< null: not on this board
    const char* variant = "";  ///< the second half of the name
};

/// The stages of a source file, as an array.
struct stage_list {
    const stage* first = nullptr;
    size_t count = 0;

    template <size_t Count>
    constexpr stage_list(const stage (&all)[Count]) : first(all), count(Count) {}
    constexpr stage_list(const stage* all, size_t number) : first(all), count(number) {}
    const stage* begin() const { return first; }
    const stage* end() const { return first + count; }
};

stage_list kernel_stages();
stage_list elementary_function_stages();
stage_list matrix_stages();
stage_list random_stages();
stage_list network_stages();
stage_list option_stages();
stage_list optimizer_stages();
stage_list training_stages();
stage_list scaling_stages();
stage_list study_stages();
stage_list gradient_check_stages();
stage_list small_network_stages();
stage_list activation_stages();
stage_list dynamic_stages();
stage_list image_stages();
stage_list quantized_image_stages();
stage_list quantized_stages();

/// In the order of the golden files, to which new stages are appended.
inline constexpr stage_list (*all_stages[])() = {
    kernel_stages,          matrix_stages,         elementary_function_stages,
    random_stages,          network_stages,        option_stages,
    optimizer_stages,       training_stages,       scaling_stages,
    study_stages,           gradient_check_stages, small_network_stages,
    activation_stages,      dynamic_stages,        image_stages,
    quantized_image_stages, quantized_stages,
};

}  // namespace testing
