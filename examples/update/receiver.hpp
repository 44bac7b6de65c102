// SPDX-License-Identifier: MIT
// The firmware's side of the protocol in README.md: characters in, answers out.
#pragma once

#include "update/line.hpp"
#include "update/model_slots.hpp"

namespace update {

class receiver {
  public:
    /// Of the image in each piece but the last one: a multiple of 16.
    static constexpr uint32_t piece_bytes = 64;
    /// Features and outputs of a model that can be asked for a prediction by line.
    static constexpr uint32_t most_numbers = 32;

    explicit receiver(model_slots& slots) : slots_(slots) {}

    /// Takes a character from the serial line. When it ends a line, the answer, which ends in a
    /// line feed and stays until the next call; otherwise null. An empty line has no answer.
    const char* take(char character);

  private:
    void answer_line();
    void answer_status();
    void answer_begin(words& said);
    void answer_piece(words& said);
    void answer_finish();
    void answer_predict(words& said);
    void refuse(refusal why);
    void ask_for_next(const char* how);
    void describe_live();

    model_slots& slots_;
    char text_[line::capacity];
    size_t size_ = 0;
    bool is_too_long_ = false;
    bool has_finished_ = false;  ///< finish has succeeded, and nothing has begun since
    line answer_;
};

}  // namespace update
