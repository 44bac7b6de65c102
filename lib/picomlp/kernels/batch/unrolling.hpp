// SPDX-License-Identifier: MIT
// Before a loop over a tile: gcc would not unroll it at -O2, and would keep the tile's sums in
// memory. A library built for the least code does without.
#pragma once

#if defined(__OPTIMIZE_SIZE__)
#define PICOMLP_UNROLL_TILE
#else
#define PICOMLP_UNROLL_TILE _Pragma("GCC unroll 8")
#endif
