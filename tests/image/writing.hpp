// SPDX-License-Identifier: MIT
// Writing images piece by piece, and contents that are refused, of floats and of int8.
#pragma once

#include <cstddef>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"

namespace testing {

/// Keeps what it is given; fails at one of the calls, counted from 0.
struct recorder {
    bytes kept;
    int calls = 0;
    int fails_at = -1;

    static picomlp::status write(void* context, const void* data, std::size_t count) {
        auto& self = *static_cast<recorder*>(context);
        if (self.calls++ == self.fails_at) return picomlp::status::diverged;
        const auto* const first = static_cast<const unsigned char*>(data);
        self.kept.insert(self.kept.end(), first, first + count);
        return picomlp::status::ok;
    }
};

/// Neither way writes anything.
template <class Contents>
void check_refused(const Contents& contents, picomlp::status expected) {
    CHECK(picomlp::image_bytes(contents) == 0);
    bytes to(4096, 0x5a);
    CHECK(picomlp::write_image(contents, to.data(), to.size()) == expected);
    CHECK(to == bytes(4096, 0x5a));
    recorder all;
    CHECK(picomlp::write_image(contents, recorder::write, &all) == expected);
    CHECK(all.calls == 0);
}

}  // namespace testing
