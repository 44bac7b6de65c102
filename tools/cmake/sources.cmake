# SPDX-License-Identifier: MIT
# Which sources the library has: all in lib/picomlp, but for those that are named here. A new source needs
# nothing; one that belongs to some libraries alone is added here as in its floor's meson.build, and
# tests/packaging/cmake_flags.py names it until it is.
set(floors "${picomlp_lib}/picomlp")
file(GLOB_RECURSE picomlp_sources CONFIGURE_DEPENDS "${floors}/*.cpp")

# Compiled once for each instruction set of x86-64.
file(GLOB picomlp_sources_of_math CONFIGURE_DEPENDS "${floors}/math/detail/arrays/*.cpp")
set(picomlp_sources_of_kernels "${floors}/kernels/dispatch/kernel_table.cpp")
set(picomlp_sources_of_random "${floors}/random/detail/normal_blocks.cpp")
set(picomlp_sources_of_quantized "${floors}/quantized/kernels/x86_dense.cpp"
  "${floors}/quantized/kernels/x86_tiles.cpp")
list(REMOVE_ITEM picomlp_sources ${picomlp_sources_of_math} ${picomlp_sources_of_kernels}
  ${picomlp_sources_of_random} ${picomlp_sources_of_quantized})

# Only where the library has those instruction sets.
if(NOT picomlp_sets)
  list(REMOVE_ITEM picomlp_sources "${floors}/math/detail/array_functions_x86.cpp"
    "${floors}/trainer/batch_step.cpp" "${floors}/trainer/few_samples_step.cpp"
    "${floors}/trainer/sample_step.cpp"
    "${floors}/simd/dispatch/x86_features.cpp")
endif()

# One of two: instruction sets are chosen at run time, or there is one.
if(picomlp_sets AND NOT picomlp_alone)
  list(REMOVE_ITEM picomlp_sources "${floors}/simd/dispatch/one.cpp" "${floors}/kernels/dispatch/direct.cpp")
  set(picomlp_direct_sources)
else()
  list(REMOVE_ITEM picomlp_sources "${floors}/simd/dispatch/x86.cpp" "${floors}/kernels/dispatch/x86.cpp"
    "${floors}/kernels/dispatch/direct.cpp")
  if(picomlp_alone)
    set(picomlp_direct_sources "${floors}/kernels/dispatch/x86.cpp")
  else()
    set(picomlp_direct_sources "${floors}/kernels/dispatch/direct.cpp")
  endif()
endif()
