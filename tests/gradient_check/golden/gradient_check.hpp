// Written by tests/gradient_check/golden/gradient_check.py; regenerate with: /usr/bin/python3 tests/gradient_check/golden/gradient_check.py
// clang-format off
#pragma once

namespace golden {
inline constexpr double features[] = {
    0x1.9fd5190657c50p+0, -0x1.393822fb7d9adp-1, -0x1.0e6c872548fd2p-1,
    -0x1.12ae1255cb80cp+0, 0x1.bb16b5735117dp-1, -0x1.2698d1ecca259p+1,
    0x1.beabfbd8fc605p+0, -0x1.85bce931aaff6p-1, 0x1.46b22f4ed7b24p-2,
    -0x1.feb5e53a223c6p-3, 0x1.764cb4acd4876p+0, -0x1.07b2b0d639af4p+1};
inline constexpr double targets[] = {
    0x1.0000000000000p+0, 0x1.0000000000000p+0, 0x0.0p+0};
inline constexpr double parameters[] = {
    -0x1.4a27bc4b9f836p-2, -0x1.89458b74bfb94p-2, 0x1.223eb6d408ecbp+0,
    -0x1.1992795e450ecp+0, -0x1.61220a42b2388p-3, -0x1.c176a896fb2eep-1,
    0x1.59d0a4b2b920cp-5, 0x1.2a66c1750a9a2p-1, -0x1.19c22dab7adc6p+0,
    0x1.250c9cf0b7892p+0, 0x1.cd9d4c86a5716p-1, 0x1.0146f020046fbp-1,
    0x1.cd3cfdb0fed07p-1, -0x1.5e1193f509243p-1, -0x1.f75bbdb99c4c2p-4,
    -0x1.df1d2bd97a6e4p-1, -0x1.125140b3ed8ccp-2, 0x1.0f8ac071ca680p-1,
    -0x1.62215ba92c886p-1, -0x1.96468e79ad237p-2, -0x1.5fd519a36f75bp-1,
    -0x1.b0becb39436e5p-1, -0x1.57ad92a705773p-1, -0x1.9efe5b1639c7ap-7,
    -0x1.1e080d0edef1cp+0, 0x1.e015565e58f18p-3, 0x1.a8e8cba48438fp+0,
    0x1.7bed3653bc1fap-1, -0x1.88e113fcd36b2p-3, -0x1.c6774db774160p-1,
    -0x1.7e8b882930a50p-1, 0x1.b144b46960ff9p+0, 0x1.a03795a4adef3p-5,
    -0x1.46244b1b6b640p-1, 0x1.86feb29792f4dp-3, 0x1.0cd5290a3760ep+1,
    0x1.ec2bcb33aef63p-4, 0x1.3c020bc65da09p-1, 0x1.335fd92dc2b2dp-2,
    -0x1.68b42f0ad7bd4p-2, -0x1.247c129797069p+0, -0x1.65ba193f6f877p-2,
    -0x1.abd0bd6557601p-3, 0x1.2c59dffa67c79p-1, 0x1.ad8f3be8f471ep-1,
    0x1.dcb96978df644p-1, 0x1.247100f87a042p-2};
inline constexpr double gradient[] = {
    -0x1.7e70f611b3123p-2, -0x1.7aa1da0643445p+0, 0x1.685e76b9a478ep-3,
    -0x1.563bd35327ac0p+0, -0x1.425b8095ba54fp-6, -0x1.5f2c392b38c41p-4,
    0x1.856fb093011d1p-7, -0x1.3a56fed149323p-4, 0x1.40cd403fb9513p-5,
    -0x1.c5d0a9bf2f454p-5, 0x1.8f2c3bffefdb1p-5, -0x1.7f5c5a7960635p-4,
    -0x1.b5454efc8bfa2p-5, -0x1.b0ea66802f222p-3, 0x1.9c08b741c696cp-6,
    -0x1.874c79e31afc2p-3, 0x0.0p+0, 0x0.0p+0,
    0x0.0p+0, 0x0.0p+0, 0x1.440c80270852bp-1,
    0x1.3129d804d1da3p-5, -0x1.06328259165e7p-4, 0x1.7281bb1f2b951p-4,
    0x0.0p+0, 0x0.0p+0, 0x0.0p+0,
    0x0.0p+0, 0x0.0p+0, 0x0.0p+0,
    0x0.0p+0, 0x0.0p+0, 0x0.0p+0,
    0x0.0p+0, 0x0.0p+0, 0x1.d4e3f440e2166p-1,
    0x1.91a95bd34ccb1p-6, -0x1.ba48c07aff691p-4, 0x1.ce3e47b1eea89p-1,
    0x0.0p+0, 0x0.0p+0, 0x0.0p+0,
    0x1.94c0d54ffc874p-3, 0x0.0p+0, 0x0.0p+0,
    0x1.1f3cc7d8272e4p+1, 0x1.b2b41309338dap-3};
inline constexpr double epsilon = 1e-07;
inline constexpr double cost = 2.407833389834374;
inline constexpr double planted_ratio = 0.2850931491818837;
inline constexpr double printed_planted_ratio = 0.285093156781;
}  // namespace golden
