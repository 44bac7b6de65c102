// SPDX-License-Identifier: MIT
// A trained network as source text: constants for the flash of a chip, and samples to check it by.
// For programs that train on a desktop; link tools/export and call it with what you have trained.
#pragma once

#include <string>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace model_export {

/// How an activation is written in C++. An application gives its own activation a spelling by such
/// a specialization; the header that declares it has to be included before the exported one.
template <class Activation>
inline constexpr const char* spelling = "";
#define MODEL_EXPORT_SPELLING(NAME) \
    template <>                     \
    inline constexpr const char* spelling<struct picomlp::NAME> = "picomlp::" #NAME;
PICOMLP_ACTIVATIONS(MODEL_EXPORT_SPELLING)
#undef MODEL_EXPORT_SPELLING

namespace detail {

/// "NAME<NUMERATOR, DENOMINATOR>".
struct spelling_with_fraction {
    char text[64] = {};

    constexpr spelling_with_fraction(const char* name, int32_t numerator, int32_t denominator) {
        char* end = text;
        while (*name != '\0') *end++ = *name++;
        *end++ = '<';
        end = write(end, numerator);
        *end++ = ',';
        *end++ = ' ';
        end = write(end, denominator);
        *end = '>';
    }

  private:
    static constexpr char* write(char* end, int32_t number) {
        if (number < 0) {
            *end++ = '-';
            number = -number;
        }
        int32_t power = 1;
        while (number / power > 9) power *= 10;
        for (; power > 0; power /= 10) *end++ = static_cast<char>('0' + number / power % 10);
        return end;
    }
};
template <int32_t Numerator, int32_t Denominator>
inline constexpr spelling_with_fraction leaky_relu_of{"picomlp::leaky_relu_of", Numerator,
                                                      Denominator};
template <int32_t Numerator, int32_t Denominator>
inline constexpr spelling_with_fraction elu_of{"picomlp::elu_of", Numerator, Denominator};

}  // namespace detail

template <int32_t Numerator, int32_t Denominator>
inline constexpr const char* spelling<picomlp::leaky_relu_of<Numerator, Denominator>> =
    detail::leaky_relu_of<Numerator, Denominator>.text;
template <int32_t Numerator, int32_t Denominator>
inline constexpr const char* spelling<picomlp::elu_of<Numerator, Denominator>> =
    detail::elu_of<Numerator, Denominator>.text;

/// What the files say of themselves.
struct title {
    std::string name;        ///< an identifier; files, namespace and arrays are called after it
    std::string written_by;  ///< the command, for the comment on top: one line
};

namespace detail {

/// A network without its type. Floats are widened, which loses nothing.
struct plain_network {
    bool is_double;
    uint32_t inputs;
    std::vector<uint32_t> units;           ///< of each layer
    std::vector<std::string> activations;  ///< of each layer, as C++ writes them
    std::vector<double> parameters;
    uint32_t checksum;  ///< crc32_of_numbers of the parameters
};

/// Samples and outputs, sample by sample.
struct plain_samples {
    bool is_double;
    uint32_t count;
    uint32_t inputs;
    uint32_t outputs;
    std::vector<double> x;
    std::vector<double> y;
};

std::string model_header(const title& of, const plain_network& network);
std::string vectors_header(const title& of, const plain_samples& samples);
std::string image_header(const title& of, const std::vector<unsigned char>& image);
[[noreturn]] void refuse(const title& of, picomlp::status because);

template <class Network>
struct layers_of;
template <class T, class Input, class... Layers>
struct layers_of<picomlp::basic_network<T, Input, Layers...>> {
    static_assert(((*spelling<typename Layers::activation> != '\0') && ...),
                  "picomlp: an activation has no model_export::spelling");
    static std::vector<std::string> spellings() {
        return {spelling<typename Layers::activation>...};
    }
};

}  // namespace detail

/// The text of NAME_model.hpp: the network's type, its parameters as a constant with the very bits
/// of `w`, and their CRC-32, in namespace NAME_model. It compiles only with a library of the
/// rounding profile that this program has, for only then are outputs the same; and it hands its
/// parameters to no network of another shape. Throws std::invalid_argument when the name is no
/// identifier, written_by holds a line break or another control character, or a parameter is not
/// finite.
template <class Network>
std::string model_header(const title& of, const picomlp::parameters_of<Network>& w) {
    using T = typename Network::value_type;
    return detail::model_header(of,
                                {sizeof(T) == sizeof(double),
                                 Network::inputs,
                                 {Network::sizes + 1, Network::sizes + 1 + Network::layer_count},
                                 detail::layers_of<Network>::spellings(),
                                 {w.values, w.values + Network::parameter_count},
                                 picomlp::crc32_of_numbers(0, w.values, Network::parameter_count)});
}

/// The text of NAME_vectors.h: the samples of x, in either order as in predict(), and what the
/// network predicts for each, bit for bit, as arrays for C and C++, NAME_vectors_x[samples][inputs]
/// and NAME_vectors_y[samples][outputs]. Throws std::invalid_argument when the name is no
/// identifier, written_by holds a control character, or the samples cannot be predicted.
template <class Network, class XSamples>
std::string vectors_header(const title& of, const picomlp::parameters_of<Network>& w,
                           const XSamples& x) {
    using T = typename Network::value_type;
    const auto from = picomlp::detail::checked_samples<Network::inputs, const T>(x);
    if (from.status != picomlp::status::ok) detail::refuse(of, from.status);
    const uint32_t count = from.view.samples();
    if (count == 0) detail::refuse(of, picomlp::status::no_samples);
    typename Network::scratch scratch;
    detail::plain_samples samples{
        sizeof(T) == sizeof(double), count, Network::inputs, Network::outputs, {}, {}};
    for (uint32_t s = 0; s < count; ++s) {
        T features[Network::inputs];
        T outputs[Network::outputs];
        for (uint32_t f = 0; f < Network::inputs; ++f) features[f] = from.view(f, s);
        const picomlp::status outcome = picomlp::predict(w, scratch, features, outputs);
        if (outcome != picomlp::status::ok) detail::refuse(of, outcome);
        samples.x.insert(samples.x.end(), features, features + Network::inputs);
        samples.y.insert(samples.y.end(), outputs, outputs + Network::outputs);
    }
    return detail::vectors_header(of, samples);
}

/// The text of NAME_image.h: an image (lib/picomlp/image/SPEC.md) as a constant for C and C++,
/// NAME_image, which lies as images have to and is opened where it lies. The same text on every
/// machine. Throws std::invalid_argument when the name is no identifier, written_by holds a control
/// character, or the contents cannot be written.
template <class T>
std::string image_header(const title& of, const picomlp::image_contents<T>& contents) {
    std::vector<unsigned char> image(picomlp::image_bytes(contents));
    const picomlp::status written = picomlp::write_image(contents, image.data(), image.size());
    if (written != picomlp::status::ok) detail::refuse(of, written);
    return detail::image_header(of, image);
}

}  // namespace model_export
