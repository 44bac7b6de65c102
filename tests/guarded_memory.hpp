// SPDX-License-Identifier: MIT
// Memory for kernel tests: nothing can be read or written past its end unnoticed, and whatever a
// kernel writes beside its output is found.
#pragma once

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#include <unistd.h>
#endif

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <type_traits>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/vector_arithmetic.hpp"

namespace testing {

/// Equal bits; all NaNs count as equal.
template <class T>
bool same(T x, T y) {
    return x != x ? y != y : std::memcmp(&x, &y, sizeof x) == 0;
}

#if __has_include(<sys/mman.h>)
/// Pages between two pages that fault at any access.
class guarded_pages {
  public:
    explicit guarded_pages(std::size_t bytes) {
        page_ = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        size_ = (bytes + page_ - 1) / page_ * page_;
        void* all = mmap(nullptr, size_ + 2 * page_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        first_ = static_cast<unsigned char*>(all) + page_;
        mprotect(first_, size_, PROT_READ | PROT_WRITE);
    }
    ~guarded_pages() { munmap(first_ - page_, size_ + 2 * page_); }
    guarded_pages(const guarded_pages&) = delete;
    guarded_pages& operator=(const guarded_pages&) = delete;

    unsigned char* begin() const { return first_; }
    unsigned char* end() const { return first_ + size_; }

  private:
    std::size_t page_ = 0;
    std::size_t size_ = 0;
    unsigned char* first_ = nullptr;
};
#else
/// On a board without pages: memory between two zones of NaNs, which must still be there in the
/// end. A write past either end is found, a read where it changes a result.
class guarded_pages {
  public:
    explicit guarded_pages(std::size_t bytes)
        : size_((bytes + zone - 1) / zone * zone),
          all_(static_cast<unsigned char*>(std::malloc(size_ + 2 * zone))) {
        if (all_ == nullptr) fail("no memory left");
        std::memset(all_, 0xff, size_ + 2 * zone);
    }
    ~guarded_pages() {
        for (std::size_t i = 0; i < zone; ++i) {
            if (all_[i] != 0xff || end()[i] != 0xff) fail("written past the end of a matrix");
        }
        std::free(all_);
    }
    guarded_pages(const guarded_pages&) = delete;
    guarded_pages& operator=(const guarded_pages&) = delete;

    unsigned char* begin() const { return all_ + zone; }
    unsigned char* end() const { return all_ + zone + size_; }

  private:
    static constexpr std::size_t zone = 256;

    [[noreturn]] static void fail(const char* what) {
        std::printf("guarded_pages: %s\n", what);
        std::exit(1);
    }

    std::size_t size_;
    unsigned char* all_;
};
#endif

/// Where in its pages a matrix lies: at the very end, at the very beginning, or as many elements
/// before the end as the value says, so that every alignment of an element occurs.
enum placement : int { at_end = 0, at_begin = -1 };

/// A matrix with a stride, in guarded memory, the elements around and between its rows being
/// recognisable NaNs.
template <class T>
class guarded_matrix {
  public:
    explicit guarded_matrix(std::size_t capacity) : pages_((capacity + 2 * margin) * sizeof(T)) {}

    void place(std::size_t row_count, std::size_t columns, std::size_t stride, int where) {
        row_count_ = row_count;
        columns_ = columns;
        const std::size_t span = (row_count - 1) * stride + columns;
        T* begin = reinterpret_cast<T*>(pages_.begin());
        T* end = reinterpret_cast<T*>(pages_.end());
        T* first = where == at_begin ? begin : end - span - where;
        matrix_ = {first, stride};
        around_begin_ = first - begin < margin ? begin : first - margin;
        around_end_ = end - (first + span) < margin ? end : first + span + margin;
        for (T* p = around_begin_; p < around_end_; ++p) *p = canary();
    }

    picomlp::strided_rows<T> matrix() const { return matrix_; }
    picomlp::strided_rows<const T> input() const { return {matrix_.first, matrix_.stride}; }
    T* data() const { return matrix_.first; }

    /// True when every element beside the rows' own is as place() left it.
    bool surroundings_untouched() const {
        const T expected = canary();
        std::size_t wrong = 0;
        for (const T* p = around_begin_; p < around_end_; ++p) {
            const std::ptrdiff_t at = p - matrix_.first;
            const bool inside = at >= 0 &&
                                static_cast<std::size_t>(at) / matrix_.stride < row_count_ &&
                                static_cast<std::size_t>(at) % matrix_.stride < columns_;
            if (!inside) wrong += std::memcmp(p, &expected, sizeof(T)) != 0;
        }
        return wrong == 0;
    }

    /// Calls fill(row, column) for every element and stores what it returns.
    template <class Fill>
    void set(Fill fill) const {
        for (std::size_t r = 0; r < row_count_; ++r) {
            for (std::size_t c = 0; c < columns_; ++c) matrix_[r][c] = fill(r, c);
        }
    }

  private:
    static constexpr std::ptrdiff_t margin = 64;

    /// A NaN, so that a result shows when it was read, and of bits that no operation makes.
    static T canary() {
        using bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
        constexpr bits made = ~bits{0xa5};
        T x;
        std::memcpy(&x, &made, sizeof x);
        return x;
    }

    guarded_pages pages_;
    picomlp::strided_rows<T> matrix_{nullptr, 0};
    std::size_t row_count_ = 0;
    std::size_t columns_ = 0;
    T* around_begin_ = nullptr;
    T* around_end_ = nullptr;
};

/// Whether sums of such numbers may come to a subnormal and still have the reference's bits.
template <class T>
bool keeps_subnormals() {
    static const bool kept =
        sizeof(T) != sizeof(float) || picomlp::check_vector_arithmetic() == picomlp::status::ok;
    return kept;
}

/// What the elements of a test matrix look like.
enum class values {
    usual,      ///< between -1 and 1, now and then a zero of either sign
    vanishing,  ///< zeros of either sign and, where they are kept, numbers whose products underflow
    special,    ///< among usual ones an infinity or a NaN now and then
};

template <class T>
T any_value(std::mt19937_64& random, values kind) {
    using limits = std::numeric_limits<T>;
    const auto draw = random();
    const T sign = (draw & 1) != 0 ? T(1) : T(-1);
    const T fraction = static_cast<T>(draw >> 40) / static_cast<T>(1 << 24);
    const auto choice = (draw >> 1) % 16;
    switch (kind) {
        case values::vanishing:
            if (choice < 4) return sign * T(0);
            if (!keeps_subnormals<T>()) return choice < 12 ? sign * T(0) : sign * fraction;
            return choice < 12 ? sign * limits::min() * fraction : sign * limits::denorm_min();
        case values::special:
            if ((draw >> 1) % 64 == 1) return sign * limits::infinity();
            if ((draw >> 1) % 128 == 2) return limits::quiet_NaN();
            break;
        case values::usual:
            break;
    }
    return choice == 0 ? sign * T(0) : sign * fraction;
}

}  // namespace testing
