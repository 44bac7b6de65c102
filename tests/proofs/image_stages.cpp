// SPDX-License-Identifier: MIT
// Images: those of the writer in Python (tests/image/golden), read and written again, and a model
// with test vectors that are made here. What one target writes has the bytes of every other one, so
// any of them reads it.
#include "image/golden/images.hpp"
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

/// Memory for whatever is opened over it, and for images in place.
class aligned_room {
  public:
    explicit aligned_room(size_t bytes) : words_(bytes / sizeof(uint64_t) + 8), bytes_(bytes) {
        const auto address = reinterpret_cast<uintptr_t>(words_.data());
        first_ = reinterpret_cast<unsigned char*>(words_.data()) + (64 - address % 64) % 64;
    }
    unsigned char* data() { return first_; }
    size_t size() const { return bytes_; }
    memory_block block() { return {first_, bytes_}; }

  private:
    values<uint64_t> words_;
    size_t bytes_;
    unsigned char* first_;
};

/// The image's bytes but its CRC, with which every image would have the same sum. After a reset
/// the sum is then that CRC.
void add_image(checksum& results, const unsigned char* bytes, size_t size) {
    for (size_t k = 0; k + 4 < size; ++k) results.add(bytes[k]);
}

/// Opens a copy from an odd address into `memory`, and in place, where only a big-endian machine
/// refuses.
template <class T>
basic_image<T> opened(checksum& results, const unsigned char* bytes, size_t size,
                      aligned_room& memory) {
    aligned_room place(size + 1);
    memcpy(place.data(), bytes, size);
    basic_image<T> in_place;
    const status expected =
        picomlp::detail::is_little_endian ? status::ok : status::unsupported_version;
    results.add(static_cast<uint32_t>(in_place.open(place.data(), size) == expected));
    memcpy(place.data() + 1, bytes, size);
    basic_image<T> copy;
    results.add(
        static_cast<uint32_t>(copy.open(place.data() + 1, size, memory.data(), memory.size())));
    return copy;
}

template <class T>
void add_contents(checksum& results, const basic_image<T>& image) {
    const dynamic_shape shape = image.shape();
    results.add(shape.inputs);
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        results.add(shape.layers[l].outputs);
        results.add(shape.layers[l].activation);
    }
    const auto add = [&](const T* numbers, size_t count) {
        for (size_t k = 0; k < count; ++k) results.add(numbers[k]);
    };
    add(image.parameters(), image.parameter_count());
    add(image.scaling().offset, image.scaling().features);
    add(image.scaling().factor, image.scaling().features);
    add(image.targets().offset, image.targets().targets);
    add(image.targets().scale, image.targets().targets);
    const test_vectors<T> vectors = image.vectors();
    add(vectors.x, size_t{vectors.samples} * shape.inputs);
    add(vectors.y, size_t{vectors.samples} * shape.outputs());
    for (uint32_t f = 0; f < image.feature_name_count(); ++f) {
        results.add(static_cast<uint32_t>(image.feature_name(f).size));
    }
    results.add(static_cast<uint32_t>(image.text().size));
}

/// What the model gives for the samples x, as outputs behind one another.
template <class T>
values<T> predictions(checksum& results, const basic_image<T>& image, const T* x,
                      uint32_t samples) {
    using any_model = basic_dynamic_model<T, all_activations>;
    aligned_room memory(any_model::bytes(image));
    any_model model;
    results.add(static_cast<uint32_t>(model.open(image, memory.block())));
    const uint32_t outputs = image.shape().outputs();
    values<T> y(size_t{samples} * outputs);
    for (uint32_t s = 0; s < samples; ++s) {
        results.add(static_cast<uint32_t>(
            model.predict(x + size_t{s} * image.shape().inputs, y.data() + size_t{s} * outputs)));
    }
    results.add(y);
    results.add(static_cast<uint32_t>(model.self_test()));
    return y;
}

/// Of what has been read.
template <class T>
void write_again(checksum& results, const basic_image<T>& image) {
    image_contents<T> contents;
    contents.shape = image.shape();
    contents.parameters = image.parameters();
    contents.scaling = image.scaling();
    contents.targets = image.targets();
    const char* names[2][3];
    for (uint32_t f = 0; f < image.feature_name_count(); ++f) {
        names[0][f] = image.feature_name(f).first;
    }
    for (uint32_t c = 0; c < image.class_name_count(); ++c) {
        names[1][c] = image.class_name(c).first;
    }
    if (image.feature_name_count() > 0) contents.feature_names = names[0];
    contents.class_names = names[1];
    contents.class_name_count = image.class_name_count();
    contents.text = image.text().first;
    contents.test_x = image.vectors().x;
    contents.test_y = image.vectors().y;
    contents.test_samples = image.vectors().samples;
    aligned_room written(image_bytes(contents));
    if (!ok(write_image(contents, written.data(), written.size()))) return;
    add_image(results, written.data(), written.size());
}

template <class T>
void from_python(checksum& results) {
    constexpr bool fused = profile == rounding_profile::fused;
    const unsigned char* bytes;
    size_t size;
    if constexpr (sizeof(T) == sizeof(float)) {
        bytes = fused ? golden::every_section_fused : golden::every_section_separate;
        size = sizeof golden::every_section_fused;
    } else {
        bytes = fused ? golden::some_sections_fused : golden::some_sections_separate;
        size = sizeof golden::some_sections_fused;
    }
    checksum statuses;
    aligned_room memory(size);
    const basic_image<T> image = opened<T>(statuses, bytes, size, memory);
    if (!image.is_open()) return;
    write_again(results, image);
    results.mark_end_of("the image's own CRC");
    results.add(statuses.value());
    add_contents(results, image);
    results.mark_end_of("contents");
    predictions(results, image, image.vectors().x, image.vectors().samples);
    results.mark_end_of("predictions");
}

/// A classifier with scalings of its features, whose outputs are unlike 0 and 1.
template <class T>
void with_vectors(checksum& results) {
    static constexpr dynamic_layer layers[] = {
        {9, code_of<hyperbolic_tangent>()}, {6, code_of<relu>()}, {3, code_of<softmax>()}};
    constexpr uint32_t features = 5;
    constexpr uint32_t samples = 4;
    image_contents<T> contents;
    contents.shape = {features, layers};
    const values<T> parameters = random_values<T>(parameter_count_of(contents.shape), 71, -1);
    const values<T> offset = random_values<T>(features, 72);
    const values<T> factor = random_values<T>(features, 73);
    contents.parameters = parameters.data();
    contents.scaling = {offset.data(), factor.data(), features};
    aligned_room without(image_bytes(contents));
    aligned_room first_copy(without.size());
    results.add(static_cast<uint32_t>(write_image(contents, without.data(), without.size())));
    add_image(results, without.data(), without.size());
    results.mark_end_of("without vectors");
    const values<T> x = random_values<T>(size_t{features} * samples, 74);
    const values<T> y = predictions(
        results, opened<T>(results, without.data(), without.size(), first_copy), x.data(), samples);
    results.mark_end_of("predictions");

    contents.test_x = x.data();
    contents.test_y = y.data();
    contents.test_samples = samples;
    aligned_room with(image_bytes(contents));
    aligned_room second_copy(with.size());
    results.add(static_cast<uint32_t>(write_image(contents, with.data(), with.size())));
    add_image(results, with.data(), with.size());
    results.mark_end_of("with vectors");
    predictions(results, opened<T>(results, with.data(), with.size(), second_copy), x.data(),
                samples);
    results.mark_end_of("self-test");
}

}  // namespace

stage_list image_stages() {
    static constexpr stage all[] = {
        {"images/from_python.float", range::normal, unless_small<from_python<float>>},
        {"images/from_python.double", range::normal, unless_small<from_python<double>>},
        {"images/with_vectors.float", range::normal, unless_small<with_vectors<float>>},
        {"images/with_vectors.double", range::normal, unless_small<with_vectors<double>>},
    };
    return all;
}

}  // namespace testing
