// Written by tests/math/checksums.cpp; regenerate with: math_checksums > tests/math/golden/checksums.hpp
#pragma once

#include <cstdint>

namespace golden {

struct checksum {
    const char* name;
    uint32_t float_sum;
    uint32_t double_sum;
};

inline const checksum checksums[] = {
    {"exp", 0xf81524aau, 0x424dccc1u},
    {"expm1", 0x386dfdcau, 0x1303957eu},
    {"log", 0xf8632350u, 0x0ee63341u},
    {"tanh", 0x9727deb6u, 0x63bf45e3u},
    {"sigmoid", 0xd5cedd2cu, 0xc5a41964u},
    {"softplus", 0xf8701e9eu, 0x0eadcc03u},
    {"sin", 0x309ab820u, 0x66aeaf39u},
    {"cos", 0x005cef7bu, 0x3f83f812u},
    {"erf", 0xc1a1212du, 0x0f5137f4u},
    {"normal_cdf", 0x9ccbda94u, 0xf5ac673cu},
    {"normal_pdf", 0x97daec8cu, 0xb0c081c6u},
    {"sqrt", 0xaee389dbu, 0x835036bbu},
    {"sincos_turn", 0x5ee361e2u, 0x061e0580u},
};

}  // namespace golden
