// SPDX-License-Identifier: MIT
// What went wrong, in words.
#pragma once

#include <exception>
#include <string>

namespace testing {

/// The message with which `call` throws; empty when it does not.
template <class Call>
std::string message_of(const Call& call) {
    try {
        call();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace testing
