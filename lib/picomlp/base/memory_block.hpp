// SPDX-License-Identifier: MIT
// Memory of the caller's, and arrays laid out in it one after another.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Bytes that belong to the caller, for something that is opened over them. They need no initial
/// value, must stay as long as it is used, and belong to it alone.
struct memory_block {
    void* first;
    size_t bytes;

    constexpr memory_block(void* begin, size_t size) : first(begin), bytes(size) {}
    /// An array of bytes or numbers.
    template <class Element, size_t Count>
    constexpr memory_block(Element (&all)[Count]) : memory_block(all, sizeof all) {}
};

namespace detail {

/// What memory must be aligned to that is laid out in arrays of T and of tables, in bytes.
template <class T>
inline constexpr size_t block_alignment = alignof(T) > alignof(void*) ? alignof(T) : alignof(void*);

/// Lays out arrays one after another. The same calls count the bytes (without memory, where all
/// pointers are null) and hand out the arrays.
class memory_layout {
  public:
    /// Counts.
    memory_layout() : first_(nullptr), address_(0) {}
    /// Hands out.
    explicit memory_layout(void* first)
        : first_(static_cast<unsigned char*>(first)),
          address_(reinterpret_cast<uintptr_t>(first)) {}

    /// The next `count` elements, at a multiple of `alignment` bytes. When only counting, as many
    /// bytes are added as any address might want, of memory that is aligned to `known`.
    template <class Element>
    Element* take(uint64_t count, size_t alignment = alignof(Element),
                  size_t known = alignof(Element)) {
        const uint64_t elements = count * sizeof(Element);
        if (!first_) {
            used_ += (alignment > known ? alignment - known : round_up(used_, alignment) - used_);
            used_ += elements;
            return nullptr;
        }
        used_ = round_up(address_ + used_, alignment) - address_;
        void* const here = first_ + used_;
        used_ += elements;
        return static_cast<Element*>(here);
    }

    uint64_t used() const { return used_; }

  private:
    static uint64_t round_up(uint64_t bytes, size_t alignment) {
        return (bytes + alignment - 1) & ~(uint64_t{alignment} - 1);
    }

    unsigned char* first_;
    uint64_t address_;
    uint64_t used_ = 0;
};

/// `bytes`, or 0 when a size_t does not hold them.
size_t bytes_or_none(uint64_t bytes) noexcept;

/// Whether something that wants `wanted` bytes, 0 for an unusable shape, can be opened over memory.
/// `alignment` is a power of two.
status check_memory(const memory_block& memory, size_t wanted, size_t alignment) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
