// SPDX-License-Identifier: MIT
// Opening images of int8: those that are whole, and those that are damaged or made with bad intent.
#include "picomlp/image/quantized_image.hpp"

#include <initializer_list>
#include <string>

#include "doctest_config.hpp"
#include "image/opening.hpp"
#include "image/quantized_cases.hpp"

namespace {

using namespace testing;
using picomlp::quantized_image;
using picomlp::status;

using words = std::initializer_list<std::uint32_t>;

enum kind : std::uint32_t { layers = 1, parameters, scaling, records = 9, integers, int8_bytes };

/// The golden image whose bytes are changed, or that is taken apart and put together again.
template <class Change>
status after(Change change) {
    bytes image = golden_int8();
    change(image);
    seal(image);
    return open_everywhere<quantized_image>(image);
}
template <class Change>
status with(Change change) {
    loose_image image(golden_int8());
    change(image);
    return open_everywhere<quantized_image>(image.whole());
}
/// One word of a section is another.
status with_word(std::uint32_t section, std::size_t at, std::uint32_t value) {
    return with([&](loose_image& i) { set32(i[section].contents, at, value); });
}
/// Where the record of a layer is in its section.
std::size_t record(std::size_t layer, std::size_t field) { return 16 + 32 * layer + field; }

void check_same(const quantized_image& model, const bytes& image) {
    std::vector<picomlp::quantized_layer> all;
    std::vector<const char*> features, classes;
    CHECK(written(contents_of_image(model, all, features, classes)) == image);
}

}  // namespace

TEST_CASE("an image of int8 gives what went into it, at any address") {
    for (const bytes& image : {golden_int8(), golden_int8_single(), golden_int8_smallest()}) {
        const aligned_bytes file(image);
        quantized_image model;
        REQUIRE(open(model, file) == status::ok);
        CHECK(model.size() == image.size());
        check_same(model, image);
        bytes slot = image;
        slot.insert(slot.end(), 100, 0xff);
        const aligned_bytes at_eight(slot, 8);
        REQUIRE(open(model, at_eight) == status::ok);
        check_same(model, image);
        const aligned_bytes at_one(slot, 1);
        const aligned_bytes memory(bytes(image.size(), 0x5a));
        quantized_image copy;
        REQUIRE(copy.open(at_one.data(), at_one.size(), memory.data(), memory.size()) ==
                status::ok);
        std::memset(at_one.data(), 0xff, at_one.size());
        check_same(copy, image);
    }
    const int8_every_section given;
    const aligned_bytes file(golden_int8());
    quantized_image model;
    REQUIRE(open(model, file) == status::ok);
    CHECK(model.rounding() == picomlp::code_of<picomlp::double_rounding>());
    picomlp::quantized_layer all[3];
    const picomlp::quantized_shape shape = model.network(all);
    CHECK(shape.inputs == 3);
    CHECK(shape.input_zero_point == 11);
    CHECK(shape.input_scale == 0.03F);
    REQUIRE(shape.layer_count == 3);
    CHECK(std::memcmp(all[1].weights, given.owned[1].weights.data(), 20) == 0);
    CHECK(std::memcmp(all[1].table, given.owned[1].table.data(), 256) == 0);
    CHECK(all[0].leaky->below.shift == -1);
    CHECK(all[1].multiplier_count == 1);
    CHECK(all[2].biases[1] == given.owned[2].biases[1]);
    CHECK(all[0].activation_parameter == 0.25F);
}

TEST_CASE("weights, tables and multipliers of an image of int8 are used where they lie") {
    quantized_image model;
    CHECK(model.open(golden::int8_every_section, sizeof golden::int8_every_section) ==
          in_place(status::ok));
    if (!is_little_endian) return;
    picomlp::quantized_layer all[3];
    const picomlp::quantized_shape shape = model.network(all);
    const auto place = [&](const void* part) {
        return reinterpret_cast<std::uintptr_t>(part) -
               reinterpret_cast<std::uintptr_t>(+golden::int8_every_section);
    };
    for (std::uint32_t l = 0; l < shape.layer_count; ++l) {
        CHECK(place(all[l].weights) < sizeof golden::int8_every_section);
        CHECK(place(all[l].weights) % 16 == 0);
        CHECK(place(all[l].biases) < sizeof golden::int8_every_section);
        CHECK(place(all[l].multipliers) < sizeof golden::int8_every_section);
    }
    CHECK(place(all[0].leaky) < sizeof golden::int8_every_section);
    CHECK(place(all[1].table) < sizeof golden::int8_every_section);
}

TEST_CASE("an image of int8 that is not open holds nothing") {
    const quantized_image nothing;
    CHECK_FALSE(nothing.is_open());
    CHECK(nothing.rounding() == 0);
    CHECK(nothing.network_bytes() == 0);
    CHECK(nothing.network(nullptr).layer_count == 0);
    picomlp::quantized_network<picomlp::double_rounding> net;
    alignas(8) unsigned char memory[64];
    CHECK(nothing.open_network(net, memory) == status::unusable_shape);
    CHECK_FALSE(net.is_open());
}

TEST_CASE("every single bit of an image of int8 that flips is found") {
    const aligned_bytes changed(golden_int8());
    quantized_image model;
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < 8 * changed.size(); ++bit) {
        const auto mask = static_cast<unsigned char>(1 << bit % 8);
        changed.data()[bit / 8] ^= mask;
        refused += open(model, changed) == status::damaged_data;
        changed.data()[bit / 8] ^= mask;
    }
    CHECK(refused == 8 * changed.size());
    CHECK_FALSE(model.is_open());
    CHECK(open(model, changed) == status::ok);
}

TEST_CASE("an image of int8 cut off anywhere is refused, without a read past its end") {
    check_every_truncation<quantized_image>(golden_int8());
}

TEST_CASE("every byte that is another, with the right checksum, is refused or a model") {
    const bytes right = golden_int8();
    std::size_t accepted = 0;
    for (std::size_t at = 0; at + 4 < right.size(); ++at) {
        for (const unsigned flip : {0x01U, 0x80U, 0xffU}) {
            accepted += after([&](bytes& i) {
                            i[at] = static_cast<unsigned char>(i[at] ^ flip);
                        }) == status::ok;
        }
    }
    CHECK(accepted > 0);
}

TEST_CASE("images of floats and of int8 are not taken for each other") {
    picomlp::image floats;
    const aligned_bytes int8_file(golden_int8());
    CHECK(open(floats, int8_file) == status::unsupported_version);
    // In the other profile the header alone says so.
    CHECK(open_everywhere<quantized_image>(golden_every_section()) == status::unsupported_version);
    CHECK(open_everywhere<quantized_image>(golden_smallest()) == status::unsupported_version);
    CHECK(with([](loose_image& i) {
              i.remove(records);
              i.remove(integers);
              i.remove(int8_bytes);
          }) == status::unsupported_version);
    // Both networks in one.
    CHECK(with([](loose_image& i) {
              i.sections.insert(i.sections.begin() + 1, {parameters, 1, 1, bytes(4, 0)});
          }) == status::damaged_data);
}

TEST_CASE("sections of int8 that are missing, or of another size, are refused") {
    CHECK(with([](loose_image&) {}) == status::ok);
    CHECK(with([](loose_image& i) { i.remove(layers); }) == status::unusable_shape);
    for (const std::uint32_t section : words{integers, int8_bytes}) {
        CHECK(with([&](loose_image& i) { i.remove(section); }) == status::damaged_data);
    }
    for (const std::uint32_t section : words{records, integers, int8_bytes}) {
        CAPTURE(section);
        const auto grown = [&](int step, bool counted) {
            return with([&](loose_image& i) {
                i[section].contents.resize(i[section].contents.size() +
                                           static_cast<std::size_t>(step));
                if (counted) i[section].count += static_cast<std::uint32_t>(step);
            });
        };
        for (const int step : {-16, -4, -1, 1, 4, 16, 32}) {
            CHECK(grown(step, false) == status::damaged_data);
            CHECK(grown(step, true) == status::damaged_data);
        }
        CHECK(with([&](loose_image& i) { i[section].count += 1; }) == status::damaged_data);
        CHECK(with([&](loose_image& i) { i[section].count = 0; }) == status::damaged_data);
        CHECK(with([&](loose_image& i) { i[section].contents.clear(); }) == status::damaged_data);
    }
    // Four more bytes of integers, and counted right: there is no place for them.
    CHECK(with([](loose_image& i) {
              i[integers].contents.resize(i[integers].contents.size() + 4);
              i[integers].count += 1;
          }) == status::damaged_data);
}

TEST_CASE("fields of the whole network are checked") {
    CHECK(with_word(records, 0, picomlp::code_of<picomlp::single_rounding>()) == status::ok);
    for (const std::uint32_t wrong : words{0U, 1U, 0xffffffffU}) {
        CHECK(with_word(records, 0, wrong) == status::unsupported_version);
    }
    CHECK(with_word(records, 4, 0U - 128) == status::ok);
    for (const std::uint32_t wrong : words{128U, 0U - 129, 0x80000000U, 0x100U}) {
        CHECK(with_word(records, 4, wrong) == status::damaged_data);
    }
    CHECK(with_word(records, 8, 0x00800000) == status::ok);
    CHECK(with_word(records, 8, 0x7f7fffff) == status::ok);
    for (const std::uint32_t wrong :
         words{0U, 0x80000000U, 0x007fffffU, 0x7f800000U, 0x7fc00000U, 0xbf800000U}) {
        CHECK(with_word(records, 8, wrong) == status::damaged_data);
        CHECK(with_word(records, record(1, 24), wrong) == status::damaged_data);
    }
    CHECK(with_word(records, 12, 1) == status::damaged_data);
}

TEST_CASE("fields of a layer of int8 are checked") {
    // Multipliers: 1 or as many as units; integers are then missing, or left.
    for (const std::uint32_t wrong : words{0U, 1U, 2U, 4U, 6U, 0x80000000U, 0xffffffffU}) {
        CHECK(with_word(records, record(0, 0), wrong) == status::damaged_data);
    }
    for (const std::uint32_t wrong : words{0U, 2U, 3U, 0x100U, 0xffffffffU}) {
        CHECK(with_word(records, record(0, 4), wrong) == status::damaged_data);
    }
    for (const std::size_t field : {8, 12, 16, 20}) {
        for (const std::uint32_t wrong : words{128U, 0U - 129, 0x80000000U, 0x10000U}) {
            CAPTURE(field);
            CHECK(with_word(records, record(1, field), wrong) == status::damaged_data);
        }
    }
    CHECK(with_word(records, record(1, 8), 126) == status::damaged_data);
    CHECK(with_word(records, record(1, 8), 125) == status::ok);
    CHECK(with_word(records, record(1, 12), 0U - 121) == status::damaged_data);
    CHECK(with_word(records, record(1, 20), 5) == status::ok);
    CHECK(with_word(records, record(0, 20), 5) == status::damaged_data);  // the integers say 4
    CHECK(with_word(records, record(2, 20), 5) == status::damaged_data);  // that of sums is -20
    CHECK(with_word(records, record(2, 28), 1) == status::damaged_data);
    // Other activations are for the programs that know them.
    CHECK(with([](loose_image& i) { set32(i[layers].contents, 4, 0xdeadbeef); }) == status::ok);
}

TEST_CASE("multipliers of an image of int8 are checked, each of them") {
    for (const std::size_t at : {0U, 8U, 32U}) {  // of the first layer
        for (const std::uint32_t wrong : words{31U, 0U - 32, 0x7fffffffU, 0x80000000U}) {
            CHECK(with_word(integers, at + 4, wrong) == status::damaged_data);
        }
        CHECK(with_word(integers, at + 4, 30) == status::ok);
        CHECK(with_word(integers, at + 4, 0U - 31) == status::ok);
        CHECK(with_word(integers, at, 0xffffffff) == status::damaged_data);
        CHECK(with_word(integers, at, 0) == status::ok);
    }
    const std::size_t leaky = 5 * 8 + 5 * 4;
    for (const std::size_t at : {leaky, leaky + 8}) {
        CHECK(with_word(integers, at, 0xffffffff) == status::ok);
        CHECK(with_word(integers, at + 4, 31) == status::damaged_data);
        CHECK(with_word(integers, at + 4, 0U - 32) == status::damaged_data);
    }
    CHECK(with_word(integers, leaky + 16, 5) == status::damaged_data);
}

TEST_CASE("bytes between the weights of layers are zeros") {
    for (const std::size_t at : {std::size_t{15}, std::size_t{16 + 20 + 256}}) {
        CHECK(with([&](loose_image& i) { i[int8_bytes].contents[at] = 1; }) ==
              status::damaged_data);
    }
    CHECK(with([](loose_image& i) { i[int8_bytes].contents[14] = 1; }) == status::ok);
}

TEST_CASE("layers whose weights outnumber every byte are refused") {
    for (const std::uint32_t units : words{6U, 65535U}) {
        CHECK(with([&](loose_image& i) { set32(i[layers].contents, 0, units); }) ==
              status::damaged_data);
        CHECK(with([&](loose_image& i) { set32(i.header, 20, units); }) == status::damaged_data);
    }
    CHECK(with([](loose_image& i) {
              set32(i.header, 20, 65535);
              set32(i[layers].contents, 0, 65535);
              set32(i[records].contents, record(0, 0), 1);
          }) != status::ok);
    for (const std::uint32_t units : words{0U, 65536U, 0xffffffffU}) {
        CHECK(with([&](loose_image& i) { set32(i[layers].contents, 16, units); }) ==
              status::unusable_shape);
    }
}
