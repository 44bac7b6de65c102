// SPDX-License-Identifier: MIT
// What a shape that is known at run time costs beside one that is a type: instructions of a
// prediction and of a training step, and bytes of memory. Exit code 1 beyond the limits.
#include <stdio.h>

#include "board.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

using net = network<input<16>, dense<32, relu>, dense<32, relu>, dense<4, softmax>>;
using teacher = trainer<net, softmax_cross_entropy, gradient_descent, batch<1>>;
using known = activation_list<relu, softmax>;
using any_network = dynamic_network<known>;
using any_teacher =
    dynamic_trainer<known, loss_list<softmax_cross_entropy>, optimizer_list<gradient_descent>>;

constexpr dynamic_layer layers[] = {
    {32, code_of<relu>()}, {32, code_of<relu>()}, {4, code_of<softmax>()}};
constexpr dynamic_shape shape{16, layers};
constexpr dynamic_training how{code_of<softmax_cross_entropy>(), code_of<gradient_descent>(), 1};

net::parameters w;
net::scratch scratch;
float x[16], y[4], target[4] = {0, 0, 1, 0};
teacher by_type;
any_network any;
any_teacher by_number;
alignas(8) unsigned char room_to_predict[2048];
alignas(8) unsigned char room_to_train[16384];
bool passed = true;

using job = void (*)();
[[gnu::noipa]] void nothing() {}
[[gnu::noipa]] void predict_by_type() { passed = passed && ok(predict(w, scratch, x, y)); }
[[gnu::noipa]] void predict_by_number() { passed = passed && ok(any.predict(w.values, x, y)); }
[[gnu::noipa]] void train_by_type() { passed = passed && by_type.step(w, x, target).ok(); }
[[gnu::noipa]] void train_by_number() {
    passed = passed && by_number.step(w.values, x, target).ok();
}

[[gnu::noipa]] uint32_t count(job j) {
    board::start_counting();
    j();
    return board::stop_counting();
}

/// Whether `number` is at most 1.15 times `typed`.
bool compare(const char* what, uint32_t typed, uint32_t number) {
    printf("%s: %lu by type, %lu by number: %lu.%02lu\n", what, static_cast<unsigned long>(typed),
           static_cast<unsigned long>(number), static_cast<unsigned long>(number / typed),
           static_cast<unsigned long>(uint64_t{number} * 100 / typed % 100));
    return uint64_t{number} * 100 <= uint64_t{typed} * 115;
}

/// Whether `wanted` bytes are at most 64 for each layer more than `typed`.
bool compare_bytes(const char* what, size_t typed, size_t wanted) {
    printf("%s: %lu bytes by type, %lu by number\n", what, static_cast<unsigned long>(typed),
           static_cast<unsigned long>(wanted));
    return wanted > 0 && wanted <= typed + 64 * net::layer_count;
}

}  // namespace

int main() {
    xoshiro128pp source{1};
    initialize(w, he_normal{}, source);
    for (float& feature : x) feature = uniform(source, -1.0F, 1.0F);
    if (!ok(any.open(shape, room_to_predict)) || !ok(by_number.open(shape, how, room_to_train))) {
        return 1;
    }
    const uint32_t empty = count(nothing);
    bool good =
        compare("predict", count(predict_by_type) - empty, count(predict_by_number) - empty);
    good = compare("train", count(train_by_type) - empty, count(train_by_number) - empty) && good;
    good = compare_bytes("predict", sizeof scratch, any_network::bytes(shape)) && good;
    good = compare_bytes("train", sizeof by_type, any_teacher::bytes(shape, how)) && good;
    return good && passed ? 0 : 1;
}
