# SPDX-License-Identifier: MIT
# simdact_test_wheel(BINDING MODULES... SUBJECTS... COST N): the wheel of bindings/BINDING as its users get it, in a folder
# that it was not built for, and an entry for each test_SUBJECT.py here. What lacks the modules is left out.
function(simdact_test_wheel binding)
  cmake_parse_arguments(arg "" "COST" "MODULES;SUBJECTS" ${ARGN})
  if(CMAKE_CROSSCOMPILING OR BUILD_SHARED_LIBS OR CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    return()
  endif()
  find_package(Python3 COMPONENTS Interpreter)
  set(support ${PROJECT_SOURCE_DIR}/tests/support)
  # Debian's modules are those of Debian's Python, which may not be the first on the PATH.
  set(lacking "a Python")
  foreach(python /usr/bin/python3 ${Python3_EXECUTABLE})
    if(lacking AND EXISTS ${python})
      execute_process(COMMAND ${python} ${support}/lacking.py ${arg_MODULES} OUTPUT_VARIABLE lacking
                      OUTPUT_STRIP_TRAILING_WHITESPACE)
      set(chosen ${python})
    endif()
  endforeach()
  if(lacking)
    message(STATUS "The tests of bindings/${binding} are left out: no ${lacking}")
    return()
  endif()

  set(site ${CMAKE_CURRENT_BINARY_DIR}/site)
  add_test(NAME ${binding}/wheel COMMAND ${support}/install_wheel.sh ${binding} ${chosen} $<TARGET_FILE:simdact> ${site})
  set_tests_properties(${binding}/wheel PROPERTIES FIXTURES_SETUP ${binding}_site COST ${arg_COST})
  set_property(GLOBAL PROPERTY simdact_${binding}_python ${chosen})
  set_property(GLOBAL PROPERTY simdact_${binding}_site ${site})
  simdact_test_site(${binding} ${binding} SUBJECTS ${arg_SUBJECTS})
endfunction()

# simdact_test_wheel_in_root(BINDING SUITE PACKAGES...): all of its tests in a tree of that Debian, with these packages and the
# modules there. Before a release.
function(simdact_test_wheel_in_root binding suite)
  if(CMAKE_CROSSCOMPILING OR BUILD_SHARED_LIBS OR CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    return()
  endif()
  add_test(NAME ${binding}/${suite} COMMAND ${PROJECT_SOURCE_DIR}/tests/support/wheel_in_root.sh ${binding} ${suite}
                                            ${PROJECT_BINARY_DIR}/roots $<TARGET_FILE:simdact> $<TARGET_FILE:test_library> ${ARGN})
  set_tests_properties(${binding}/${suite} PROPERTIES LABELS release SKIP_RETURN_CODE 77 TIMEOUT 7200 COST 2000
                       RESOURCE_LOCK root/${suite})
endfunction()

# simdact_test_site(NAME BINDING SUBJECTS... PATHS...): an entry NAME/SUBJECT for each test_SUBJECT.py here, which import that
# wheel and what lies in the PATHS; none where there is no wheel.
function(simdact_test_site name binding)
  cmake_parse_arguments(arg "" "" "SUBJECTS;PATHS" ${ARGN})
  get_property(python GLOBAL PROPERTY simdact_${binding}_python)
  get_property(site GLOBAL PROPERTY simdact_${binding}_site)
  if(NOT python)
    return()
  endif()
  set(paths ${site} ${PROJECT_SOURCE_DIR}/tests/support ${arg_PATHS})
  list(JOIN paths ":" paths)
  foreach(subject IN LISTS arg_SUBJECTS)
    add_test(NAME ${name}/${subject} COMMAND ${python} -B -m pytest -q -p no:cacheprovider --tb=short
                                             ${CMAKE_CURRENT_SOURCE_DIR}/test_${subject}.py)
    set_tests_properties(
      ${name}/${subject} PROPERTIES FIXTURES_REQUIRED ${binding}_site ENVIRONMENT
      "PYTHONPATH=${paths};SIMDACT_TEST_LIBRARY=$<TARGET_FILE:test_library>")
  endforeach()
endfunction()
