// Instructions, stack and RAM of what a program asks of the library, one line each:
//     NETWORK JOB MEASURE NUMBER
#include <stdio.h>

#include "board.hpp"
#include "networks.hpp"

namespace {

using namespace networks;
using job = void (*)();

void print(const char* name, const char* job, const char* measure, size_t number) {
    printf("%s %s %s %lu\n", name, job, measure, static_cast<unsigned long>(number));
}

/// The call of a job and the job, its return included, less those of a job that does nothing.
[[gnu::noipa]] uint32_t count(job j) {
    board::start_counting();
    j();
    return board::stop_counting();
}
[[gnu::noipa]] void nothing() {}
uint32_t instructions_of(job j) { return count(j) - count(nothing); }

[[gnu::noipa]] size_t stack_of(job j) {
    board::paint_stack();
    j();
    return board::stack_used();
}

template <class Network>
struct work {
    static inline typename Network::parameters w;
    static inline typename Network::scratch scratch;
    static inline float x[Network::inputs];
    static inline float y[Network::outputs];
    static inline float target[Network::outputs];
    static inline teacher<Network> t;
    static inline picomlp::random source{1};
    static inline bool passed;

    [[gnu::noipa]] static void initialization() { initialize(w, he_normal{}, source); }
    [[gnu::noipa]] static void prediction() { passed = predict(w, scratch, x, y) == status::ok; }
    [[gnu::noipa]] static void training_step() { passed = t.step(w, x, target).ok(); }

    static void prepare() {
        source = picomlp::random{1};
        for (float& feature : x) feature = uniform(source, -1.0F, 1.0F);
        for (float& value : target) value = uniform(source, -1.0F, 1.0F);
        t = teacher<Network>{{0.01F}};
        passed = true;
    }

    /// The jobs in the order in which a program has them, once for each measure.
    static bool report(const char* name) {
        struct {
            const char* name;
            job run;
        } const jobs[] = {
            {"initialize", initialization}, {"predict", prediction}, {"train", training_step}};
        prepare();
        for (const auto& job : jobs) {
            print(name, job.name, "instructions", instructions_of(job.run));
            if (!passed) return false;
        }
        prepare();
        for (const auto& job : jobs) {
            print(name, job.name, "stack", stack_of(job.run));
            if (!passed) return false;
        }
        print(name, "predict", "ram", sizeof scratch);
        print(name, "train", "ram", sizeof t);
        return true;
    }
};

/// Two instructions in each turn.
template <uint32_t Turns>
[[gnu::noipa]] void loop() {
    uint32_t left = Turns;
#if defined(__arm__)
    __asm__ volatile(
        ".syntax unified\n"
        "1: subs %0, %0, #1\n"
        "bne 1b"
        : "+l"(left)::"cc");
#else
    __asm__ volatile(
        "1: addi %0, %0, -1\n"
        "bnez %0, 1b"
        : "+r"(left));
#endif
}

/// For whoever reads to see that what counts does count.
void count_loops() {
    print("loop", "1", "instructions", instructions_of(loop<1>));
    print("loop", "2", "instructions", instructions_of(loop<2>));
    print("loop", "1000", "instructions", instructions_of(loop<1000>));
    print("loop", "1000000", "instructions", instructions_of(loop<1000000>));
    print("loop", "8000000", "instructions", instructions_of(loop<8000000>));
}

}  // namespace

int main() {
    count_loops();
    const bool passed = work<small>::report("2-10-5-1") && work<medium>::report("16-32-32-4") &&
                        work<large>::report("64-64-64-10");
    return passed ? 0 : 1;
}
