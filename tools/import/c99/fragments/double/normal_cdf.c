/* SPDX-License-Identifier: MIT */
/* The normal distribution: parts of its tail and its middle. */

/* The upper half of x's bits. */
static inline double name_upper_half(double x) {
    return name_from_bits(name_bits(x) & 0xfffffffff8000000u);
}

/* exp(x^2 / 2) Phi(-x) for 0.65625 <= x <= 39 */
static inline double name_normal_tail_ratio(double x) {
    const double q = (x - 4.0) / (x + 4.0);
    double p = 0x1.1f6991f65658cp-29;
    p = p * q + 0x1.053b3befa703p-25;
    p = p * q - 0x1.b522c228a02bep-26;
    p = p * q - 0x1.ef421454635bbp-23;
    p = p * q + 0x1.e1c730bac2c0ap-26;
    p = p * q + 0x1.42a12786561e7p-20;
    p = p * q + 0x1.4ce39f9e25b8ep-21;
    p = p * q - 0x1.8b59abe2becc1p-18;
    p = p * q - 0x1.95714a73f8c13p-18;
    p = p * q + 0x1.08bcc57dd161ep-15;
    p = p * q + 0x1.3dad86da27899p-15;
    p = p * q - 0x1.ac90607ba70fap-13;
    p = p * q - 0x1.2c88bf71f4fadp-13;
    p = p * q + 0x1.9d653d6c886fdp-10;
    p = p * q - 0x1.3d35c0ef9e5dap-10;
    p = p * q - 0x1.5877b9b97de4bp-7;
    p = p * q + 0x1.6b6ea911a5fe3p-5;
    p = p * q - 0x1.862fda1be5192p-4;
    p = p * q + 0x1.0800fd0f64682p-3;
    p = p * q - 0x1.8ac5bd76367d3p-4;
    p = p * q - 0x1.78fbb7ec2d94p-6;
    p = p * q + 0x1.b30b52fe27788p-1;
    return p / (1.0 + 2.0 * x);
}

/* From here on Phi(-x) is +0. */
#define NAME_LAST_NORMAL 39.0

/* (Phi(x) - 1/2) / x, z = x^2, for |x| < 0.65625 */
static inline double name_middle_polynomial(double z) {
    double p = 0x1.26c6248b52dafp-29;
    p = p * z - 0x1.61f7698d1bd0fp-25;
    p = p * z + 0x1.658f752de7c6fp-21;
    p = p * z - 0x1.3ce93446a9598p-17;
    p = p * z + 0x1.e42b0f5c5920ap-14;
    p = p * z - 0x1.37403f7068df2p-10;
    p = p * z + 0x1.46d0429774813p-7;
    p = p * z - 0x1.1058377e2cf9fp-4;
    return p * z + 0x1.9884533d43651p-2;
}
