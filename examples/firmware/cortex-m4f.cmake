# SPDX-License-Identifier: MIT
# A CMake toolchain for the Cortex-M4F; its options are those of tools/cross/cortex-m4f.ini.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR cortex-m4)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_C_FLAGS_INIT "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")
# There is nothing yet by which a program would start.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
