// SPDX-License-Identifier: MIT
// The lines of the golden files: "stage crc", and below it "  place crc" from layer to layer.
#pragma once

#include <stdio.h>
#include <string.h>

#include "stage.hpp"

namespace testing {

struct line {
    static constexpr size_t capacity = 96;
    char text[capacity] = "";

    line() = default;
    explicit line(const char* of) { snprintf(text, capacity, "%s", of); }
    line(const stage& of, uint32_t crc) {
        snprintf(text, capacity, "%s%s %08x", of.name, of.variant, static_cast<unsigned>(crc));
    }
    explicit line(const mark& of) {
        const auto crc = static_cast<unsigned>(of.crc);
        if (of.layer == 0) {
            snprintf(text, capacity, "  %s %08x", of.what, crc);
        } else {
            snprintf(text, capacity, "  %s of layer %u %08x", of.what,
                     static_cast<unsigned>(of.layer), crc);
        }
    }
};

/// Reads a golden file line by line: a small board cannot hold it whole.
class golden_lines {
  public:
    /// At its end at once when the file cannot be read.
    explicit golden_lines(const char* path) : file_(fopen(path, "r")) {
        if (file_ != nullptr) setvbuf(file_, buffer_, _IOFBF, sizeof buffer_);
        advance();
    }
    golden_lines(const golden_lines&) = delete;
    golden_lines& operator=(const golden_lines&) = delete;
    ~golden_lines() {
        if (file_ != nullptr) fclose(file_);
    }

    /// Empty at the end.
    const char* current() const { return line_; }
    bool at_end() const { return line_[0] == '\0'; }
    bool is_place() const { return line_[0] == ' '; }
    bool is_of(const stage& of) const {
        const size_t name = strlen(of.name);
        const size_t variant = strlen(of.variant);
        return strncmp(line_, of.name, name) == 0 &&
               strncmp(line_ + name, of.variant, variant) == 0 && line_[name + variant] == ' ';
    }
    void advance() {
        line_[0] = '\0';
        if (file_ == nullptr || fgets(line_, sizeof line_, file_) == nullptr) return;
        line_[strcspn(line_, "\n")] = '\0';
    }
    void skip_places() {
        while (is_place()) advance();
    }

  private:
    FILE* file_;
    char buffer_[256];
    char line_[line::capacity] = "";
};

}  // namespace testing
