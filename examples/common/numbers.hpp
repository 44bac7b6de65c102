// SPDX-License-Identifier: MIT
// Numbers as text that reads back to the same bits.
#pragma once

#include <string>

/// The shortest decimal that is nearer to `value` than to any other double, as Python prints it
/// ("0.5", "1e-05", "1773.5859549373833").
std::string shortest(double value);
/// The same among floats.
std::string shortest(float value);

/// 17 significant digits, enough for any double.
std::string seventeen_digits(double value);
