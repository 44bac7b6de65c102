// SPDX-License-Identifier: MIT
#include "update/receiver.hpp"

namespace update {

const char* receiver::take(char character) {
    if (character == '\r') return nullptr;
    if (character != '\n') {
        is_too_long_ = is_too_long_ || size_ == sizeof text_;
        if (!is_too_long_) text_[size_++] = character;
        return nullptr;
    }
    if (size_ == 0) return nullptr;
    answer_ = {};
    answer_line();
    size_ = 0;
    is_too_long_ = false;
    return answer_.sealed();
}

void receiver::answer_line() {
    words said(text_, size_);
    // Which line it was cannot be known, so the sender is told what to go on with.
    if (is_too_long_ || !said.is_whole()) return ask_for_next("again");
    if (said.take("status") && said.at_end()) return answer_status();
    if (said.take("begin")) return answer_begin(said);
    if (said.take("piece")) return answer_piece(said);
    if (said.take("finish") && said.at_end()) return answer_finish();
    if (said.take("predict")) return answer_predict(said);
    refuse("there is no such command");
}

void receiver::answer_status() {
    answer_.add("ok");
    describe_live();
}

void receiver::answer_begin(words& said) {
    uint32_t bytes = 0;
    if (!said.take_number(bytes) || !said.at_end()) return refuse("begin BYTES");
    has_finished_ = false;
    const refusal why = slots_.begin(bytes);
    if (why != nullptr) return refuse(why);
    ask_for_next("ok");
    answer_.add(", bytes in a piece: ").add_number(piece_bytes);
}

/// A piece that is there already is no mistake: its answer may have been lost.
void receiver::answer_piece(words& said) {
    uint32_t number = 0;
    uint32_t count = 0;
    unsigned char bytes[piece_bytes];
    if (!said.take_number(number) || !said.take_bytes(bytes, sizeof bytes, count) ||
        !said.at_end()) {
        return refuse("piece NUMBER HEXADECIMAL");
    }
    if (slots_.expected() == 0) return refuse("no transfer has begun");
    if (number >= UINT32_MAX / piece_bytes) return ask_for_next("no");
    const uint32_t offset = number * piece_bytes;
    const uint32_t expected = slots_.expected();
    const uint32_t rest = offset < expected ? expected - offset : 0;
    if (offset > slots_.received() || rest == 0) return ask_for_next("no");
    if (count != (rest < piece_bytes ? rest : piece_bytes)) return refuse("a piece's length");
    if (offset < slots_.received()) {
        if (!slots_.holds(offset, bytes, count)) return refuse("another piece of this number");
        return ask_for_next("ok");
    }
    const refusal why = slots_.append(bytes, count);
    if (why != nullptr) return refuse(why);
    ask_for_next("ok");
}

void receiver::answer_finish() {
    if (!has_finished_) {
        if (slots_.received() < slots_.expected()) return ask_for_next("no");
        const refusal why = slots_.finish();
        if (why != nullptr) return refuse(why);
        has_finished_ = true;
    }
    answer_.add("ok");
    describe_live();
}

void receiver::answer_predict(words& said) {
    const any_model& model = slots_.live();
    if (!model.is_open()) return refuse("there is no model");
    const uint32_t features = model.image().shape().inputs;
    const uint32_t outputs = model.image().shape().outputs();
    float x[most_numbers];
    float y[most_numbers];
    if (features > most_numbers || outputs > most_numbers) return refuse("the model is too wide");
    for (uint32_t f = 0; f < features; ++f) {
        uint32_t bits = 0;
        if (!said.take_hexadecimal(bits)) return refuse("the model has more features");
        memcpy(x + f, &bits, sizeof bits);
    }
    if (!said.at_end()) return refuse("the model has fewer features");
    const picomlp::status predicted =
        model.predict(static_cast<const float*>(x), static_cast<float*>(y));
    if (predicted != picomlp::status::ok) return refuse(picomlp::describe(predicted));
    answer_.add("ok");
    for (uint32_t o = 0; o < outputs; ++o) {
        uint32_t bits = 0;
        memcpy(&bits, y + o, sizeof bits);
        answer_.add(" ").add_hexadecimal(bits);
    }
}

void receiver::refuse(refusal why) { answer_.add("no: ").add(why); }

void receiver::ask_for_next(const char* how) {
    answer_.add(how);
    if (slots_.expected() == 0) {
        answer_.add(", no transfer has begun");
        return;
    }
    answer_.add(" next ").add_number((slots_.received() + piece_bytes - 1) / piece_bytes);
}

void receiver::describe_live() {
    const any_model& model = slots_.live();
    if (!model.is_open()) {
        answer_.add(" no model");
        return;
    }
    if (slots_.live_slot() == model_slots::factory) {
        answer_.add(" factory model");
    } else {
        answer_.add(" slot ").add_number(static_cast<uint32_t>(slots_.live_slot()));
    }
    const auto* const last =
        static_cast<const unsigned char*>(model.image().data()) + model.image().size() - 4;
    uint32_t crc = 0;
    for (int k = 3; k >= 0; --k) crc = crc << 8 | last[k];
    answer_.add(", features ").add_number(model.image().shape().inputs);
    answer_.add(", outputs ").add_number(model.image().shape().outputs());
    answer_.add(", CRC ").add_hexadecimal(crc);
}

}  // namespace update
