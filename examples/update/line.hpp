// SPDX-License-Identifier: MIT
// Lines of the protocol: words, and behind them a star and the CRC-32 of all characters before the
// blank in front of the star, as in "piece 0 70696f... *1c291ca3". Either side sends such lines.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace update {

/// A line to be sent. What does not fit is left out, and then the line is not sealed.
class line {
  public:
    static constexpr size_t capacity = 320;

    line& add(const char* text);
    line& add_number(uint32_t number);       ///< in decimal
    line& add_hexadecimal(uint32_t number);  ///< eight digits
    /// Adds the CRC and the end of the line. Nothing can be added then.
    const char* sealed();

  private:
    void add_character(char character);

    char text_[capacity + 1] = {};
    size_t size_ = 0;
    bool is_full_ = false;
};

/// The words of a line that has arrived.
class words {
  public:
    /// Reads text[0 .. size), which stays, and holds no end of line.
    words(const char* text, size_t size) : next_(text), end_(text + size) {}

    /// Takes the CRC off the end. False when it is missing or wrong.
    bool is_whole();

    bool at_end() const { return next_ == end_; }
    /// Takes the next word when it is this one.
    bool take(const char* word);
    /// Takes a number in decimal, below 2^32.
    bool take_number(uint32_t& number);
    /// Takes a word of eight hexadecimal digits.
    bool take_hexadecimal(uint32_t& number);
    /// Takes a word of two hexadecimal digits for each byte, at most `most` of them.
    bool take_bytes(unsigned char* bytes, uint32_t most, uint32_t& count);

  private:
    /// The next word's length. 0 at the end.
    size_t word_size() const;
    void pass(size_t word);

    const char* next_;
    const char* end_;
};

}  // namespace update
