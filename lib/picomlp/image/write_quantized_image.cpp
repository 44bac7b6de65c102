// SPDX-License-Identifier: MIT
#include "picomlp/image/write_quantized_image.hpp"

#include "picomlp/image/detail/image_writing.hpp"
#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::byte_stream;
using detail::image_kind;
using detail::quantized_form;
using detail::section_plan;

quantized_form form_of(const quantized_layer& layer) {
    if (layer.table) return quantized_form::table;
    return layer.leaky ? quantized_form::leaky : quantized_form::clamped;
}

uint32_t inputs_of(const quantized_shape& network, uint32_t layer) {
    return layer == 0 ? network.inputs : network.layers[layer - 1].outputs;
}

uint32_t outputs_of(const quantized_shape& network) {
    return network.layers[network.layer_count - 1].outputs;
}

/// What a layer has of the sections of integers and of bytes, from where the earlier ones end.
uint64_t integers_behind(const quantized_layer& layer, uint64_t before) {
    const bool leaky = form_of(layer) == quantized_form::leaky;
    return before + 2 * uint64_t{layer.multiplier_count} + layer.outputs +
           (leaky ? sizeof(quantized_leaky_relu) / sizeof(int32_t) : 0);
}
uint64_t weights_at(uint64_t before) {
    constexpr uint64_t alignment = detail::section_alignment;
    return (before + (alignment - 1)) & ~(alignment - 1);
}
uint64_t bytes_behind(const quantized_layer& layer, uint32_t inputs, uint64_t before) {
    const bool table = form_of(layer) == quantized_form::table;
    return weights_at(before) + uint64_t{inputs} * layer.outputs +
           (table ? activation_table_size : 0);
}

/// Checks the contents and decides where they go.
status prepare(const quantized_contents& contents, section_plan& to) {
    const quantized_shape& network = contents.network;
    const status checked = detail::check_quantized_shape(network);
    if (checked != status::ok) return checked;
    const bool rounds = contents.rounding == code_of<double_rounding>() ||
                        contents.rounding == code_of<single_rounding>();
    if (!rounds) return status::bad_argument;
    uint64_t parameters = 0;
    uint64_t integers = 0;
    uint64_t bytes = 0;
    for (uint32_t l = 0; l < network.layer_count; ++l) {
        const quantized_layer& layer = network.layers[l];
        if (!is_finite(layer.activation_parameter)) return status::not_finite_input;
        const uint32_t inputs = inputs_of(network, l);
        parameters += (uint64_t{inputs} + 1) * layer.outputs;
        integers = integers_behind(layer, integers);
        bytes = bytes_behind(layer, inputs, bytes);
    }
    // What check_shape() refuses of floats, so that all images have the same limit.
    if (parameters > SIZE_MAX / 16) return status::unusable_shape;
    const uint32_t outputs = outputs_of(network);
    const status described = detail::check_description<float>(contents, network.inputs, outputs);
    if (described != status::ok) return described;
    const uint64_t layers = network.layer_count;
    to.add(image_kind::layers, detail::must_understand, layers * detail::image_record_bytes,
           network.layer_count);
    const status added = detail::add_description<float>(contents, network.inputs, outputs, to);
    if (added != status::ok) return added;
    to.add(image_kind::quantized_layers, detail::must_understand,
           sizeof(detail::quantized_image_head) + layers * sizeof(detail::quantized_image_record),
           network.layer_count);
    to.add(image_kind::quantized_integers, detail::must_understand, integers * sizeof(int32_t),
           static_cast<size_t>(integers));
    to.add(image_kind::quantized_bytes, detail::must_understand, bytes, static_cast<size_t>(bytes));
    to.lay_out(detail::section_alignment);
    return is_possible(to) ? status::ok : status::beyond_range;
}

void put_signed(byte_stream& to, int32_t number) { to.put_number(static_cast<uint32_t>(number)); }

void put_float(byte_stream& to, float number) {
    uint32_t bits;
    __builtin_memcpy(&bits, &number, sizeof bits);
    to.put_number(bits);
}

void put_multiplier(byte_stream& to, multiplier by) {
    put_signed(to, by.significand);
    put_signed(to, by.shift);
}

void put_records(byte_stream& to, const quantized_contents& contents) {
    const quantized_shape& network = contents.network;
    to.put_number(contents.rounding);
    put_signed(to, network.input_zero_point);
    put_float(to, network.input_scale);
    to.put_number(uint32_t{0});
    for (uint32_t l = 0; l < network.layer_count; ++l) {
        const quantized_layer& layer = network.layers[l];
        to.put_number(layer.multiplier_count);
        to.put_number(static_cast<uint32_t>(form_of(layer)));
        put_signed(to, int32_t{layer.range.lowest});
        put_signed(to, int32_t{layer.range.highest});
        put_signed(to, layer.zero_point);
        put_signed(to, output_zero_point(layer));
        put_float(to, layer.scale);
        to.put_number(uint32_t{0});
    }
}

void put_integers(byte_stream& to, const quantized_layer& layer) {
    for (uint32_t m = 0; m < layer.multiplier_count; ++m) put_multiplier(to, layer.multipliers[m]);
    for (uint32_t o = 0; o < layer.outputs; ++o) put_signed(to, layer.biases ? layer.biases[o] : 0);
    if (form_of(layer) != quantized_form::leaky) return;
    put_multiplier(to, layer.leaky->above);
    put_multiplier(to, layer.leaky->below);
    put_signed(to, layer.leaky->zero_point);
}

void put_bytes(byte_stream& to, const quantized_shape& network, uint32_t section_offset) {
    uint64_t behind = 0;
    for (uint32_t l = 0; l < network.layer_count; ++l) {
        const quantized_layer& layer = network.layers[l];
        const uint32_t inputs = inputs_of(network, l);
        to.put_zeros_up_to(section_offset + static_cast<uint32_t>(weights_at(behind)));
        to.put(layer.weights, size_t{inputs} * layer.outputs);
        if (form_of(layer) == quantized_form::table) to.put(layer.table, activation_table_size);
        behind = bytes_behind(layer, inputs, behind);
    }
}

status put_image(byte_stream& to, const quantized_contents& contents,
                 const section_plan& sections) {
    const quantized_shape& network = contents.network;
    put_table(to, sections, detail::quantized_image_minor_version, detail::image_number_type<float>,
              0, network.inputs);
    for (const section_plan::section& section : sections) {
        const auto offset = static_cast<uint32_t>(section.offset);
        to.put_zeros_up_to(offset);
        switch (section.kind) {
            case image_kind::layers:
                for (uint32_t l = 0; l < network.layer_count; ++l) {
                    const quantized_layer& layer = network.layers[l];
                    put_layer(to, parametric_layer(layer.outputs, layer.activation,
                                                   layer.activation_parameter));
                }
                break;
            case image_kind::quantized_layers:
                put_records(to, contents);
                break;
            case image_kind::quantized_integers:
                for (uint32_t l = 0; l < network.layer_count; ++l) {
                    put_integers(to, network.layers[l]);
                }
                break;
            case image_kind::quantized_bytes:
                put_bytes(to, network, offset);
                break;
            default:
                detail::put_description<float>(to, contents, network.inputs, outputs_of(network),
                                               section);
        }
    }
    to.put_zeros_up_to(static_cast<uint32_t>(sections.total()) - detail::image_checksum_bytes);
    return to.finish();
}

}  // namespace

size_t image_bytes(const quantized_contents& contents) noexcept {
    section_plan sections;
    return prepare(contents, sections) == status::ok ? static_cast<size_t>(sections.total()) : 0;
}

status write_image(const quantized_contents& contents, void* to, size_t size) noexcept {
    section_plan sections;
    const status prepared = prepare(contents, sections);
    if (prepared != status::ok) return prepared;
    if (size < sections.total()) return status::too_little_memory;
    auto* next = static_cast<unsigned char*>(to);
    byte_stream stream(detail::append_bytes, &next);
    return put_image(stream, contents, sections);
}

status write_image(const quantized_contents& contents, write_function write,
                   void* context) noexcept {
    section_plan sections;
    const status prepared = prepare(contents, sections);
    if (prepared != status::ok) return prepared;
    byte_stream stream(write, context);
    return put_image(stream, contents, sections);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
