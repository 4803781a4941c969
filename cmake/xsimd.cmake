# SPDX-License-Identifier: MIT
# xsimd's headers: those of SIMDACT_XSIMD_INCLUDE_DIR if given, else an installed package's. The package's config accepts
# only its own major version, so it is found without one and the version is checked in core/config.hpp as well as here.
set(SIMDACT_XSIMD_INCLUDE_DIR "" CACHE PATH "Folder that holds xsimd/xsimd.hpp; empty: the installed package")

if(SIMDACT_XSIMD_INCLUDE_DIR)
  set(xsimd_include "${SIMDACT_XSIMD_INCLUDE_DIR}")
else()
  find_package(xsimd QUIET)
  if(NOT xsimd_FOUND)
    message(FATAL_ERROR "simdact needs xsimd 8.1 or newer (Debian: libxsimd-dev), or SIMDACT_XSIMD_INCLUDE_DIR")
  endif()
  if(xsimd_VERSION VERSION_LESS 8.1)
    message(FATAL_ERROR "simdact needs xsimd 8.1 or newer; found ${xsimd_VERSION}")
  endif()
  get_target_property(xsimd_include xsimd INTERFACE_INCLUDE_DIRECTORIES)
endif()
if(NOT EXISTS "${xsimd_include}/xsimd/xsimd.hpp")
  message(FATAL_ERROR "No xsimd/xsimd.hpp in '${xsimd_include}'")
endif()
