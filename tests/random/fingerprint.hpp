// SPDX-License-Identifier: MIT
// One number for a long stream, so that golden tables stay short.
#pragma once

#include <stdint.h>

#include "bits.hpp"

namespace testing {

/// FNV-1a, 64 bits, over the little-endian bytes of each value's bit pattern; golden/tables.py
/// holds the same in Python.
class fingerprint {
  public:
    void add(uint32_t bits) { add_bytes(bits, 4); }
    void add(uint64_t bits) { add_bytes(bits, 8); }
    void add(float value) { add(bits_of(value)); }
    void add(double value) { add(bits_of(value)); }

    template <class Range>
    static uint64_t of(const Range& values) {
        fingerprint all;
        for (const auto value : values) {
            all.add(value);
        }
        return all.value_;
    }
    uint64_t value() const { return value_; }

  private:
    void add_bytes(uint64_t bits, int count) {
        for (; count > 0; --count, bits >>= 8) {
            value_ = (value_ ^ (bits & 0xff)) * 0x100000001b3;
        }
    }
    uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace testing
