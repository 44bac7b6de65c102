// SPDX-License-Identifier: MIT
#include "common/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "doctest_config.hpp"

namespace {

/// Both ends of a terminal of this machine; below 0 when it gives out none.
struct pseudo_terminal {
    pseudo_terminal() : ours(posix_openpt(O_RDWR | O_NOCTTY)) {
        if (ours >= 0 && grantpt(ours) == 0 && unlockpt(ours) == 0) {
            theirs = open(ptsname(ours), O_RDWR | O_NOCTTY);
        }
    }
    ~pseudo_terminal() {
        if (theirs >= 0) close(theirs);
        if (ours >= 0) close(ours);
    }
    void set_width(unsigned short columns) const {
        const winsize size = {24, columns, 0, 0};
        REQUIRE(ioctl(theirs, TIOCSWINSZ, &size) == 0);
    }

    int ours;
    int theirs = -1;
};

}  // namespace

TEST_CASE("a terminal is told from what is none, and its width followed") {
    const pseudo_terminal terminal;
    if (terminal.theirs < 0) {
        MESSAGE("this machine gives out no terminals");
        return;
    }
    CHECK(is_terminal(terminal.theirs));
    terminal.set_width(123);
    CHECK(terminal_width(terminal.theirs) == 123);
    terminal.set_width(40);
    CHECK(terminal_width(terminal.theirs) == 40);
}

TEST_CASE("a terminal that does not know its width is 80 characters wide") {
    const pseudo_terminal terminal;
    if (terminal.theirs < 0) return;
    terminal.set_width(0);
    CHECK(terminal_width(terminal.theirs) == 80);
}

TEST_CASE("what is no terminal counts as 80 characters wide") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    CHECK_FALSE(is_terminal(ends[1]));
    CHECK(terminal_width(ends[1]) == 80);
    close(ends[0]);
    close(ends[1]);
    CHECK_FALSE(is_terminal(-1));
    CHECK(terminal_width(-1) == 80);
}
