# SPDX-License-Identifier: MIT
# What the compiler compiles for, asked of the compiler itself: `gcc -m32` on x86-64 is no x86-64. Sets `processor`, as
# src/isa.def names it, and `baseline`, the flags of the objects that run on every CPU of it. Refuses targets on which the
# results would be others.
if(WIN32 OR CYGWIN)
  message(FATAL_ERROR "simdact does not support Windows: its fma does not round once")
endif()
include(CheckCXXSourceCompiles)

# simdact_target_has(VARIABLE CONDITION [FLAG...]): whether the preprocessor finds CONDITION true, with the build's own flags
# and then FLAGs. Nothing is kept in the cache, since the flags may change.
function(simdact_target_has variable condition)
  list(JOIN ARGN " " CMAKE_REQUIRED_FLAGS)
  foreach(setting DEFINITIONS INCLUDES LINK_OPTIONS LIBRARIES)
    set(CMAKE_REQUIRED_${setting})
  endforeach()
  set(CMAKE_REQUIRED_QUIET ON)
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  unset(simdact_condition CACHE)
  check_cxx_source_compiles("#include <cfloat>\n#if !(${condition})\n#error\n#endif\n" simdact_condition)
  set(${variable} "${simdact_condition}" PARENT_SCOPE)
  unset(simdact_condition CACHE)
endfunction()

simdact_target_has(is_x86_64 "defined(__x86_64__)")
simdact_target_has(is_i386 "defined(__i386__)")
simdact_target_has(is_aarch64 "defined(__aarch64__)")
set(processor any)
set(baseline)
if(is_x86_64)
  set(processor x86_64)
  set(baseline -march=x86-64 -mno-sse3 -mfpmath=sse)  # nothing above SSE2, should a parent project ask for it by name
elseif(is_i386)
  set(baseline -msse2 -mfpmath=sse)  # the x87 unit rounds to more bits than a float's
elseif(is_aarch64)
  set(processor aarch64)
  set(baseline -march=armv8-a)
endif()

simdact_target_has(rounds_to_float "FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 16" ${baseline})
if(NOT rounds_to_float)
  message(FATAL_ERROR "simdact needs FLT_EVAL_METHOD 0: float arithmetic rounded to float")
endif()
