# SPDX-License-Identifier: MIT
# Installs what `meson install` installs, but for picomlp.pc.
include(GNUInstallDirs)
target_include_directories(picomlp INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)

# A floor's headers; those in its inner folders are the library's own.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE "${picomlp_lib}" "${picomlp_lib}/picomlp/*.hpp"
  "${picomlp_lib}/picomlp/*/*.hpp" "${picomlp_lib}/picomlp/*/*.h")
foreach(header IN LISTS headers)
  get_filename_component(folder "${header}" DIRECTORY)
  install(FILES "${picomlp_lib}/${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/${folder}")
endforeach()
install(FILES "${picomlp_generated}/picomlp/base/profile.hpp"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/picomlp/base")

set(package "${CMAKE_INSTALL_LIBDIR}/cmake/picomlp")
install(TARGETS picomlp EXPORT picomlpTargets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT picomlpTargets NAMESPACE picomlp:: DESTINATION "${package}")

set(VERSION ${picomlp_version})
set(POINTER_SIZE ${CMAKE_SIZEOF_VOID_P})
foreach(name picomlpConfig picomlpConfigVersion)
  configure_file(${name}.cmake.in ${name}.cmake @ONLY)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.cmake" DESTINATION "${package}")
endforeach()
