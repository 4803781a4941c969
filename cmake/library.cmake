# SPDX-License-Identifier: MIT
# The library: one object per family of kernels and instruction set of src/isa.def, and the baseline objects that choose between them.

# -ffp-contract=off and no interprocedural optimisation: the bits depend on it. The optimisation level and the baseline come
# last, so that a parent project's -O0, -Ofast or -march=native do not reach these objects.
set(simdact_options -std=c++17 -ffp-contract=off -fno-fast-math -fno-trapping-math -fno-math-errno -fno-exceptions
                    -fno-rtti -fno-threadsafe-statics -fno-lto -fvisibility=hidden -fvisibility-inlines-hidden -Wall
                    -Wextra -Wconversion -Wshadow ${baseline} -O2)

function(simdact_add_object name)
  cmake_parse_arguments(arg "" "" "SOURCES;OPTIONS;DEFINITIONS" ${ARGN})
  add_library(${name} OBJECT ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON INTERPROCEDURAL_OPTIMIZATION OFF)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(${name} PRIVATE ${simdact_options} ${arg_OPTIONS})
  target_compile_definitions(${name} PRIVATE ${arg_DEFINITIONS})
  if(BUILD_SHARED_LIBS)
    target_compile_definitions(${name} PRIVATE SIMDACT_BUILDING_SHARED)
  endif()
endfunction()

# An object that reads the op headers: in an inline namespace of its own, and xsimd's templates under a name of its own.
function(simdact_add_op_object name tag)
  cmake_parse_arguments(arg "" "" "SOURCES;OPTIONS;DEFINITIONS" ${ARGN})
  simdact_add_object(${name} SOURCES ${arg_SOURCES} OPTIONS ${arg_OPTIONS}
                     DEFINITIONS ${arg_DEFINITIONS} SIMDACT_TAG=${tag} xsimd=simdact_xsimd_${tag})
  target_include_directories(${name} SYSTEM PRIVATE ${xsimd_include})
endfunction()

set(simdact_base_sources src/simdact.cpp src/rows.cpp src/arguments.cpp src/dispatch.cpp src/cpu.cpp)
simdact_add_object(simdact_base SOURCES ${simdact_base_sources})
simdact_add_op_object(simdact_facts facts SOURCES src/facts.cpp)
set(simdact_objects $<TARGET_OBJECTS:simdact_base> $<TARGET_OBJECTS:simdact_facts>)

# Which pointers may be equal takes gcc a sixth of its time to find, and kernels have none: their values are in registers.
set(simdact_quicker $<$<CXX_COMPILER_ID:GNU>:-fno-tree-pta>)

# What a stage of a kernel hands on (src/loops/map.hpp) is a structure of a few vectors. gcc takes a large one apart into
# registers only where it is told to; else it keeps copies of it in memory, which nobody reads.
set(simdact_stages $<$<CXX_COMPILER_ID:GNU>:--param=sra-max-scalarization-size-Ospeed=4096>)

# One object per family of kernels and instruction set. Of each set that this processor may have, simdact_arch_NAME and
# simdact_flags_NAME are what src/isa.def says.
file(STRINGS src/isa.def isa_lines REGEX "^SIMDACT_ISA")
set(simdact_isas)
set(simdact_families forward backward tails rows joins)
foreach(line IN LISTS isa_lines)
  string(REGEX MATCH "\\(([a-z0-9]+), ([a-z0-9_]+), ([^,]+), \"(.*)\"\\)" matched "${line}")
  set(isa ${CMAKE_MATCH_1})
  set(simdact_arch_${isa} "${CMAKE_MATCH_3}")
  if(NOT CMAKE_MATCH_2 STREQUAL processor AND NOT CMAKE_MATCH_2 STREQUAL "any")
    continue()
  endif()
  string(REGEX REPLACE "([a-z0-9]+)" "-m\\1" simdact_flags_${isa} "${CMAKE_MATCH_4}")
  string(REPLACE " " ";" simdact_flags_${isa} "${simdact_flags_${isa}}")
  foreach(family IN LISTS simdact_families)
    simdact_add_op_object(simdact_${family}_${isa} ${family}_${isa} SOURCES src/isa/${family}.cpp
                          OPTIONS ${simdact_flags_${isa}} ${simdact_stages} ${simdact_quicker}
                          DEFINITIONS SIMDACT_ISA_NAME=${isa} "SIMDACT_ISA_ARCH=${simdact_arch_${isa}}")
    list(APPEND simdact_objects $<TARGET_OBJECTS:simdact_${family}_${isa}>)
  endforeach()
  list(APPEND simdact_isas ${isa})
endforeach()

add_library(simdact ${simdact_objects})
add_library(simdact::simdact ALIAS simdact)
# While the major version is 0 a minor version may change the interface.
set(soversion ${PROJECT_VERSION_MAJOR})
if(soversion EQUAL 0)
  set(soversion 0.${PROJECT_VERSION_MINOR})
endif()
set_target_properties(simdact PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${soversion} LINKER_LANGUAGE C
                                         INTERPROCEDURAL_OPTIMIZATION OFF)
target_include_directories(simdact PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                          $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# gcc 12 gives a shared library that a parent project's -ffast-math links a constructor which sets flush-to-zero. CMake
# adds the C++ library because the objects are C++; none of them needs it.
target_link_options(simdact PRIVATE -O2 -fno-fast-math -fno-unsafe-math-optimizations -fno-lto -Wl,--as-needed)
target_link_libraries(simdact PRIVATE m)

# In registers: headers alone. A compiler that contracts a * b + c on its own changes the bits.
add_library(simdact_batch INTERFACE)
add_library(simdact::batch ALIAS simdact_batch)
set_target_properties(simdact_batch PROPERTIES EXPORT_NAME batch)
target_include_directories(simdact_batch INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                   $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_include_directories(simdact_batch SYSTEM INTERFACE $<BUILD_INTERFACE:${xsimd_include}>)
target_compile_options(simdact_batch INTERFACE -ffp-contract=off)
target_compile_features(simdact_batch INTERFACE cxx_std_17)
