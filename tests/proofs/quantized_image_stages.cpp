// SPDX-License-Identifier: MIT
// Images of networks of int8: those of the writer in Python (tests/image/golden), opened in place
// and as copies, written again, predicted and self-tested. Both profiles have the same lines.
#include "image/golden/quantized_images.hpp"
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

/// Memory of so many bytes, at a multiple of 8.
class room {
  public:
    explicit room(size_t bytes) : words_(bytes / sizeof(uint64_t) + 2), bytes_(bytes) {}
    unsigned char* data() { return reinterpret_cast<unsigned char*>(words_.data()); }
    memory_block block() { return {data(), bytes_}; }

  private:
    values<uint64_t> words_;
    size_t bytes_;
};

/// Of what has been read. Its CRC is left out, with which every image would have the same sum.
void write_again(checksum& results, const quantized_image& file) {
    quantized_layer layers[3];
    const char* names[2][3];
    for (uint32_t f = 0; f < 3; ++f) names[0][f] = file.feature_name(f).first;
    for (uint32_t c = 0; c < 2; ++c) names[1][c] = file.class_name(c).first;
    quantized_contents contents;
    contents.network = file.network(layers);
    contents.rounding = file.rounding();
    contents.scaling = file.scaling();
    contents.targets = file.targets();
    contents.feature_names = names[0];
    contents.class_names = names[1];
    contents.class_name_count = file.class_name_count();
    contents.text = file.text().first;
    contents.test_x = file.vectors().x;
    contents.test_y = file.vectors().y;
    contents.test_samples = file.vectors().samples;
    const size_t size = image_bytes(contents);
    room written(size);
    if (!ok(write_image(contents, written.data(), size))) return;
    for (size_t k = 0; k + 4 < size; ++k) results.add(written.data()[k]);
}

template <class Rounding>
void predictions(checksum& results, const quantized_image& file) {
    room memory(file.network_bytes());
    quantized_network<Rounding> net;
    results.add(static_cast<uint32_t>(file.open_network(net, memory.block())));
    room scratch(net.float_scratch_bytes());
    const test_vectors<float> vectors = file.vectors();
    for (uint32_t s = 0; s < vectors.samples; ++s) {
        float y[2] = {};
        results.add(static_cast<uint32_t>(
            predict(file, net, vectors.x + size_t{3} * s, scratch.block(), y)));
        for (const float output : y) results.add(output);
    }
    results.add(static_cast<uint32_t>(self_test(file, net, scratch.block())));
}

template <class Rounding>
void from_python(checksum& results) {
    constexpr bool twice = code_of<Rounding>() == code_of<double_rounding>();
    const unsigned char* const bytes = twice ? golden::int8_every_section : golden::int8_single;
    constexpr size_t size = sizeof golden::int8_single;
    static_assert(size == sizeof golden::int8_every_section);
    room place(size + 1);
    memcpy(place.data() + 1, bytes, size);
    room memory(size);
    quantized_image file;
    if (!ok(file.open(place.data() + 1, size, memory.data(), size))) return;
    quantized_image in_place;
    const status expected =
        picomlp::detail::is_little_endian ? status::ok : status::unsupported_version;
    const bool as_expected = in_place.open(bytes, size) == expected;
    write_again(results, file);
    results.mark_end_of("the image's own CRC");
    results.add(static_cast<uint32_t>(as_expected));
    predictions<Rounding>(results, file);
    results.mark_end_of("predictions");
}

}  // namespace

stage_list quantized_image_stages() {
    static constexpr stage all[] = {
        {"images/from_python.int8", range::normal, unless_small<from_python<double_rounding>>},
        {"images/from_python.int8_single", range::normal,
         unless_small<from_python<single_rounding>>},
    };
    return all;
}

}  // namespace testing
