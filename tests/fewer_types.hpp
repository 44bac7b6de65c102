// SPDX-License-Identifier: MIT
// Types take seconds to compile: forty networks, or every activation under every loss and
// regularizer. One build has them all; those that are for another compiler or for the sanitizers
// say -DPICOMLP_FEWER_TYPES, and have one of five.
#pragma once

namespace testing {

#ifdef PICOMLP_FEWER_TYPES
inline constexpr bool fewer_types = true;
#else
inline constexpr bool fewer_types = false;
#endif

}  // namespace testing
