# SPDX-License-Identifier: MIT
# Cross build for AArch64 with Debian's g++-aarch64-linux-gnu; programs run under qemu-user.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# xsimd, doctest, CLI11 and fmt serve as headers alone, but the folder they share with the build machine's other headers
# must stay out of the search.
set(simdact_host_headers ${CMAKE_BINARY_DIR}/host-headers)
file(MAKE_DIRECTORY ${simdact_host_headers})
foreach(name xsimd doctest CLI fmt)
  if(EXISTS /usr/include/${name} AND NOT EXISTS ${simdact_host_headers}/${name})
    file(CREATE_LINK /usr/include/${name} ${simdact_host_headers}/${name} SYMBOLIC)
  endif()
endforeach()
set(SIMDACT_XSIMD_INCLUDE_DIR ${simdact_host_headers} CACHE PATH "Folder that holds xsimd/xsimd.hpp")
set(SIMDACT_DOCTEST_INCLUDE_DIR ${simdact_host_headers} CACHE PATH "Folder that holds doctest/doctest.h")
set(cli11_include ${simdact_host_headers} CACHE PATH "Folder that holds CLI/CLI.hpp")
set(fmt_include ${simdact_host_headers} CACHE PATH "Folder that holds fmt/format.h")
