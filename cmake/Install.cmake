# What `cmake --install` puts down:
#   include/ward, lib        headers, the C library, the static C++ libraries
#   lib/cmake/Ward           find_package(Ward): ward::c, ward::ward, ward::json
#   lib/pkgconfig/ward.pc    the C library
#   bin, share/ward/packs    the programs and the packs they find beside them
# Nothing of LibTorch is copied: what is installed finds it where the build did.
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/Ward")
set(programs "")
foreach(program IN ITEMS ward_cli ward_pack_tool)
    if(TARGET ${program})
        list(APPEND programs ${program})
    endif()
endforeach()
set_target_properties(ward_c ${programs} PROPERTIES
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR};${LibTorch_LIBRARY_DIRS}")

# Two sets, since the C library needs nothing else to be found and the static C++ libraries do.
install(TARGETS ward_c EXPORT WardCTargets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS ward_core ward_json EXPORT WardTargets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(TARGETS ${programs})
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/ward" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
get_property(packs GLOBAL PROPERTY WARD_PACK_FILES)
install(FILES ${packs} DESTINATION "${CMAKE_INSTALL_DATADIR}/ward/packs")
install(FILES LICENSE NOTICE DESTINATION "${CMAKE_INSTALL_DOCDIR}")

configure_package_config_file(cmake/ward-config.cmake.in "${PROJECT_BINARY_DIR}/WardConfig.cmake"
    INSTALL_DESTINATION "${package_folder}" PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/WardConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(EXPORT WardCTargets NAMESPACE ward:: DESTINATION "${package_folder}")
install(EXPORT WardTargets NAMESPACE ward:: DESTINATION "${package_folder}")
install(FILES
    "${PROJECT_BINARY_DIR}/WardConfig.cmake"
    "${PROJECT_BINARY_DIR}/WardConfigVersion.cmake"
    cmake/FindLibTorch.cmake
    cmake/FindImageCodecs.cmake
    cmake/Findre2.cmake
    DESTINATION "${package_folder}")
install(FILES cmake/provision/cache.cmake cmake/provision/wheels.txt DESTINATION "${package_folder}/provision")
