#include "checksum.hpp"

#include <cstring>
#include <initializer_list>

#include "doctest_config.hpp"
#include "functions.hpp"
#include "golden/checksums.hpp"
#include "thinned.hpp"

TEST_CASE("the checksum is CRC-32") {
    checksum sum;
    for (const char c : {'1', '2', '3', '4', '5', '6', '7', '8', '9'})
        sum.add(static_cast<uint64_t>(c), 1);
    CHECK(sum.value() == 0xcbf43926u);
}

TEST_CASE("every function returns the bits it returned when its checksum was taken") {
    // libgcc's addition of doubles on ARM misrounds: 1 - 1.23e-10 (bits 0x3de0fd7d6cfe7058) is 1
    // ulp low.
    if (tests::emulated) MESSAGE("on an emulated board: the functions of float alone");
    size_t checked = 0;
    for (const golden_checksum& golden : golden_checksums) {
        INFO(golden.name);
        if (std::strcmp(golden.name, "sincos_turn") == 0) {
            CHECK(checksum_of_float_turns() == golden.float_sum);
            CHECK(checksum_of_double_turns() == golden.double_sum);
        } else {
            const elementary_function* function = find_function(golden.name);
            REQUIRE(function != nullptr);
            CHECK(checksum_of(function->float_form) == golden.float_sum);
            if (!tests::emulated) CHECK(checksum_of(function->double_form) == golden.double_sum);
        }
        ++checked;
    }
    CHECK(checked == sizeof elementary_functions / sizeof elementary_functions[0] + 1);
}
