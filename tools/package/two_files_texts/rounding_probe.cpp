// SPDX-License-Identifier: MIT
// Does the compiler round a*b+c, sums and divisions operation by operation?

namespace picomlp {
namespace rounding_probe {
namespace {

/// A number that the compiler does not know.
float unknown(float number) {
    const volatile float kept = number;
    return kept;
}

bool rounds_each_operation() {
    const float a = unknown(0x1.001p+0F);
    const float difference = a * a - unknown(0x1.002p+0F);  // rounded once: 2^-24
    const float one = unknown(1.0F);
    const float in_order = (unknown(0x1p-24F) + one) - one;
    const float third = unknown(5.0F) / 3.0F;  // by 1/3: 0x1.aaaaacp+0
    return difference == 0.0F && in_order == 0.0F && third == 0x1.aaaaaap+0F;
}

}  // namespace
}  // namespace rounding_probe
}  // namespace picomlp
