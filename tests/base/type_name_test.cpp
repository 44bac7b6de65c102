// SPDX-License-Identifier: MIT
#include "picomlp/base/type_name.hpp"

#include "doctest_config.hpp"
#include "picomlp/base/crc32.hpp"

namespace {

struct plain {
    static constexpr picomlp::type_name<plain> name = "plain";
};
struct heir : plain {};
struct renamed : plain {
    static constexpr picomlp::type_name<renamed> name = "renamed";
};
template <class First, uint32_t Times>
struct repeated {
    static constexpr picomlp::type_name<repeated> name{"repeated", picomlp::code_of<First>(),
                                                       Times};
};
struct nameless {};
struct named_otherwise {
    static constexpr const char* name = "named_otherwise";
};

}  // namespace

TEST_CASE("a fingerprint is the CRC-32 of texts with their end and of numbers, lowest byte first") {
    const unsigned char bytes[] = {'a', 'b', 0, 0x78, 0x56, 0x34, 0x12, 0, 0xff, 0, 0, 0};
    constexpr uint32_t made =
        picomlp::fingerprint().add("ab").add(0x12345678U).add("").add(0xffU).value();
    CHECK(made == picomlp::crc32(0, bytes, sizeof bytes));
    // "123456789" -> cbf43926 is the check value of CRC-32.
    const char text[] = "123456789";
    CHECK(picomlp::fingerprint().add(text).value() == picomlp::crc32(0xcbf43926, "", 1));
    CHECK(picomlp::fingerprint().value() == 0);
}

TEST_CASE("types are told apart by their own names and the numbers that belong to these") {
    using picomlp::code_of;
    static_assert(code_of<plain>() == picomlp::fingerprint().add("plain").value());
    static_assert(code_of<plain>() != code_of<renamed>());
    static_assert(code_of<repeated<plain, 1>>() != code_of<repeated<plain, 2>>());
    static_assert(code_of<repeated<plain, 1>>() != code_of<repeated<renamed, 1>>());
    static_assert(code_of<repeated<plain, 1>>() ==
                  picomlp::fingerprint().add("repeated").add(code_of<plain>()).add(1U).value());
    // What is inherited, missing or of another type is no name of its own.
    static_assert(picomlp::detail::has_own_name<plain> && picomlp::detail::has_own_name<renamed>);
    static_assert(!picomlp::detail::has_own_name<heir>);
    static_assert(!picomlp::detail::has_own_name<nameless>);
    static_assert(!picomlp::detail::has_own_name<named_otherwise>);
}
