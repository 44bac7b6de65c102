// SPDX-License-Identifier: MIT
// Firmware whose model is replaced over a serial line: README.md has the protocol.
#include "factory_model.hpp"
#include "update/receiver.hpp"
#include "update/serial.hpp"

namespace {

// What the largest model may take.
constexpr uint32_t sector_bytes = 4096;
constexpr size_t prediction_bytes = 1024;

alignas(64) unsigned char flash[2][sector_bytes];
alignas(update::any_model::alignment) unsigned char memory[2][prediction_bytes];

}  // namespace

int main() {
    update::ram_sector first(flash[0], sector_bytes);
    update::ram_sector second(flash[1], sector_bytes);
    update::model_slots slots(first, second, memory[0], memory[1]);
    // When no model works, "status" and "predict" say so, and a new one can be sent.
    (void)slots.start(factory_model, sizeof factory_model);
    update::receiver receiver(slots);
    serial::open();
    for (char character; serial::receive(character);) {
        const char* const answer = receiver.take(character);
        if (answer != nullptr) serial::send(answer);
    }
}
