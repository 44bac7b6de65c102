// SPDX-License-Identifier: MIT
// Two slots for models: one is in use while the other one is filled, checked, and only then used.
#pragma once

#include <picomlp/picomlp.hpp>

#include "update/sector.hpp"

namespace update {

/// What a model may be made of. A model of other activations is refused.
using activations = picomlp::activation_list<picomlp::relu, picomlp::sigmoid, picomlp::softmax>;
using any_model = picomlp::dynamic_model<activations>;

/// Why something was refused, in plain English; null when it was not.
using refusal = const char*;

/// A slot is a sector: the image at its beginning and, in its last 16 bytes, a mark that is
/// programmed when the image has passed all checks. Power may fail at any moment: a slot without
/// its mark is not used, and the slot in use is not touched.
class model_slots {
  public:
    /// What a sector holds besides the image.
    static constexpr uint32_t mark_bytes = 16;

    /// `one` and `other` are memory for predictions, as large as the largest model wants
    /// (any_model::bytes): a new model is tested in one of them while the old one works in the
    /// other.
    model_slots(sector& first, sector& second, picomlp::memory_block one,
                picomlp::memory_block other)
        : slot_{&first, &second}, memory_{one, other} {}

    /// At start-up: the newest model that a slot holds or, when no slot holds one that works, the
    /// factory's image, which stays where it is.
    refusal start(const void* factory, size_t size);

    /// Erases the slot that is not in use for an image of `bytes` bytes.
    refusal begin(uint32_t bytes);
    /// The image's next bytes; `count` is a multiple of 16. A failure of the flash ends the
    /// transfer.
    refusal append(const unsigned char* bytes, uint32_t count);
    /// Opens the image, runs its test vectors and makes it the model in use. Whatever is wrong, the
    /// model in use stays, and the image is given up.
    refusal finish();

    /// Of the transfer that has begun; 0 when there is none.
    uint32_t expected() const { return expected_; }
    uint32_t received() const { return received_; }
    /// Whether these bytes are what has been received at `offset`.
    bool holds(uint32_t offset, const unsigned char* bytes, uint32_t count) const;

    /// Open once start() has found a model.
    const any_model& live() const { return model_[seat_]; }
    /// 0 or 1; `factory` for a model that is in neither.
    static constexpr int factory = 2;
    int live_slot() const { return live_slot_; }

  private:
    refusal try_image(const void* bytes, size_t size);
    uint32_t image_room(int slot) const { return slot_[slot]->size() - mark_bytes; }
    uint32_t number_of(int slot) const;
    refusal mark(int slot, uint32_t number);
    void give_up();
    void switch_to(int slot);
    int spare() const { return live_slot_ == 0 ? 1 : 0; }

    sector* slot_[2];
    picomlp::memory_block memory_[2];
    any_model model_[2];  ///< the one in use, and the one that is tried
    int seat_ = 0;        ///< which of them is in use
    int live_slot_ = factory;
    uint32_t expected_ = 0;
    uint32_t received_ = 0;
};

}  // namespace update
