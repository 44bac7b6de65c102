# SPDX-License-Identifier: MIT
# What the compiler at hand takes, and what it compiles for.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)

if(MSVC)
  message(FATAL_ERROR "picomlp: the bits are promised for gcc and clang, and this compiler takes the options of "
    "MSVC: choose another by -DCMAKE_CXX_COMPILER=clang++.")
endif()

# For the checks: nothing is linked, as a board has nothing to start by, and a parent project's settings
# for its own checks stay away.
macro(picomlp_check_alone)
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  set(CMAKE_REQUIRED_QUIET TRUE)
  foreach(name FLAGS DEFINITIONS INCLUDES LINK_OPTIONS LIBRARIES)
    unset(CMAKE_REQUIRED_${name})
  endforeach()
endmacro()

# result: those of the flags that the compiler takes. One check is enough where it takes all.
function(picomlp_supported result)
  picomlp_check_alone()
  string(MAKE_C_IDENTIFIER "PICOMLP_TAKES${ARGN}" all)
  check_cxx_compiler_flag("${ARGN}" ${all})
  if(${all})
    set(${result} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  set(taken)
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "PICOMLP_TAKES${flag}" one)
    check_cxx_compiler_flag("${flag}" ${one})
    if(${one})
      list(APPEND taken ${flag})
    endif()
  endforeach()
  set(${result} ${taken} PARENT_SCOPE)
endfunction()

# result: whether a condition of the preprocessor holds. CMAKE_SYSTEM_PROCESSOR is what a toolchain file
# says, or nothing. A check is made once for the flags, which may say another processor next time.
function(picomlp_target_is condition result)
  picomlp_check_alone()
  string(MD5 key "${condition} ${CMAKE_CXX_FLAGS}")
  check_cxx_source_compiles("#if !(${condition})\n#error another target\n#endif\nint picomlp_target;\n"
    PICOMLP_TARGET_${key})
  set(${result} "${PICOMLP_TARGET_${key}}" PARENT_SCOPE)
endfunction()

# result: 0, 1, 2, 3, s (also for clang's z), ... of the last -O; empty where nobody chose, no build type and no flag.
# Where one build folder holds several build types, it counts as 3.
function(picomlp_optimization result)
  if(CMAKE_CONFIGURATION_TYPES)
    set(${result} 3 PARENT_SCOPE)
    return()
  endif()
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  string(REGEX MATCHALL " -O[^ ]*" levels " ${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
  if(levels)
    list(GET levels -1 level)
    string(REPLACE " -O" "" level "${level}")
    if(level STREQUAL "")  # -O
      set(level 1)
    elseif(level STREQUAL "z")
      set(level s)
    endif()
    set(${result} "${level}" PARENT_SCOPE)
  elseif(CMAKE_BUILD_TYPE)
    set(${result} 0 PARENT_SCOPE)
  else()
    set(${result} "" PARENT_SCOPE)
  endif()
endfunction()
