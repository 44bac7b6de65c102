// SPDX-License-Identifier: MIT
// The update's slots and protocol without a serial line, over flash that may fail at any moment.
// tests/examples/update drives the whole program.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "update/receiver.hpp"

namespace {

using update::model_slots;
using update::receiver;
using bytes = std::vector<unsigned char>;

using small = picomlp::network<picomlp::input<2>, picomlp::dense<3, picomlp::relu>,
                               picomlp::dense<1, picomlp::sigmoid>>;
using large = picomlp::network<picomlp::input<3>, picomlp::dense<9, picomlp::relu>,
                               picomlp::dense<4, picomlp::softmax>>;

/// With one test vector, which the library has made.
template <class Network>
bytes image_of(uint32_t seed) {
    typename Network::parameters w;
    initialize(w, picomlp::he_normal{}, picomlp::xoshiro128pp{seed});
    const float x[Network::inputs] = {1, -0.5F};
    float y[Network::outputs];
    typename Network::scratch scratch;
    REQUIRE(predict(w, scratch, x, y) == picomlp::status::ok);
    auto contents = picomlp::contents_of(w);
    contents.test_x = x;
    contents.test_y = y;
    contents.test_samples = 1;
    bytes image(picomlp::image_bytes(contents));
    REQUIRE(write_image(contents, image.data(), image.size()) == picomlp::status::ok);
    return image;
}

/// Power for so many bytes that are erased or programmed.
struct supply {
    size_t bytes = SIZE_MAX;

    size_t take(size_t wanted) {
        const size_t given = wanted < bytes ? wanted : bytes;
        bytes -= given;
        return given;
    }
};

constexpr uint32_t sector_bytes = 1024;

class failing_sector final : public update::sector {
  public:
    failing_sector(unsigned char* memory, supply& power) : first_(memory), power_(power) {}
    const unsigned char* read() const override { return first_; }
    uint32_t size() const override { return sector_bytes; }
    bool erase() override {
        const size_t count = power_.take(sector_bytes);
        std::memset(first_, 0xff, count);
        return count == sector_bytes;
    }
    bool program(uint32_t offset, const unsigned char* from, uint32_t wanted) override {
        REQUIRE((offset % 16 == 0 && wanted % 16 == 0 && offset + wanted <= sector_bytes));
        const size_t count = power_.take(wanted);
        bool is_erased = true;
        for (size_t k = 0; k < count; ++k) {
            is_erased = is_erased && first_[offset + k] == 0xff;
            first_[offset + k] &= from[k];
        }
        CHECK(is_erased);
        return count == wanted;
    }

  private:
    unsigned char* first_;
    supply& power_;
};

/// Flash, and what runs since the last reset.
struct board {
    struct alignas(64) memory {
        unsigned char flash[2][sector_bytes];
        unsigned char predictions[2][512];
    };
    struct running {
        failing_sector first, second;
        model_slots slots;
        receiver by;
        update::refusal started;

        running(memory& all, supply& power, const bytes& factory)
            : first(all.flash[0], power),
              second(all.flash[1], power),
              slots(first, second, all.predictions[0], all.predictions[1]),
              by(slots),
              started(slots.start(factory.data(), factory.size())) {}
    };
    bytes factory = image_of<small>(1);
    supply power;
    std::unique_ptr<memory> all = std::make_unique<memory>();
    std::unique_ptr<running> now;

    board() {
        std::memset(all->flash, 0xff, sizeof all->flash);
        reset();
    }
    void reset() {
        power.bytes = SIZE_MAX;
        now = std::make_unique<running>(*all, power, factory);
    }
    /// All of it. Null when everything went well.
    update::refusal transfer(const bytes& image) {
        update::refusal why = now->slots.begin(static_cast<uint32_t>(image.size()));
        for (size_t at = 0; at < image.size() && why == nullptr; at += 16) {
            why = now->slots.append(image.data() + at, 16);
        }
        return why != nullptr ? why : now->slots.finish();
    }
    bool uses(const bytes& image) const {
        const update::any_model& model = now->slots.live();
        return model.is_open() && model.self_test() == picomlp::status::ok &&
               model.image().size() == image.size() &&
               std::memcmp(model.image().data(), image.data(), image.size()) == 0;
    }
    std::string answer_to(const std::string& line) {
        std::string said;
        for (const char character : line) {
            const char* const answer = now->by.take(character);
            if (answer != nullptr) said += answer;
        }
        return said;
    }
    std::string ask(const char* text) { return answer_to(update::line().add(text).sealed()); }
};

std::string sealed(const char* text) { return update::line().add(text).sealed(); }

}  // namespace

TEST_CASE("models of any shape replace one another, and the newest is found after a reset") {
    board any;
    REQUIRE(any.now->started == nullptr);
    CHECK(any.uses(any.factory));
    CHECK(any.now->slots.live_slot() == model_slots::factory);
    for (uint32_t seed = 2; seed < 7; ++seed) {
        const bytes image = seed % 2 == 0 ? image_of<large>(seed) : image_of<small>(seed);
        REQUIRE(any.transfer(image) == nullptr);
        CHECK(any.uses(image));
        CHECK(any.now->slots.live_slot() == static_cast<int>(seed % 2));
        any.reset();
        CHECK(any.uses(image));
        CHECK(any.now->slots.live_slot() == static_cast<int>(seed % 2));
    }
}

TEST_CASE("wherever power fails, the model in use is the old one or the new one, and works") {
    const bytes old = image_of<small>(2);
    const bytes replacement = image_of<large>(3);
    const size_t everything = sector_bytes + replacement.size() + model_slots::mark_bytes;
    size_t replaced = 0;
    for (const bool filled : {false, true}) {
        for (size_t power = 0; power <= everything; ++power) {
            board any;
            REQUIRE(any.transfer(old) == nullptr);
            if (filled) {
                REQUIRE(any.transfer(image_of<large>(4)) == nullptr);
                REQUIRE(any.transfer(old) == nullptr);
            }
            any.power.bytes = power;
            const bool went_well = any.transfer(replacement) == nullptr;
            CHECK(went_well == (power == everything));
            CHECK(any.uses(went_well ? replacement : old));
            CHECK(any.now->slots.expected() == 0);
            any.reset();
            CHECK(any.now->started == nullptr);
            CHECK((any.uses(replacement) || (power < everything && any.uses(old))));
            replaced += any.uses(replacement) ? 1 : 0;
        }
    }
    CHECK(replaced >= 2);
    CHECK(replaced <= 2 * model_slots::mark_bytes);
}

TEST_CASE(
    "a model that has decayed in flash is passed over for the older one, then the factory's") {
    board any;
    const bytes old = image_of<small>(2);
    REQUIRE(any.transfer(old) == nullptr);
    REQUIRE(any.transfer(image_of<large>(3)) == nullptr);
    any.all->flash[1][100] ^= 1;
    any.reset();
    CHECK(any.uses(old));
    any.all->flash[0][100] ^= 1;
    any.reset();
    CHECK(any.uses(any.factory));
    any.factory[100] ^= 1;
    any.reset();
    CHECK(any.now->started == picomlp::describe(picomlp::status::damaged_data));
    CHECK(any.ask("status") == sealed("ok no model"));
    CHECK(any.ask("predict 00000000 00000000") == sealed("no: there is no model"));
    REQUIRE(any.transfer(old) == nullptr);
    CHECK(any.uses(old));
}

TEST_CASE("an image that was not finished is not used, whatever it holds") {
    board any;
    const bytes image = image_of<large>(2);
    REQUIRE(any.now->slots.begin(static_cast<uint32_t>(image.size())) == nullptr);
    REQUIRE(any.now->slots.append(image.data(), static_cast<uint32_t>(image.size())) == nullptr);
    any.reset();
    CHECK(any.uses(any.factory));
}

TEST_CASE("bytes beyond what was announced, and a transfer that has not begun, are refused") {
    board any;
    const bytes image = image_of<large>(2);
    CHECK(any.now->slots.finish() != nullptr);
    CHECK(any.now->slots.append(image.data(), 16) != nullptr);
    REQUIRE(any.now->slots.begin(32) == nullptr);
    CHECK(any.now->slots.finish() == std::string("pieces are missing"));
    CHECK(any.now->slots.append(image.data(), 48) != nullptr);
    CHECK(any.now->slots.append(image.data(), 8) != nullptr);
    REQUIRE(any.now->slots.append(image.data(), 32) == nullptr);
    CHECK(any.now->slots.holds(16, image.data() + 16, 16));
    CHECK_FALSE(any.now->slots.holds(16, image.data(), 16));
    CHECK_FALSE(any.now->slots.holds(16, image.data() + 16, 32));
    CHECK(any.now->slots.begin(sector_bytes) != nullptr);
    CHECK(any.now->slots.begin(24) != nullptr);
    CHECK(any.now->slots.expected() == 0);
    CHECK(any.now->slots.begin(sector_bytes - model_slots::mark_bytes) == nullptr);
}

TEST_CASE("lines may end as on any system, and everything else about them is strict") {
    board any;
    const std::string live = any.ask("status");
    CHECK(live.substr(0, 42) == "ok factory model, features 2, outputs 1, C");
    CHECK(any.answer_to("\n\r\n") == "");
    std::string line = sealed("status");
    line.insert(line.size() - 1, "\r");
    CHECK(any.answer_to(line) == live);
    CHECK(any.answer_to("status\n") == sealed("again, no transfer has begun"));
    CHECK(any.answer_to("status *00000000\n") == sealed("again, no transfer has begun"));
    CHECK(any.answer_to(std::string(5000, 'x') + "\n") == sealed("again, no transfer has begun"));
    CHECK(any.ask("begin") == sealed("no: begin BYTES"));
    CHECK(any.ask("begin 96 bytes") == sealed("no: begin BYTES"));
    CHECK(any.ask("status now") == sealed("no: there is no such command"));
    CHECK(any.ask("finish now") == sealed("no: there is no such command"));
    CHECK(any.ask("begin 4294967296") == sealed("no: begin BYTES"));
    CHECK(any.ask("begin 96") == sealed("ok next 0, bytes in a piece: 64"));
    CHECK(any.ask("piece 0 0g") == sealed("no: piece NUMBER HEXADECIMAL"));
    CHECK(any.ask("piece 0 00 00") == sealed("no: piece NUMBER HEXADECIMAL"));
    CHECK(any.ask("piece 0 00") == sealed("no: a piece's length"));
    CHECK(any.ask("piece 4294967295 00") == sealed("no next 0"));
    CHECK(any.ask("piece 67108864 00") == sealed("no next 0"));
    CHECK(any.ask("finish") == sealed("no next 0"));
    CHECK(any.uses(any.factory));
}
