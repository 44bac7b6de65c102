// SPDX-License-Identifier: MIT
// A training as the playground does it, from start to end, and what came of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "picomlp/base/status.hpp"
#include "playground/choices.hpp"
#include "playground/data.hpp"

namespace playground {

struct result {
    settings chosen;
    uint32_t steps;  ///< done; fewer than asked for when one was not ok
    picomlp::status status;
    float cost;                      ///< of the training samples, without penalty or dropout
    double accuracy, test_accuracy;  ///< of numbers that are learnt, R squared
    uint32_t crc;                    ///< of the parameters
};

result run(const settings& chosen, uint32_t steps, const given_table& table = {});

/// The first three seeds on both data sets: what a browser has to give, too.
std::vector<settings> compared_settings();

/// One object in JSON, on one line; the CRC in hexadecimal.
std::string as_json(const result& of);

}  // namespace playground
