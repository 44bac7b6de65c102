// SPDX-License-Identifier: MIT
#include "picomlp/image/detail/image_writing.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/parameters.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using detail::byte_stream;

/// With the zero that ends it; no image holds more than the bound. (Compilers know a loop without a
/// bound for strlen, and call it, which a bare board need not have.)
uint64_t bytes_of(const char* text) {
    uint32_t length = 0;
    while (length < UINT32_MAX && text[length] != 0) ++length;
    return uint64_t{length} + 1;
}

/// 0 when one of them is null, which no text has.
uint64_t bytes_of(const char* const* texts, uint32_t count) {
    uint64_t bytes = 0;
    for (uint32_t k = 0; k < count; ++k) {
        if (!texts[k]) return 0;
        bytes += bytes_of(texts[k]);
    }
    return bytes;
}

template <class T>
bool has_zero(const T* numbers, uint32_t count) {
    for (uint32_t k = 0; k < count; ++k) {
        if (numbers[k] == T(0)) return true;
    }
    return false;
}

/// status::bad_argument for `count` pairs of numbers where there should be `needed` or none.
template <class T>
status check_pairs(const T* first, const T* second, uint32_t count, uint32_t needed) {
    if (count == 0) return status::ok;
    if (count != needed || !first || !second) return status::bad_argument;
    const bool finite = all_finite(first, count) && all_finite(second, count);
    return finite ? status::ok : status::not_finite_input;
}

template <class T>
status check_tests(const image_description<T>& description, uint32_t inputs, uint32_t outputs) {
    const size_t samples = description.test_samples;
    if (samples == 0) return status::ok;
    if (!description.test_x || !description.test_y) return status::bad_argument;
    const uint64_t numbers = uint64_t{samples} * (uint64_t{inputs} + outputs);
    if (numbers * sizeof(T) > UINT32_MAX) return status::beyond_range;
    const bool finite = all_finite(description.test_x, samples * inputs) &&
                        all_finite(description.test_y, samples * outputs);
    return finite ? status::ok : status::not_finite_input;
}

void put_texts(byte_stream& to, const char* const* texts, size_t count) {
    for (size_t k = 0; k < count; ++k) to.put_text(texts[k], bytes_of(texts[k]));
}

}  // namespace

template <class T>
status detail::check_description(const image_description<T>& description, uint32_t inputs,
                                 uint32_t outputs) noexcept {
    const scaling_table<T>& scaling = description.scaling;
    const status scaled = check_pairs(scaling.offset, scaling.factor, scaling.features, inputs);
    if (scaled != status::ok) return scaled;
    const target_table<T>& targets = description.targets;
    const status unscaled = check_pairs(targets.offset, targets.scale, targets.targets, outputs);
    if (unscaled != status::ok) return unscaled;
    if (has_zero(targets.scale, targets.targets)) return status::bad_argument;
    return check_tests(description, inputs, outputs);
}

template <class T>
status detail::add_description(const image_description<T>& description, uint32_t inputs,
                               uint32_t outputs, section_plan& to) noexcept {
    if (description.scaling.features > 0) {
        to.add(image_kind::scaling, must_understand, uint64_t{inputs} * 2 * sizeof(T), inputs);
    }
    if (description.targets.targets > 0) {
        to.add(image_kind::targets, must_understand, uint64_t{outputs} * 2 * sizeof(T), outputs);
    }
    if (description.feature_names) {
        const uint64_t bytes = bytes_of(description.feature_names, inputs);
        if (bytes == 0) return status::bad_argument;
        to.add(image_kind::feature_names, 0, bytes, inputs);
    }
    if (description.class_names) {
        const uint32_t names = description.class_name_count;
        const bool fits = names == outputs || (outputs == 1 && names == 2);
        const uint64_t bytes = fits ? bytes_of(description.class_names, names) : 0;
        if (bytes == 0) return status::bad_argument;
        to.add(image_kind::output_names, 0, bytes, names);
    }
    if (description.test_samples > 0) {
        to.add(image_kind::test_vectors, 0,
               uint64_t{description.test_samples} * (inputs + outputs) * sizeof(T),
               description.test_samples);
    }
    if (description.text) to.add(image_kind::text, 0, bytes_of(description.text), 1);
    return status::ok;
}

template <class T>
void detail::put_description(byte_stream& to, const image_description<T>& description,
                             uint32_t inputs, uint32_t outputs,
                             const section_plan::section& section) noexcept {
    const size_t count = section.count;
    switch (section.kind) {
        case image_kind::scaling:
            to.put_numbers(description.scaling.offset, count, sizeof(T));
            to.put_numbers(description.scaling.factor, count, sizeof(T));
            break;
        case image_kind::targets:
            to.put_numbers(description.targets.offset, count, sizeof(T));
            to.put_numbers(description.targets.scale, count, sizeof(T));
            break;
        case image_kind::feature_names:
            put_texts(to, description.feature_names, count);
            break;
        case image_kind::output_names:
            put_texts(to, description.class_names, count);
            break;
        case image_kind::test_vectors:
            to.put_numbers(description.test_x, count * inputs, sizeof(T));
            to.put_numbers(description.test_y, count * outputs, sizeof(T));
            break;
        case image_kind::text:
            to.put_text(description.text, section.bytes);
            break;
        default:
            break;  // the network's own, which its writer has written
    }
}

void detail::put_table(byte_stream& to, const section_plan& sections, uint16_t minor_version,
                       uint32_t number_type, uint32_t rounding_profile, uint32_t inputs) noexcept {
    to.put(image_magic, sizeof image_magic);
    to.put_number(static_cast<uint32_t>(sections.total()));
    to.put_number(image_major_version);
    to.put_number(minor_version);
    to.put_number(static_cast<uint8_t>(number_type));
    to.put_number(static_cast<uint8_t>(rounding_profile));
    to.put_number(sections.count());
    to.put_number(inputs);
    to.put_zeros_up_to(image_header_bytes);
    for (const section_plan::section& section : sections) {
        to.put_number(static_cast<uint16_t>(section.kind));
        to.put_number(section.flags);
        to.put_number(static_cast<uint32_t>(section.offset));
        to.put_number(static_cast<uint32_t>(section.bytes));
        to.put_number(section.count);
    }
}

status detail::append_bytes(void* context, const void* bytes, size_t count) noexcept {
    auto*& next = *static_cast<unsigned char**>(context);
    __builtin_memcpy(next, bytes, count);
    next += count;
    return status::ok;
}

template <class T>
status detail::check_layer_parameters(const dynamic_shape& shape) noexcept {
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const uint32_t(&bits)[2] = shape.layers[l].parameter;
        constexpr bool wide = sizeof(T) == 8;
        const uint32_t exponent = wide ? 0x7ff00000 : 0x7f800000;
        if (!wide && bits[1] != 0) return status::bad_argument;
        if ((bits[wide ? 1 : 0] & exponent) == exponent) return status::not_finite_input;
    }
    return status::ok;
}

void detail::put_layer(byte_stream& to, const dynamic_layer& layer) noexcept {
    to.put_number(layer.outputs);
    to.put_number(layer.activation);
    to.put_number(layer.parameter[0]);
    to.put_number(layer.parameter[1]);
}

#define PICOMLP_INSTANTIATE(T)                                                                 \
    template status detail::check_description(const image_description<T>&, uint32_t,           \
                                              uint32_t) noexcept;                              \
    template status detail::add_description(const image_description<T>&, uint32_t, uint32_t,   \
                                            section_plan&) noexcept;                           \
    template void detail::put_description(byte_stream&, const image_description<T>&, uint32_t, \
                                          uint32_t, const section_plan::section&) noexcept;    \
    template status detail::check_layer_parameters<T>(const dynamic_shape&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
