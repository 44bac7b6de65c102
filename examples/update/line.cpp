// SPDX-License-Identifier: MIT
#include "update/line.hpp"

#include <string.h>
#include <picomlp/picomlp.hpp>

namespace update {

namespace {

constexpr size_t tail_size = 10;  // " *" and eight digits

/// 16 for a character that is no digit.
uint32_t digit(char character) {
    if (character >= '0' && character <= '9') return static_cast<uint32_t>(character - '0');
    if (character >= 'a' && character <= 'f') return static_cast<uint32_t>(character - 'a') + 10;
    return 16;
}

bool read_hexadecimal(const char* text, size_t digits, uint32_t& number) {
    uint32_t value = 0;
    for (size_t k = 0; k < digits; ++k) {
        if (digit(text[k]) == 16) return false;
        value = value << 4 | digit(text[k]);
    }
    number = value;
    return true;
}

}  // namespace

void line::add_character(char character) {
    // Room for the tail and the end of the line is kept.
    is_full_ = is_full_ || size_ + tail_size + 1 >= capacity;
    if (!is_full_) text_[size_++] = character;
}

line& line::add(const char* text) {
    for (; *text != '\0'; ++text) add_character(*text);
    return *this;
}

line& line::add_number(uint32_t number) {
    char reversed[10];
    int count = 0;
    do {
        reversed[count++] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (count > 0) add_character(reversed[--count]);
    return *this;
}

line& line::add_hexadecimal(uint32_t number) {
    for (int shift = 28; shift >= 0; shift -= 4) {
        add_character("0123456789abcdef"[number >> shift & 15]);
    }
    return *this;
}

const char* line::sealed() {
    if (is_full_) {
        size_ = 0;
        is_full_ = false;
        add("no: the answer is too long");
    }
    const uint32_t crc = picomlp::crc32(0, text_, size_);
    memcpy(text_ + size_, " *", 2);
    size_ += 2;
    for (int shift = 28; shift >= 0; shift -= 4) {
        text_[size_++] = "0123456789abcdef"[crc >> shift & 15];
    }
    text_[size_++] = '\n';
    text_[size_] = '\0';
    return text_;
}

bool words::is_whole() {
    const auto size = static_cast<size_t>(end_ - next_);
    if (size < tail_size) return false;
    const char* const tail = end_ - tail_size;
    uint32_t crc = 0;
    if (memcmp(tail, " *", 2) != 0 || !read_hexadecimal(tail + 2, 8, crc)) return false;
    end_ = tail;
    return picomlp::crc32(0, next_, size - tail_size) == crc;
}

size_t words::word_size() const {
    const char* end = next_;
    while (end != end_ && *end != ' ') ++end;
    return static_cast<size_t>(end - next_);
}

void words::pass(size_t word) {
    next_ += word;
    if (next_ != end_) ++next_;
}

bool words::take(const char* word) {
    const size_t size = word_size();
    if (size != strlen(word) || memcmp(next_, word, size) != 0) return false;
    pass(size);
    return true;
}

bool words::take_number(uint32_t& number) {
    const size_t size = word_size();
    if (size == 0 || size > 10) return false;
    uint64_t value = 0;
    for (size_t k = 0; k < size; ++k) {
        if (digit(next_[k]) > 9) return false;
        value = value * 10 + digit(next_[k]);
    }
    if (value > UINT32_MAX) return false;
    number = static_cast<uint32_t>(value);
    pass(size);
    return true;
}

bool words::take_hexadecimal(uint32_t& number) {
    if (word_size() != 8 || !read_hexadecimal(next_, 8, number)) return false;
    pass(8);
    return true;
}

bool words::take_bytes(unsigned char* bytes, uint32_t most, uint32_t& count) {
    const size_t size = word_size();
    if (size % 2 != 0 || size / 2 > most) return false;
    for (size_t k = 0; k < size / 2; ++k) {
        uint32_t value = 0;
        if (!read_hexadecimal(next_ + 2 * k, 2, value)) return false;
        bytes[k] = static_cast<unsigned char>(value);
    }
    count = static_cast<uint32_t>(size / 2);
    pass(size);
    return true;
}

}  // namespace update
