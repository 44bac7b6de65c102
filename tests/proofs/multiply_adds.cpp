// SPDX-License-Identifier: MIT
// Every way in which the kernels for one sample multiply floats and add them, against one plain
// multiplication and one plain addition, by the bits: all triples of special numbers, random
// triples, and sums of several products, in which a kernel may keep a sum in another form. Where
// the library computes floats by integers, this is the proof of it; elsewhere it also holds the
// portable loops of unpacked_terms to the processor's arithmetic.
//
// Usage: multiply_adds [MILLIONS]
// so many random triples, each with a new sum of products: of the library's kernels on an emulated
// board, of the portable loops elsewhere. For the profile `separate`.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/detail/elementwise.hpp"
#include "picomlp/kernels/sample/software_floats.hpp"
#include "picomlp/kernels/sample/unpacked_terms.hpp"

namespace {

using picomlp::dense_shape;

uint32_t bits_of(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}
float float_of(uint32_t bits) {
    float x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}
bool is_nan(float x) { return (bits_of(x) & 0x7fffffffU) > 0x7f800000U; }
bool is_finite(float x) { return (bits_of(x) & 0x7f800000U) != 0x7f800000U; }
/// A NaN's payload is not part of the numeric contract.
bool same(float a, float b) { return bits_of(a) == bits_of(b) || (is_nan(a) && is_nan(b)); }

// The plain operations, each by itself whatever a compiler may do.
float product_of(float a, float b) {
    const volatile float product = a * b;
    return product;
}
float sum_of(float a, float b) {
    const volatile float sum = a + b;
    return sum;
}
float madd(float a, float b, float c) { return sum_of(product_of(a, b), c); }

/// The library, as this target has it.
struct library {
    static constexpr const char* name = "library";
    static void forward(dense_shape shape, const float* w, const float* x, float* z) {
        picomlp::kernels::dense_forward(shape, w, x, z);
    }
    static void forward_relu(dense_shape shape, const float* w, const float* x, float* z) {
        picomlp::kernels::dense_forward_relu(shape, w, x, z);
    }
    static void backward(dense_shape shape, const float* w, const float* delta, float* dx) {
        picomlp::kernels::dense_backward_sample(shape, w, delta, dx);
    }
    static void gradient(dense_shape shape, const float* x, const float* delta, float* g) {
        picomlp::kernels::dense_gradient_sample(shape, x, delta, g);
    }
    static bool step(size_t count, float rate, const float* g, float* w) {
        return picomlp::kernels::sgd_step(count, rate, g, w);
    }
};

/// A backend's kernels, on any processor.
template <class Backend>
struct kernels_of {
    using backend = Backend;
    using products = picomlp::kernels::sample_products<backend, float>;
    static void forward(dense_shape shape, const float* w, const float* x, float* z) {
        products::forward(shape, w, x, z);
    }
    static void forward_relu(dense_shape shape, const float* w, const float* x, float* z) {
        if constexpr (backend::has_forward_relu) {
            backend::forward_relu(shape, w, x, z);
        } else {
            products::forward(shape, w, x, z);
            backend::relu(shape.outputs, z);
        }
    }
    static void backward(dense_shape shape, const float* w, const float* delta, float* dx) {
        products::backward(shape, w, delta, dx);
    }
    static void gradient(dense_shape shape, const float* x, const float* delta, float* g) {
        products::gradient(shape, x, delta, g);
    }
    static bool step(size_t count, float rate, const float* g, float* w) {
        return picomlp::kernels::sgd_kernels<backend, float>::sgd_step(count, rate, g, w);
    }
};
/// The loops of processors that multiply to 64 bits.
struct portable : kernels_of<picomlp::kernels::software_floats<picomlp::kernels::unpacked_terms>> {
    static constexpr const char* name = "unpacked_terms";
};
/// One operation of the processor's or the compiler's after another.
using plain = kernels_of<picomlp::kernels::scalar_backend<float>>;

bool report(const char* kernels, const char* what, float a, float b, float c, float got,
            float want) {
    printf("%s, %s of %08lx, %08lx, %08lx is %08lx instead of %08lx\n", kernels, what,
           static_cast<unsigned long>(bits_of(a)), static_cast<unsigned long>(bits_of(b)),
           static_cast<unsigned long>(bits_of(c)), static_cast<unsigned long>(bits_of(got)),
           static_cast<unsigned long>(bits_of(want)));
    return false;
}

/// Three numbers in all kernels.
template <class Kernels>
bool triple_is_right(float a, float b, float c) {
    const char* const name = Kernels::name;
    constexpr dense_shape one{1, 1};
    const float w[2] = {b, c};
    float z;
    Kernels::forward(one, w, &a, &z);
    const float sum = madd(a, b, c);
    if (!same(z, sum)) return report(name, "forward", a, b, c, z, sum);

    float updated = c;
    const bool stepped = Kernels::step(1, float_of(bits_of(a) ^ 0x80000000U), &b, &updated);
    if (stepped != is_finite(sum)) return report(name, "check of a step", a, b, c, updated, sum);
    if (!same(updated, stepped ? sum : c)) return report(name, "step", a, b, c, updated, sum);

    float g[2];
    Kernels::gradient(one, &a, &b, g);
    const float product = product_of(a, b);
    if (!same(g[0], product)) return report(name, "gradient", a, b, c, g[0], product);

    float dx;
    Kernels::backward(one, &a, &b, &dx);
    const float back = sum_of(product, 0.0F);
    if (!same(dx, back)) return report(name, "backward", a, b, c, dx, back);
    return true;
}

constexpr size_t terms = 7;  // a single segment: kernels/order.hpp

/// bias + the products of two rows, in order.
template <class Kernels>
bool sum_is_right(const float* a, const float* b, float bias) {
    float w[terms + 1];
    float sum = bias;
    for (size_t k = 0; k < terms; ++k) {
        w[k] = b[k];
        sum = madd(a[k], b[k], sum);
    }
    w[terms] = bias;
    float z;
    Kernels::forward({terms, 1}, w, a, &z);
    if (!same(z, sum)) return report(Kernels::name, "sum of seven", a[0], b[0], bias, z, sum);
    return true;
}

// Magnitudes at and around whatever a kernel may distinguish.
const uint32_t special[] = {
    0x00000000, 0x00000001, 0x007fffff,  // zero, the smallest and the largest subnormal
    0x00800000, 0x00800001, 0x00ffffff,
    0x01000000,                          // the smallest normal numbers
    0x1f800000, 0x20000000, 0x20400001,  // about 2^-64: products at the lower limit
    0x32800000, 0x33000000, 0x33800000,
    0x34000001,  // 2^-26, 2^-25, 2^-24, 2^-23 and a bit
    0x3f000000, 0x3f7fffff, 0x3f800000,
    0x3f800001,  // 1/2, about 1
    0x3f800800, 0x3fb504f3, 0x3fffffff,
    0x40400000,                          // 1 + 2^-12, whose square is a tie; sqrt(2); 2; 3
    0x43fffffd,                          // plus 1 and a bit: the carry drops the bit below a tie
    0x4b7fffff, 0x4b800001, 0x4c000000,  // about 2^24
    0x5f000000, 0x5f7fffff, 0x5f800000,  // about 2^64: products at the upper limit
    0x7effffff, 0x7f000000, 0x7f7fffff,
    0x7f800000,              // the largest numbers, infinity
    0x7fc00000, 0x7f800001,  // NaN, quiet and signalling
};
constexpr uint32_t special_count = 2 * sizeof special / sizeof special[0];
float special_number(uint32_t k) { return float_of(special[k / 2] | k % 2 << 31); }

class random_numbers {
  public:
    uint32_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return static_cast<uint32_t>(state_ >> 20);
    }
    uint32_t below(uint32_t count) { return next() % count; }

    /// Any bits; or an exponent close to 0, to another number's or to a limit, often with few bits,
    /// since those make ties; now and then a special number.
    float number() {
        const uint32_t bits = next();
        uint32_t fraction = next() & 0x7fffffU;
        switch (below(8)) {
            case 0:
                return float_of(bits);
            case 1:
                return special_number(below(special_count));
            case 2:
            case 3:
                fraction &= 0xffffffffU << below(24);
                break;
            case 4:
                fraction |= ~(0xffffffffU << below(24));
                break;
            default:
                break;
        }
        const uint32_t exponent = below(16) == 0 ? 64 + below(4) : 118 + below(18);
        return float_of((bits & 0x80000000U) | exponent << 23 | (fraction & 0x7fffffU));
    }

    /// Something to add to a product: often one that leaves next to nothing of it, or that lies so
    /// many places beside it.
    float addend(float product) {
        const uint32_t choice = below(4);
        if (choice < 2 || !is_finite(product)) return number();
        if (choice == 2) return float_of((bits_of(product) ^ 0x80000000U) + below(9) - 4);
        const uint32_t exponent = (bits_of(product) >> 23 & 255U) + below(60) - 30;
        return float_of((bits_of(number()) & 0x807fffffU) | (exponent & 255U) << 23);
    }

  private:
    uint64_t state_ = 88172645463325252U;
};

/// Whole layers against plain kernels: rows and columns lie apart there, sums have segments and
/// several accumulators, and special numbers stand among others.
/// `has_zeros_alone`: of either sign.
template <class Kernels>
bool layer_is_right(dense_shape shape, bool has_zeros_alone, random_numbers& random) {
    constexpr size_t most_units = 36;
    constexpr size_t most_parameters = 21 * 20;
    float w[most_parameters] = {};
    float x[most_units] = {};
    float delta[most_units] = {};
    const size_t count = (size_t{shape.inputs} + 1) * shape.outputs;
    const auto drawn = [&] {
        return has_zeros_alone ? special_number(random.below(8) == 0) : random.number();
    };
    for (size_t k = 0; k < count; ++k) {
        w[k] = has_zeros_alone && random.below(8) != 0 ? -0.0F : drawn();
    }
    for (uint32_t i = 0; i < shape.inputs; ++i) x[i] = drawn();
    for (uint32_t o = 0; o < shape.outputs; ++o) delta[o] = drawn();

    float got[most_parameters];
    float want[most_parameters];
    const auto compare = [&](const char* what, size_t numbers) {
        for (size_t k = 0; k < numbers; ++k) {
            if (same(got[k], want[k])) continue;
            printf("%s, %s of %lu x %lu: number %lu is %08lx instead of %08lx\n", Kernels::name,
                   what, static_cast<unsigned long>(shape.outputs),
                   static_cast<unsigned long>(shape.inputs), static_cast<unsigned long>(k),
                   static_cast<unsigned long>(bits_of(got[k])),
                   static_cast<unsigned long>(bits_of(want[k])));
            return false;
        }
        return true;
    };
    Kernels::forward(shape, w, x, got);
    plain::forward(shape, w, x, want);
    if (!compare("forward", shape.outputs)) return false;
    Kernels::forward_relu(shape, w, x, got);
    plain::forward_relu(shape, w, x, want);
    if (!compare("forward with relu", shape.outputs)) return false;
    Kernels::backward(shape, w, delta, got);
    plain::backward(shape, w, delta, want);
    if (!compare("backward", shape.inputs)) return false;
    Kernels::gradient(shape, x, delta, got);
    plain::gradient(shape, x, delta, want);
    return compare("gradient", count);
}

template <class Kernels>
bool layers_are_right(uint32_t rounds) {
    constexpr dense_shape shapes[] = {{1, 36}, {36, 1},  {3, 17}, {17, 3},
                                      {9, 5},  {20, 20}, {33, 9}};
    random_numbers random;
    for (uint32_t k = 0; k < rounds; ++k) {
        for (const dense_shape shape : shapes) {
            if (!layer_is_right<Kernels>(shape, k % 4 == 0, random)) return false;
        }
    }
    printf("%s: %lu layers are right\n", Kernels::name,
           static_cast<unsigned long>(rounds * sizeof shapes / sizeof shapes[0]));
    return true;
}

template <class Kernels>
bool all_are_right(uint32_t random_count) {
    if (!layers_are_right<Kernels>(random_count / 500)) return false;
    for (uint32_t i = 0; i < special_count; ++i) {
        for (uint32_t j = 0; j < special_count; ++j) {
            for (uint32_t k = 0; k < special_count; ++k) {
                if (!triple_is_right<Kernels>(special_number(i), special_number(j),
                                              special_number(k))) {
                    return false;
                }
            }
        }
    }
    random_numbers random;
    for (uint32_t k = 0; k < random_count; ++k) {
        const float x = random.number();
        const float y = random.number();
        if (!triple_is_right<Kernels>(x, y, random.addend(product_of(x, y)))) return false;
        float a[terms];
        float b[terms];
        float sum = k % 4 == 0 ? -0.0F : random.number();
        const float bias = sum;
        for (size_t t = 0; t < terms; ++t) {
            a[t] = random.below(4) == 0 ? special_number(random.below(2)) : random.number();
            b[t] = random.number();
            // Now and then the sum vanishes.
            if (random.below(8) == 0) {
                a[t] = 1.0F;
                b[t] = float_of(bits_of(sum) ^ 0x80000000U);
            }
            sum = madd(a[t], b[t], sum);
        }
        if (!sum_is_right<Kernels>(a, b, bias)) return false;
    }
    printf("%s: %lu triples of special numbers and %lu random ones are right\n", Kernels::name,
           static_cast<unsigned long>(special_count) * special_count * special_count,
           static_cast<unsigned long>(random_count));
    return true;
}

}  // namespace

int main(int count, char** words) {
    const uint32_t millions = count > 1 ? static_cast<uint32_t>(atol(words[1])) : 0;
#ifdef PICOMLP_EMULATED_BOARD
    return all_are_right<library>(millions > 0 ? millions * 1000000U : 100000U) ? 0 : 1;
#else
    if (millions > 0) return all_are_right<portable>(millions * 1000000U) ? 0 : 1;
    return all_are_right<library>(1000000) && all_are_right<portable>(1000000) ? 0 : 1;
#endif
}
