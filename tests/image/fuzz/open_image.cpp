// SPDX-License-Identifier: MIT
// For fuzzers: opens any bytes as an image and reads everything that it says is there. Build it
// with clang's -fsanitize=fuzzer (the build does, where clang has it), or with driver.cpp beside
// it.
// fast_crc32.cpp takes the place of the library's crc32().
//
// The first byte says how: 1 makes the checksum right, so that what is behind it is reached; 2
// reads numbers as double; 4 looks for a network of int8. A copy of the others is the image.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "picomlp/base/crc32.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/image/predict_quantized.hpp"
#include "picomlp/image/write_image.hpp"
#include "picomlp/image/write_quantized_image.hpp"

namespace {

using picomlp::status;

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "open_image: %s\n", what);
    std::abort();
}

/// Exactly so many bytes, at a multiple of 16: sanitizers see what is read beyond.
struct exact_memory {
    explicit exact_memory(std::size_t size)
        : first(static_cast<unsigned char*>(std::malloc(size == 0 ? 1 : size))) {
        require(first != nullptr, "no memory left");
    }
    exact_memory(const exact_memory&) = delete;
    exact_memory& operator=(const exact_memory&) = delete;
    ~exact_memory() { std::free(first); }

    unsigned char* first;
};

template <class T>
void require_finite(const T* numbers, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
        require(numbers[k] - numbers[k] == T(0), "a number is not finite");
    }
}

const char* checked_text(picomlp::image_text text) {
    require(text.first != nullptr && std::strlen(text.first) == text.size,
            "a text has another end");
    return text.first;
}

/// What an image says besides its network, with the texts' places.
template <class T>
struct description {
    picomlp::image_description<T> all;
    std::vector<const char*> features, classes;
};

/// Reads all of it.
template <class T, class Image>
void describe(const Image& model, description<T>& to) {
    const picomlp::dynamic_shape shape = model.shape();
    require(ok(picomlp::check_shape(shape)), "the shape is unusable");
    const auto scaling = model.scaling();
    const auto targets = model.targets();
    const auto vectors = model.vectors();
    require(scaling.features == 0 || scaling.features == shape.inputs, "features");
    require(targets.targets == 0 || targets.targets == shape.outputs(), "targets");
    require_finite(scaling.offset, scaling.features);
    require_finite(scaling.factor, scaling.features);
    require_finite(targets.offset, targets.targets);
    for (std::uint32_t k = 0; k < targets.targets; ++k) {
        require(targets.scale[k] != T(0), "a scale is 0");
    }
    require_finite(targets.scale, targets.targets);
    require_finite(vectors.x, std::size_t{vectors.samples} * shape.inputs);
    require_finite(vectors.y, std::size_t{vectors.samples} * shape.outputs());

    for (std::uint32_t k = 0; k < model.feature_name_count() && k < 300; ++k) {
        to.features.push_back(checked_text(model.feature_name(k)));
    }
    for (std::uint32_t k = 0; k < model.class_name_count() && k < 300; ++k) {
        to.classes.push_back(checked_text(model.class_name(k)));
    }
    to.all.scaling = scaling;
    to.all.targets = targets;
    to.all.test_x = vectors.x;
    to.all.test_y = vectors.y;
    to.all.test_samples = vectors.samples;
    if (!to.features.empty() && to.features.size() == model.feature_name_count()) {
        to.all.feature_names = to.features.data();
    }
    if (!to.classes.empty() && to.classes.size() == model.class_name_count()) {
        to.all.class_names = to.classes.data();
        to.all.class_name_count = model.class_name_count();
    }
    if (model.text().first != nullptr) to.all.text = checked_text(model.text());
}

/// Writes an image of contents, and reads that; same(what was read) compares.
template <class Image, class Contents, class Same>
void write_again(const Contents& contents, Same same) {
    const std::size_t size = picomlp::image_bytes(contents);
    require(size > 0, "what was read cannot be written");
    const exact_memory written(size);
    require(ok(picomlp::write_image(contents, written.first, size)), "it is not written");
    Image again;
    const exact_memory copy(size);
    require(ok(again.open(written.first, size, copy.first, size)), "what was written is not read");
    require(same(again), "what was written is something else");
}

/// Reads everything, and writes an image of it.
template <class T>
void walk(const picomlp::basic_image<T>& model) {
    const picomlp::dynamic_shape shape = model.shape();
    description<T> described;
    describe(model, described);
    require(picomlp::parameter_count_of(shape) == model.parameter_count(), "another count");
    require_finite(model.parameters(), model.parameter_count());
    picomlp::image_contents<T> contents;
    static_cast<picomlp::image_description<T>&>(contents) = described.all;
    contents.shape = shape;
    contents.parameters = model.parameters();
    write_again<picomlp::basic_image<T>>(contents, [&](const picomlp::basic_image<T>& again) {
        return picomlp::same_shape(again.shape(), shape) &&
               std::memcmp(again.parameters(), model.parameters(),
                           model.parameter_count() * sizeof(T)) == 0;
    });
}

/// Opens the network, and predicts, which reads every weight and may read every table.
template <class Rounding>
void run(const picomlp::quantized_image& model) {
    const std::size_t wanted = model.network_bytes();
    require(wanted > 0, "a network of no bytes");
    const exact_memory memory(wanted);
    picomlp::quantized_network<Rounding> net;
    require(ok(model.open_network(net, {memory.first, wanted})), "the network is not opened");
    const exact_memory scratch(net.float_scratch_bytes());
    const picomlp::memory_block all(scratch.first, net.float_scratch_bytes());
    const std::vector<float> x(net.inputs(), 1);
    std::vector<float> y(net.outputs());
    const status predicted = picomlp::predict(model, net, x.data(), all, y.data());
    require(ok(predicted) || predicted == status::not_finite_input ||
                predicted == status::not_finite_output,
            "it does not predict");
    const status tested = picomlp::self_test(model, net, all);
    require(tested != status::unusable_shape && tested != status::too_little_memory,
            "it cannot be tested");
}

void walk(const picomlp::quantized_image& model) {
    description<float> described;
    describe(model, described);
    std::vector<picomlp::quantized_layer> layers(model.shape().layer_count);
    picomlp::quantized_contents contents;
    static_cast<picomlp::image_description<float>&>(contents) = described.all;
    contents.network = model.network(layers.data());
    contents.rounding = model.rounding();
    require(ok(picomlp::detail::check_quantized_shape(contents.network)),
            "the network would refuse its layers");
    write_again<picomlp::quantized_image>(contents, [&](const picomlp::quantized_image& again) {
        std::vector<picomlp::quantized_layer> others(layers.size());
        const picomlp::quantized_shape other = again.network(others.data());
        const auto last = layers.back().outputs;
        return picomlp::same_shape(again.shape(), model.shape()) &&
               other.input_scale == contents.network.input_scale &&
               std::memcmp(others.back().biases, layers.back().biases, last * sizeof(int32_t)) == 0;
    });
    if (model.rounding() == picomlp::code_of<picomlp::double_rounding>()) {
        run<picomlp::double_rounding>(model);
    } else {
        run<picomlp::single_rounding>(model);
    }
}

template <class Image>
void open(const unsigned char* bytes, std::size_t size) {
    Image in_place;
    const status opened = in_place.open(bytes, size);
    require(in_place.is_open() == ok(opened), "open without ok, or ok without being open");
    // At an odd address, from which it is copied.
    const exact_memory odd(size + 1);
    std::memcpy(odd.first + 1, bytes, size);
    const std::size_t stated = picomlp::stated_image_bytes(bytes, size);
    const std::size_t room = stated <= size ? stated : 0;
    const exact_memory memory(room);
    Image copy;
    const status copied = copy.open(odd.first + 1, size, memory.first, room);
    require(copied == opened || !picomlp::detail::is_little_endian, "a copy has another status");
    if (ok(opened)) walk(in_place);
    if (ok(copied)) walk(copy);
}

void seal(unsigned char* bytes, std::size_t size) {
    const std::size_t stated = picomlp::stated_image_bytes(bytes, size);
    const std::size_t length = stated != 0 && stated <= size ? stated : size;
    if (length < 4) return;
    const std::uint32_t checksum = picomlp::crc32(0, bytes, length - 4);
    for (unsigned k = 0; k < 4; ++k) {
        bytes[length - 4 + k] = static_cast<unsigned char>(checksum >> 8 * k & 0xff);
    }
}

}  // namespace

void test_fast_crc32();

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    [[maybe_unused]] static const bool tested = (test_fast_crc32(), true);
    if (size == 0) return 0;
    const unsigned orders = data[0];
    const exact_memory image(size - 1);
    std::memcpy(image.first, data + 1, size - 1);
    if ((orders & 1) != 0) seal(image.first, size - 1);
    if ((orders & 4) != 0) {
        open<picomlp::quantized_image>(image.first, size - 1);
    } else if ((orders & 2) != 0) {
        open<picomlp::basic_image<double>>(image.first, size - 1);
    } else {
        open<picomlp::image>(image.first, size - 1);
    }
    return 0;
}
