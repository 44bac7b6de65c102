// SPDX-License-Identifier: MIT
// Names of types in stored data: the same for every compiler and version.
#pragma once

#include <stdint.h>

#include "picomlp/base/crc32.hpp"
#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A CRC-32 over a sequence of texts and numbers, computed at compile time.
class fingerprint {
  public:
    /// The number's four bytes, the lowest first, on every machine.
    constexpr fingerprint& add(uint32_t number) {
        for (uint32_t shift = 0; shift < 32; shift += 8) {
            add_byte(static_cast<unsigned char>(number >> shift & 0xff));
        }
        return *this;
    }
    /// The text's characters and the zero that ends it.
    constexpr fingerprint& add(const char* text) {
        for (; *text != '\0'; ++text) add_byte(static_cast<unsigned char>(*text));
        add_byte(0);
        return *this;
    }

    /// The CRC-32 of what was added so far.
    constexpr uint32_t value() const { return ~inverted_; }

  private:
    constexpr void add_byte(unsigned char byte) {
        inverted_ = detail::crc32_of_byte(inverted_, byte);
    }

    uint32_t inverted_ = 0xffffffffu;
};

/// Identifies the type Self in stored data. Self is an activation, loss, optimizer, option or
/// schedule and has a member `name` of this type. Two types must not have the same name; a type
/// whose results change should get a new one. When template arguments change what a type does, they
/// belong to its name as numbers: code_of() for a type.
///
///     struct softsign {
///         static constexpr picomlp::type_name<softsign> name = "softsign";
///
///     template <class First, uint32_t Times>
///     struct repeated {
///         static constexpr picomlp::type_name<repeated> name{"repeated", code_of<First>(), Times};
///
/// An inherited `name` does not count, because Self is then the base. Types that are never stored
/// need no name.
template <class Self>
class type_name {
  public:
    /// The name, with the numbers that tell its variants apart, such as a slope.
    template <class... Numbers>
    constexpr type_name(const char* text, Numbers... numbers)
        : code_(code_from(text, static_cast<uint32_t>(numbers)...)) {}

    /// The name's CRC-32, which stands in stored data.
    constexpr uint32_t code() const { return code_; }

  private:
    template <class... Numbers>
    static constexpr uint32_t code_from(const char* text, Numbers... numbers) {
        fingerprint all;
        all.add(text);
        (all.add(numbers), ...);
        return all.value();
    }

    uint32_t code_;
};

namespace detail {

template <class Type, class = void>
inline constexpr bool has_own_name = false;
template <class Type>
inline constexpr bool has_own_name<Type, decltype(void(Type::name))> =
    same_type<decltype(Type::name), const type_name<Type>>;

}  // namespace detail

/// The number that stands for Type's name.
template <class Type>
constexpr uint32_t code_of() {
    constexpr bool named = detail::has_own_name<Type>;
    static_assert(named,
                  "picomlp: to be stored, a type needs a name of its own: static constexpr "
                  "picomlp::type_name<Type> name = \"...\"; (base/type_name.hpp)");
    if constexpr (named) {
        return Type::name.code();
    } else {
        return 0;
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
