// SPDX-License-Identifier: MIT
// Opens images by the library, of floats or int8, and runs their self-tests: "ok", "no test
// vectors", or what is wrong.
//
// Or, given --predict and the image of a network of int8, predicts samples of int8 from the
// standard input to the standard output.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace {

/// Bytes at an address that is a multiple of 8.
class aligned {
  public:
    explicit aligned(size_t bytes) : words_(bytes / sizeof(uint64_t) + 1), bytes_(bytes) {}
    void* data() { return words_.data(); }
    size_t size() const { return bytes_; }

  private:
    std::vector<uint64_t> words_;
    size_t bytes_;
};

template <class T>
const char* tested(void* bytes, size_t size) {
    picomlp::basic_image<T> image;
    picomlp::status outcome = image.open(bytes, size);
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    using model = picomlp::basic_dynamic_model<T, picomlp::all_activations>;
    aligned memory(model::bytes(image));
    model opened;
    outcome = opened.open(image, {memory.data(), memory.size()});
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    outcome = opened.self_test();
    return outcome == picomlp::status::no_samples ? "no test vectors" : picomlp::describe(outcome);
}

template <class Rounding>
const char* tested(const picomlp::quantized_image& image) {
    aligned memory(image.network_bytes());
    picomlp::quantized_network<Rounding> network;
    picomlp::status outcome = image.open_network(network, {memory.data(), memory.size()});
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    aligned scratch(network.float_scratch_bytes());
    outcome = picomlp::self_test(image, network, {scratch.data(), scratch.size()});
    if (outcome == picomlp::status::no_samples) return "no test vectors";
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    // predict() gives what the vectors say as well.
    const picomlp::test_vectors<float> vectors = image.vectors();
    const uint32_t inputs = image.shape().inputs;
    const uint32_t outputs = image.shape().outputs();
    std::vector<float> y(outputs);
    for (size_t s = 0; s < vectors.samples; ++s) {
        outcome = picomlp::predict(image, network, vectors.x + s * inputs,
                                   {scratch.data(), scratch.size()}, y.data());
        if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
        if (std::memcmp(y.data(), vectors.y + s * outputs, outputs * sizeof(float)) != 0) {
            return "predictions differ from the self-test";
        }
    }
    return "ok";
}

const char* tested_int8(void* bytes, size_t size) {
    picomlp::quantized_image image;
    const picomlp::status outcome = image.open(bytes, size);
    if (!picomlp::ok(outcome)) return picomlp::describe(outcome);
    return image.rounding() == picomlp::code_of<picomlp::double_rounding>()
               ? tested<picomlp::double_rounding>(image)
               : tested<picomlp::single_rounding>(image);
}

template <class Rounding>
bool predicted(const picomlp::quantized_image& image) {
    aligned memory(image.network_bytes());
    picomlp::quantized_network<Rounding> network;
    if (!picomlp::ok(image.open_network(network, {memory.data(), memory.size()}))) return false;
    aligned scratch(network.scratch_bytes());
    std::vector<int8_t> x(image.shape().inputs);
    std::vector<int8_t> y(image.shape().outputs());
    while (std::fread(x.data(), x.size(), 1, stdin) == 1) {
        const auto done = network.predict(x.data(), {scratch.data(), scratch.size()}, y.data());
        if (!picomlp::ok(done) || std::fwrite(y.data(), y.size(), 1, stdout) != 1) return false;
    }
    return true;
}

bool predicted(void* bytes, size_t size) {
    picomlp::quantized_image image;
    if (!picomlp::ok(image.open(bytes, size))) return false;
    return image.rounding() == picomlp::code_of<picomlp::double_rounding>()
               ? predicted<picomlp::double_rounding>(image)
               : predicted<picomlp::single_rounding>(image);
}

bool holds_int8(const unsigned char* bytes) { return bytes[14] == 1; }  // the minor version

}  // namespace

int main(int count, char** words) {
    const bool predicts = count == 3 && std::strcmp(words[1], "--predict") == 0;
    if (predicts) {
        ++words;
        --count;
    }
    for (int k = 1; k < count; ++k) {
        std::ifstream file(words[k], std::ios::binary);
        const std::vector<char> contents{std::istreambuf_iterator<char>(file), {}};
        if (contents.size() < 32) return 1;
        aligned image(contents.size());
        std::memcpy(image.data(), contents.data(), contents.size());
        if (predicts) return predicted(image.data(), image.size()) ? 0 : 1;
        if (holds_int8(static_cast<const unsigned char*>(image.data()))) {
            std::puts(tested_int8(image.data(), image.size()));
            continue;
        }
        const bool is_double = contents[16] == 2;
        std::puts(is_double ? tested<double>(image.data(), image.size())
                            : tested<float>(image.data(), image.size()));
    }
}
