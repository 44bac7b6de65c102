#include "digits/images.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>

#include "common/files.hpp"

namespace digits {

namespace {

constexpr int darkest = 16;
constexpr uint32_t fields_in_line = pixels + 1;

/// The integers of one line; throws file_error when it is not what it should be.
std::vector<int> parse(const std::string& line, const std::string& where) {
    std::vector<int> fields;
    const char* at = line.data();
    const char* const end = at + line.size();
    while (true) {
        int value = 0;
        const auto parsed = std::from_chars(at, end, value);
        if (parsed.ec != std::errc{}) {
            throw file_error(where + "field " + std::to_string(fields.size() + 1) +
                             " is not an integer");
        }
        const int most = fields.size() < pixels ? darkest : static_cast<int>(classes) - 1;
        if (value < 0 || value > most) {
            throw file_error(where + "field " + std::to_string(fields.size() + 1) + " is " +
                             std::to_string(value) + ", not from 0 to " + std::to_string(most));
        }
        fields.push_back(value);
        at = parsed.ptr;
        if (at == end) break;
        if (*at != ',' || fields.size() == fields_in_line) {
            throw file_error(where + "expected 64 pixels and a digit, separated by commas");
        }
        ++at;
    }
    if (fields.size() != fields_in_line) {
        throw file_error(where + "has " + std::to_string(fields.size()) + " fields, not " +
                         std::to_string(fields_in_line));
    }
    return fields;
}

}  // namespace

image_set read_images(const std::filesystem::path& csv) {
    std::ifstream in(csv);
    if (!in) throw file_error("cannot read " + csv.string() + ": " + std::strerror(errno));
    std::vector<std::vector<int>> images;
    std::string line;
    while (std::getline(in, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        images.push_back(
            parse(line, csv.string() + ", line " + std::to_string(images.size() + 1) + ": "));
    }
    if (in.bad()) throw file_error("cannot read " + csv.string());
    if (images.empty()) throw file_error(csv.string() + " holds no images");

    image_set set;
    for (uint32_t p = 0; p < pixels; ++p) {
        for (const auto& image : images) {
            set.x.push_back(static_cast<float>(image[p]) / static_cast<float>(darkest));
        }
    }
    for (const auto& image : images) set.labels.push_back(static_cast<uint8_t>(image[pixels]));
    return set;
}

image_set select(const image_set& from, const std::vector<uint32_t>& order, uint32_t begin,
                 uint32_t count) {
    image_set set;
    for (uint32_t p = 0; p < pixels; ++p) {
        for (uint32_t k = 0; k < count; ++k) {
            set.x.push_back(from.x[size_t{p} * from.size() + order[begin + k]]);
        }
    }
    for (uint32_t k = 0; k < count; ++k) set.labels.push_back(from.labels[order[begin + k]]);
    return set;
}

}  // namespace digits
