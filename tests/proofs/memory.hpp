// SPDX-License-Identifier: MIT
// Memory for the conformance program, on targets without a C++ library: arrays and objects on the
// heap. One that the heap cannot hold ends the program.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace testing {

/// Where operator new is to put an object; <new>, which is of the C++ library, is not there.
struct place {
    void* address;
};

}  // namespace testing

inline void* operator new(size_t, testing::place where) noexcept { return where.address; }

namespace testing {

[[noreturn]] inline void give_up(const char* reason) {
    printf("GIVING UP: %s\n", reason);
    exit(3);
}

inline void* allocate(size_t bytes) {
    void* const memory = malloc(bytes != 0 ? bytes : 1);
    if (memory == nullptr) give_up("the heap is too small for this stage");
    return memory;
}

/// An array of plain numbers whose size is chosen when it is made; zeros at first.
template <class T>
class values {
  public:
    values() = default;
    explicit values(size_t count)
        : first_(static_cast<T*>(allocate(count * sizeof(T)))), count_(count) {
        for (T& value : *this) value = T(0);
    }
    values(const values& other) : values(other.count_) {
        for (size_t i = 0; i < count_; ++i) first_[i] = other.first_[i];
    }
    values(values&& other) noexcept : first_(other.first_), count_(other.count_) {
        other.first_ = nullptr;
        other.count_ = 0;
    }
    values& operator=(const values&) = delete;
    values& operator=(values&&) = delete;
    ~values() { free(first_); }

    T* data() { return first_; }
    const T* data() const { return first_; }
    size_t size() const { return count_; }
    T& operator[](size_t i) { return first_[i]; }
    const T& operator[](size_t i) const { return first_[i]; }
    T* begin() { return first_; }
    T* end() { return first_ + count_; }
    const T* begin() const { return first_; }
    const T* end() const { return first_ + count_; }

  private:
    T* first_ = nullptr;
    size_t count_ = 0;
};

/// One after the other.
template <class T>
values<T> joined(const values<T>& a, const values<T>& b) {
    values<T> both(a.size() + b.size());
    for (size_t i = 0; i < a.size(); ++i) both[i] = a[i];
    for (size_t i = 0; i < b.size(); ++i) both[a.size() + i] = b[i];
    return both;
}

/// An object on the heap, made from the constructor's arguments; aligned to a cache line if its
/// type asks for that.
template <class T>
class on_heap {
  public:
    template <class... Arguments>
    explicit on_heap(const Arguments&... arguments)
        : memory_(static_cast<char*>(allocate(sizeof(T) + alignof(T)))),
          object_(new (place{memory_ + padding()}) T(arguments...)) {}
    on_heap(const on_heap&) = delete;
    on_heap& operator=(const on_heap&) = delete;
    ~on_heap() {
        object_->~T();
        free(memory_);
    }
    T& operator*() const { return *object_; }
    T* operator->() const { return object_; }

  private:
    size_t padding() const { return -reinterpret_cast<uintptr_t>(memory_) % alignof(T); }

    char* memory_;
    T* object_;
};

}  // namespace testing
