// SPDX-License-Identifier: MIT
#include "update/model_slots.hpp"

namespace update {

namespace {

using picomlp::status;

constexpr refusal done = nullptr;

refusal refused(status outcome) {
    return outcome == status::ok ? done : picomlp::describe(outcome);
}

}  // namespace

refusal model_slots::start(const void* factory_image, size_t size) {
    const int newest = number_of(1) > number_of(0) ? 1 : 0;
    const int in_turn[] = {newest, 1 - newest};
    for (const int slot : in_turn) {
        if (number_of(slot) == 0) continue;
        if (try_image(slot_[slot]->read(), image_room(slot)) == done) {
            switch_to(slot);
            return done;
        }
    }
    const refusal why = try_image(factory_image, size);
    if (why == done) switch_to(factory);
    return why;
}

refusal model_slots::begin(uint32_t bytes) {
    give_up();
    if (bytes > image_room(spare())) return "the image is larger than a slot";
    if (bytes == 0 || bytes % 16 != 0) return "no image has this length";
    if (!slot_[spare()]->erase()) return "the flash was not erased";
    expected_ = bytes;
    return done;
}

refusal model_slots::append(const unsigned char* bytes, uint32_t count) {
    if (count % 16 != 0 || count > expected_ - received_) return "more bytes than announced";
    if (!slot_[spare()]->program(received_, bytes, count)) {
        give_up();
        return "the flash was not programmed";
    }
    received_ += count;
    return done;
}

bool model_slots::holds(uint32_t offset, const unsigned char* bytes, uint32_t count) const {
    return offset <= received_ && count <= received_ - offset &&
           memcmp(slot_[spare()]->read() + offset, bytes, count) == 0;
}

refusal model_slots::finish() {
    if (expected_ == 0) return "no transfer has begun";
    if (received_ < expected_) return "pieces are missing";
    const int slot = spare();
    const uint32_t bytes = expected_;
    give_up();
    const refusal why = try_image(slot_[slot]->read(), bytes);
    if (why != done) return why;
    const uint32_t newest = number_of(0) > number_of(1) ? number_of(0) : number_of(1);
    const refusal not_marked = mark(slot, newest + 1);
    if (not_marked == done) switch_to(slot);
    return not_marked;
}

/// Over the memory that is not in use.
refusal model_slots::try_image(const void* bytes, size_t size) {
    any_model& model = model_[1 - seat_];
    picomlp::image image;
    const status opened = image.open(bytes, size);
    if (opened != status::ok) return refused(opened);
    const status fits = model.open(image, memory_[1 - seat_]);
    if (fits != status::ok) return refused(fits);
    return refused(model.self_test());
}

/// What the mark says: models are counted from 1. 0 without a mark, also when power has failed
/// while it was programmed: the number and its complement belong together.
uint32_t model_slots::number_of(int slot) const {
    uint32_t words[2];
    memcpy(words, slot_[slot]->read() + image_room(slot), sizeof words);
    return words[0] == ~words[1] ? words[0] : 0;
}

refusal model_slots::mark(int slot, uint32_t number) {
    const uint32_t words[mark_bytes / 4] = {number, ~number, 0, 0};
    unsigned char bytes[mark_bytes];
    memcpy(bytes, words, sizeof bytes);
    if (!slot_[slot]->program(image_room(slot), bytes, mark_bytes) || number_of(slot) != number) {
        return "the flash was not programmed";
    }
    return done;
}

void model_slots::give_up() {
    expected_ = 0;
    received_ = 0;
}

void model_slots::switch_to(int slot) {
    seat_ = 1 - seat_;
    live_slot_ = slot;
}

}  // namespace update
