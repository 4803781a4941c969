# SPDX-License-Identifier: MIT
# What an installation holds: the library, every public header, the CMake package and simdact.pc.
option(SIMDACT_INSTALL "Install simdact with the project" ${PROJECT_IS_TOP_LEVEL})
if(NOT SIMDACT_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/simdact)
install(DIRECTORY include/simdact DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp"
        PATTERN "*.def")

# Two export sets: simdact::batch exists only for consumers who have xsimd.
install(TARGETS simdact EXPORT simdact ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT simdact NAMESPACE simdact:: FILE simdactTargets.cmake DESTINATION ${package_dir})
install(TARGETS simdact_batch EXPORT simdact_batch)
install(EXPORT simdact_batch NAMESPACE simdact:: FILE simdactBatchTargets.cmake DESTINATION ${package_dir})

# While the major version is 0 a minor version may change the interface, and with it the bits.
configure_package_config_file(cmake/simdactConfig.cmake.in simdactConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(simdactConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/simdactConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/simdactConfigVersion.cmake
        DESTINATION ${package_dir})

# simdact.pc finds its folders from its own place, so that the installation can be moved.
file(RELATIVE_PATH pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" pc_prefix "${pc_prefix}")
# Without --static pkg-config gives a static library's users its Libs alone.
set(pc_libm " -lm")
if(BUILD_SHARED_LIBS)
  set(pc_libm)
endif()
configure_file(cmake/simdact.pc.in simdact.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/simdact.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
