// SPDX-License-Identifier: MIT
#include "export/model_files.hpp"

#include <cstdlib>
#include <cstring>
#include <limits>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "doctest_config.hpp"

namespace {

/// An application's own activation.
struct doubled {
    template <class T>
    static void apply(uint32_t features, uint32_t samples, picomlp::strided_rows<T> z) noexcept {
        for (uint32_t f = 0; f < features; ++f) {
            for (uint32_t s = 0; s < samples; ++s) z[f][s] += z[f][s];
        }
    }
};

}  // namespace

template <>
inline constexpr const char* model_export::spelling<doubled> = "somebody::doubled";

namespace {

using picomlp::dense;
using picomlp::input;

template <class T>
using small = picomlp::basic_network<T, input<2>, dense<3, picomlp::relu>, dense<2, doubled>>;

template <class T>
using parameters = typename small<T>::parameters;

const model_export::title title{"small", "a test"};

/// Numbers whose bits a decimal of few digits would lose.
template <class T>
parameters<T> awkward() {
    using limits = std::numeric_limits<T>;
    return {{limits::denorm_min(), -limits::denorm_min(), limits::min(), -limits::max(), T(-0.0),
             T(0), T(1) / 3, T(0.1), 1 + limits::epsilon(), 1 - limits::epsilon() / 2, T(1e-30),
             T(-65504), 3, T(0.7), -1, T(1e30), T(2) / 7}};
}

/// The numbers between "name... = {" and "};".
std::vector<std::string> literals_of(const std::string& text, const std::string& name) {
    const size_t at = text.find(name);
    REQUIRE(at != std::string::npos);
    const size_t begin = text.find("= {", at);
    const std::string block = text.substr(begin, text.find("};", begin) - begin);
    const std::regex literal("-?0x[0-9a-f.]+p[-+][0-9]+F?");
    return {std::sregex_token_iterator(block.begin(), block.end(), literal),
            std::sregex_token_iterator()};
}

float read(const std::string& text, float) { return std::strtof(text.c_str(), nullptr); }
double read(const std::string& text, double) { return std::strtod(text.c_str(), nullptr); }

template <class T>
void check_literals(const std::vector<std::string>& literals, const T* expected, size_t count) {
    REQUIRE(literals.size() == count);
    for (size_t k = 0; k < count; ++k) {
        CAPTURE(literals[k]);
        CHECK((literals[k].back() == 'F') == (sizeof(T) == sizeof(float)));
        const T value = read(literals[k], T(0));
        CHECK(std::memcmp(&value, &expected[k], sizeof value) == 0);
    }
}

/// Whether std::invalid_argument is thrown; doctest is built without exceptions here.
template <class Call>
bool is_refused(Call call) {
    try {
        call();
    } catch (const std::invalid_argument&) {
        return true;
    }
    return false;
}

bool is_refused(const model_export::title& name, const parameters<float>& w) {
    return is_refused([&] { (void)model_export::model_header<small<float>>(name, w); });
}

bool is_refused(const model_export::title& name, const parameters<float>& w,
                picomlp::sample_view<const float, 2> x) {
    return is_refused([&] { (void)model_export::vectors_header<small<float>>(name, w, x); });
}

}  // namespace

TEST_CASE_TEMPLATE("every parameter is written with all its bits", T, float, double) {
    const auto w = awkward<T>();
    const std::string text = model_export::model_header<small<T>>(title, w);
    check_literals(literals_of(text, "network::parameters parameters"), w.values,
                   small<T>::parameter_count);
}

TEST_CASE("the network is written as C++ has it, an application's activation too") {
    const std::string text = model_export::model_header<small<float>>(title, awkward<float>());
    CHECK(text.find("using network = picomlp::basic_network<\n"
                    "    float, picomlp::input<2>,\n"
                    "    picomlp::dense<3, picomlp::relu>,\n"
                    "    picomlp::dense<2, somebody::doubled>>;\n") != std::string::npos);
    const std::string other = model_export::model_header<small<double>>(title, awkward<double>());
    CHECK(other.find("    double, picomlp::input<2>,\n") != std::string::npos);
}

TEST_CASE("an activation's parameter is written as its type has it") {
    using slopes =
        picomlp::network<input<1>, dense<1, picomlp::leaky_relu_of<-105, 16777216>>,
                         dense<1, picomlp::leaky_relu_of<2, 10>>, dense<1, picomlp::elu_of<5>>>;
    const std::string text =
        model_export::model_header<slopes>(title, slopes::parameters{{1, 2, 3, 4, 5, 6}});
    CHECK(text.find("    picomlp::dense<1, picomlp::leaky_relu_of<-105, 16777216>>,\n"
                    "    picomlp::dense<1, picomlp::leaky_relu_of<2, 10>>,\n"
                    "    picomlp::dense<1, picomlp::elu_of<5, 1>>>;\n") != std::string::npos);
}

TEST_CASE("profile, number of parameters and checksum are stated") {
    const auto w = awkward<float>();
    const std::string text = model_export::model_header<small<float>>(title, w);
    const bool fused = picomlp::profile == picomlp::rounding_profile::fused;
    CHECK(text.find(std::string("picomlp::profile == picomlp::rounding_profile::") +
                    (fused ? "fused" : "separate")) != std::string::npos);
    CHECK(text.find("network::parameter_count == 17") != std::string::npos);
    char crc[16];
    const uint32_t checksum = picomlp::crc32_of_numbers(0, w.values, small<float>::parameter_count);
    std::snprintf(crc, sizeof crc, "0x%08xU", static_cast<unsigned>(checksum));
    CHECK(text.find(std::string("parameters_crc = ") + crc + ";") != std::string::npos);
}

TEST_CASE("the comment holds whatever it is told in one line, and holes in it stay as they are") {
    const auto w = awkward<float>();
    const float x[2][1] = {{1}, {2}};
    const std::string author = "`f --to \"a dir\"` @NAME@ @AUTHOR@ @X@ @ @@ */ \\ \xc3\xa9";
    for (const std::string& text :
         {model_export::model_header<small<float>>({"small", author}, w),
          model_export::vectors_header<small<float>>({"small", author}, w, x)}) {
        CHECK(text.find("\n// Written by " + author + "; do not edit.\n#pragma once\n") !=
              std::string::npos);
    }
}

TEST_CASE("a comment that would not stay one is refused") {
    const auto w = awkward<float>();
    const float x[2][1] = {{1}, {2}};
    using namespace std::string_literals;
    for (const auto& author :
         {"a\nint b;"s, "a\rint b;"s, "a\0b"s, "a\fb"s, "a\x1b[2J"s, "\x7f"s}) {
        CHECK(is_refused({"small", author}, w));
        CHECK(is_refused({"small", author}, w, x));
    }
}

TEST_CASE("what is written is called by the title, and no hole is left") {
    const auto w = awkward<float>();
    const float x[2][1] = {{1}, {2}};
    for (const std::string& text : {model_export::model_header<small<float>>(title, w),
                                    model_export::vectors_header<small<float>>(title, w, x)}) {
        CHECK(text.find("// Written by a test; do not edit.\n") != std::string::npos);
        CHECK(text.find("small") != std::string::npos);
        CHECK(text.find('@') == std::string::npos);
    }
}

TEST_CASE_TEMPLATE("samples stand with the very outputs of predict, sample by sample", T, float,
                   double) {
    parameters<T> w;
    for (size_t k = 0; k < small<T>::parameter_count; ++k) w.values[k] = T(1) / T(3 + k);
    const T x[2][3] = {{T(0.1), -2, 3}, {T(1) / 3, 5, T(-0.7)}};
    const std::string text = model_export::vectors_header<small<T>>(title, w, x);
    CHECK(text.find("enum { small_vectors = 3 };") != std::string::npos);
    CHECK(text.find("_x[3][2] = {") != std::string::npos);
    CHECK(text.find("_y[3][2] = {") != std::string::npos);

    const T sample_by_sample[6] = {x[0][0], x[1][0], x[0][1], x[1][1], x[0][2], x[1][2]};
    check_literals(literals_of(text, "small_vectors_x"), sample_by_sample, 6);
    T outputs[2][3];
    picomlp::batch_scratch<small<T>, 3> scratch;
    REQUIRE(picomlp::predict(w, scratch, x, outputs) == picomlp::status::ok);
    const T expected[6] = {outputs[0][0], outputs[1][0], outputs[0][1],
                           outputs[1][1], outputs[0][2], outputs[1][2]};
    check_literals(literals_of(text, "small_vectors_y"), expected, 6);

    const std::vector<T> list(sample_by_sample, sample_by_sample + 6);
    CHECK(model_export::vectors_header(title, w, picomlp::sample_major(list)) == text);
}

TEST_CASE_TEMPLATE("an image stands with its very bytes, as little-endian words", T, float,
                   double) {
    using net = picomlp::basic_network<T, input<2>, dense<2, picomlp::relu>>;
    const typename net::parameters w{{T(0.1), -2, 3, T(1) / 3, T(-0.0), T(1e30)}};
    auto contents = picomlp::contents_of(w);
    contents.text = "a text of any length: 1";
    std::vector<unsigned char> expected(picomlp::image_bytes(contents));
    REQUIRE(picomlp::write_image(contents, expected.data(), expected.size()) ==
            picomlp::status::ok);
    const std::string text = model_export::image_header(title, contents);
    const std::size_t words = (expected.size() + 7) / 8;
    const std::size_t at =
        text.find("static const uint64_t small_image[" + std::to_string(words) + "] = {\n");
    REQUIRE(at != std::string::npos);
    const std::regex literal("0x([0-9a-f]{16})U");
    std::vector<unsigned char> found;
    for (std::sregex_iterator word(text.begin() + static_cast<long>(at), text.end(), literal), end;
         word != end; ++word) {
        const unsigned long long number = std::stoull((*word)[1], nullptr, 16);
        for (unsigned k = 0; k < 8; ++k) {
            found.push_back(static_cast<unsigned char>(number >> 8 * k & 0xff));
        }
    }
    REQUIRE(found.size() == words * 8);
    for (std::size_t k = expected.size(); k < found.size(); ++k) CHECK(found[k] == 0);
    found.resize(expected.size());
    CHECK(found == expected);
    CHECK(text.find("// Written by a test; do not edit.\n") != std::string::npos);
    CHECK(text.find('@') == std::string::npos);

    contents.parameters = nullptr;
    CHECK(is_refused([&] { (void)model_export::image_header(title, contents); }));
    CHECK(is_refused([&] {
        (void)model_export::image_header({"a b", "a test"}, picomlp::contents_of(w));
    }));
}

TEST_CASE("a name that is no identifier is refused") {
    const auto w = awkward<float>();
    const float x[2][1] = {{1}, {2}};
    for (const char* name : {"", "2d", "a b", "a-b", "a\"b", "a/b", "\xc3\xa4"}) {
        CAPTURE(name);
        CHECK(is_refused({name, "a test"}, w));
        CHECK(is_refused({name, "a test"}, w, x));
    }
    CHECK(!is_refused({"_A9z", "a test"}, w));
    CHECK(!is_refused({"_A9z", "a test"}, w, x));
}

TEST_CASE("parameters and samples that are not finite are refused, and so are no samples") {
    auto w = awkward<float>();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float x[2][2] = {{1, nan}, {2, 3}};
    const picomlp::sample_view<const float, 2> samples(x);
    CHECK(!is_refused(title, w, samples.slice(0, 1)));
    CHECK(is_refused(title, w, samples));
    CHECK(is_refused(title, w, samples.slice(0, 0)));
    for (const float bad : {nan, std::numeric_limits<float>::infinity()}) {
        w.values[16] = bad;
        CHECK(is_refused(title, w));
    }
}
