// SPDX-License-Identifier: MIT
// Images, and where C opens them.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "doctest_config.hpp"
#include "image/image_cases.hpp"
#include "picomlp/c/model.h"
#include "reference/dynamic_checks.hpp"

namespace testing {

/// The image of these contents.
template <class T>
bytes image_of(const picomlp::image_contents<T>& contents) {
    bytes file(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, file.data(), file.size()) == picomlp::status::ok);
    return file;
}

/// A model of the image's, in just as many bytes as it wants.
struct c_model {
    explicit c_model(const aligned_bytes& file,
                     const picomlp_activations& known = picomlp_all_activations)
        : memory(picomlp_model_bytes(file.data(), file.size()), picomlp_alignment) {
        opened = picomlp_model_open(&model, file.data(), file.size(), &known, memory.block().first,
                                    memory.block().bytes);
    }

    reference::exact_memory memory;
    picomlp_model* model = nullptr;
    int opened;
};

}  // namespace testing
