// Measuring on a Cortex-M: start-up, semihosting, and SysTick as a counter of instructions.
//
// QEMU's -icount shift=7 lets an instruction take 128 ns of the board's time, and SysTick counts
// the processor's clock, several ticks an instruction. Its 24 bits wrap after some five million
// instructions; an interrupt of known length counts that.
#include "platform.hpp"

extern "C" {
extern uint32_t data_in_flash[], data_begin[], data_end[], bss_begin[], bss_end[];
extern uint32_t stack_limit[], stack_top[];
uint32_t counter_wraps;
int main();
void reset();
}

namespace {

constexpr int sys_write0 = 0x04;
constexpr int sys_exit_extended = 0x20;
constexpr uint32_t application_exit = 0x20026;
constexpr uint32_t exit_of_a_fault = 99;

constexpr uint32_t nanoseconds_of_an_instruction = 128;
constexpr uint32_t ticks_of_a_wrap = 1U << 24;
constexpr uint32_t instructions_of_a_wrap = 5;  // of count_wrap()

void ask_debugger(int operation, const void* argument) {
    register int r0 __asm__("r0") = operation;
    register const void* r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

[[noreturn]] void leave(uint32_t code) {
    const uint32_t block[2] = {application_exit, code};
    for (;;) ask_debugger(sys_exit_extended, block);
}

void fault() {
    platform::print("FAULT: the processor trapped\n");
    leave(exit_of_a_fault);
}

[[gnu::naked]] void count_wrap() {
    __asm__(
        "ldr r0, =counter_wraps\n"
        "ldr r1, [r0]\n"
        "adds r1, #1\n"
        "str r1, [r0]\n"
        "bx lr\n"
        ".pool\n");
}

/// The vector table: its first word is no function, so it is a struct.
struct vector_table {
    void* initial_stack;
    void (*handler[15])();
};
[[gnu::section(".vectors"), gnu::used]] const vector_table vectors = {
    stack_top,
    {reset, fault, fault, fault, fault, fault, fault, nullptr, nullptr, nullptr, fault, fault,
     nullptr, fault, count_wrap}};

volatile uint32_t& word_at(uintptr_t address) {
    return *reinterpret_cast<volatile uint32_t*>(address);
}
volatile uint32_t& counter_control() { return word_at(0xe000e010); }
volatile uint32_t& counter_reload() { return word_at(0xe000e014); }
volatile uint32_t& counter_value() { return word_at(0xe000e018); }

/// Ticks until the counter next reaches 0, where the interrupt comes.
uint32_t ticks_left() {
    const uint32_t value = counter_value();
    return value == 0 ? ticks_of_a_wrap : value;
}

/// Ticks from one reading of the counter to the other, with a job between them.
[[gnu::noipa]] uint64_t ticks_of(platform::job j) {
    counter_wraps = 0;
    counter_reload() = ticks_of_a_wrap - 1;
    counter_value() = 0;
    counter_control() = 7;  // processor clock, interrupt, on
    __asm__ volatile("" ::: "memory");
    const uint32_t before = ticks_left();
    j();
    const uint32_t after = ticks_left();
    counter_control() = 0;
    __asm__ volatile("" ::: "memory");
    const uint64_t wraps = *const_cast<volatile uint32_t*>(&counter_wraps);
    return wraps * ticks_of_a_wrap + before - after;
}

[[gnu::noipa]] void nothing() {}
[[gnu::noipa]] void a_million_turns() { platform::turn(1000000); }

uint32_t kilohertz;
uint32_t instructions_around_a_job;

/// Ticks as instructions, rounded: one is more than two ticks long.
uint32_t as_instructions(uint64_t ticks) {
    const uint64_t nanoseconds = ticks * 1000000U / kilohertz;
    const uint64_t half = nanoseconds_of_an_instruction / 2;
    return uint32_t((nanoseconds + half) / nanoseconds_of_an_instruction);
}

/// The processor's clock, from a job of known length; boards have theirs in whole kilohertz. The
/// first reading after start-up can be off by a tick, so it is taken twice.
void set_up_counter() {
    for (int repeat = 0; repeat < 2; ++repeat) {
        const uint64_t ticks = ticks_of(a_million_turns) - ticks_of(nothing);
        const uint64_t nanoseconds = uint64_t{2000000} * nanoseconds_of_an_instruction;
        kilohertz = uint32_t((ticks * 1000000U + nanoseconds / 2) / nanoseconds);
        instructions_around_a_job = 0;
        instructions_around_a_job = platform::instructions_of(nothing);
    }
}

}  // namespace

void platform::print(const char* text) { ask_debugger(sys_write0, text); }

[[gnu::noipa]] uint32_t platform::instructions_of(job j) {
    const uint64_t ticks = ticks_of(j);
    return as_instructions(ticks) - counter_wraps * instructions_of_a_wrap -
           instructions_around_a_job;
}

[[gnu::noipa]] void platform::turn(uint32_t turns) {
    __asm__ volatile(
        ".syntax unified\n"
        "1: subs %0, #1\n"
        "bne 1b\n"
        : "+l"(turns)
        :
        : "cc");
}

void reset() {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    // CPACR: full access to coprocessors 10 and 11, which are the floating-point unit and Helium.
    word_at(0xe000ed88) = word_at(0xe000ed88) | 0xfU << 20;
    __asm__ volatile("dsb\n isb" ::: "memory");
#endif
    const uint32_t* from = data_in_flash;
    for (uint32_t* to = data_begin; to < data_end; ++to) *to = *from++;
    for (uint32_t* to = bss_begin; to < bss_end; ++to) *to = 0;
    set_up_counter();
    leave(uint32_t(main()));
}
