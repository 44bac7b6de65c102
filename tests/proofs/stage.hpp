// What the conformance program is made of: named stages, each a job whose result bits are summed
// into a CRC. A stage must do the same on every target, so its inputs are made from integers by
// operations that no compiler flag can bend.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <string>
#include <vector>

namespace proofs {

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
            for (int bit = 0; bit < 8; ++bit) crc_ = crc_ >> 1 ^ (crc_ & 1 ? 0xedb88320u : 0u);
        }
    }
    template <class T>
    void add(const std::vector<T>& values) {
        for (const T value : values) add(value);
    }
    uint32_t value() const { return ~crc_; }

  private:
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

/// `count` numbers in (-2, 2) times 2^exponent, with all the fraction bits there are: put together
/// from sign, exponent and fraction, never computed. One exponent in four is `exponent`, the others
/// are up to three below.
template <class T>
std::vector<T> random_values(size_t count, uint32_t seed, int exponent = 0) {
    constexpr int bits = 8 * sizeof(T);
    constexpr int fraction_bits = bits == 32 ? 23 : 52;
    constexpr int bias = bits == 32 ? 127 : 1023;
    integers source(seed);
    std::vector<T> values(count);
    for (T& value : values) {
        const uint32_t word = source.next();
        const uint64_t sign = word >> 31;
        const uint64_t biased = static_cast<uint64_t>(bias + exponent - static_cast<int>(word % 4));
        const uint64_t high = source.next();
        const uint64_t fraction = (high << 32 | source.next()) >> (64 - fraction_bits);
        value = from_bits<T>(sign << (bits - 1) | biased << fraction_bits | fraction);
    }
    return values;
}

/// Whether subnormal numbers arise in a stage, on which a few vector units differ.
enum class range { normal, subnormal };

struct stage {
    using job = void (*)(checksum& results);

    std::string name;
    range numbers;
    job run;
};

/// The stages of each floor of the library.
std::vector<stage> kernel_stages();
std::vector<stage> elementary_function_stages();
std::vector<stage> matrix_stages();
std::vector<stage> random_stages();
std::vector<stage> network_stages();
std::vector<stage> option_stages();
std::vector<stage> optimizer_stages();
std::vector<stage> training_stages();
std::vector<stage> scaling_stages();
std::vector<stage> study_stages();
std::vector<stage> gradient_check_stages();

/// In the order of the golden files, to which new stages are appended.
inline constexpr std::vector<stage> (*all_stages[])() = {
    kernel_stages,  matrix_stages, elementary_function_stages, random_stages,
    network_stages, option_stages, optimizer_stages,           training_stages,
    scaling_stages, study_stages,  gradient_check_stages,
};

}  // namespace proofs
