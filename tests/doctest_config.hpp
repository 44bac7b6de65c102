// SPDX-License-Identifier: MIT
// doctest, configured once for every test: the library is built without exceptions, so are these.
#pragma once

#define DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS
#define DOCTEST_CONFIG_SUPER_FAST_ASSERTS
#include <doctest/doctest.h>
