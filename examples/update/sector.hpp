// SPDX-License-Identifier: MIT
// Flash as an update sees it. Put your flash driver behind this.
#pragma once

#include <stdint.h>
#include <string.h>

namespace update {

/// A part of flash that is erased as a whole, and that the processor reads as memory.
class sector {
  public:
    /// Where its bytes are read: an address that is a multiple of 64.
    virtual const unsigned char* read() const = 0;
    /// Bytes; a multiple of 16.
    virtual uint32_t size() const = 0;
    /// Makes all bytes 0xff. False when the flash reports a failure.
    virtual bool erase() = 0;
    /// `offset` and `count` are multiples of 16, within the sector. Nothing is programmed twice
    /// between two erasures. False when the flash reports a failure.
    virtual bool program(uint32_t offset, const unsigned char* bytes, uint32_t count) = 0;

  protected:
    ~sector() = default;
};

/// RAM that stands for a sector: as in most flash, programming only turns ones into zeros.
class ram_sector final : public sector {
  public:
    ram_sector(unsigned char* memory, uint32_t bytes) : first_(memory), bytes_(bytes) { erase(); }

    const unsigned char* read() const override { return first_; }
    uint32_t size() const override { return bytes_; }
    bool erase() override {
        memset(first_, 0xff, bytes_);
        return true;
    }
    bool program(uint32_t offset, const unsigned char* bytes, uint32_t count) override {
        for (uint32_t k = 0; k < count; ++k) {
            first_[offset + k] = static_cast<unsigned char>(first_[offset + k] & bytes[k]);
        }
        return true;
    }

  private:
    unsigned char* first_;
    uint32_t bytes_;
};

}  // namespace update
