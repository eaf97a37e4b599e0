# Finds LibTorch, the C++ distribution of PyTorch:
#
#   find_package(LibTorch REQUIRED MODULE)
#   target_link_libraries(x PRIVATE ward::libtorch)
#
# Input
#   WARD_LIBTORCH           a folder with lib/ and include/: an unpacked LibTorch or .../site-packages/torch.
#                           Empty (default): the one that `./dev setup` put into the cache.
# Output
#   ward::libtorch          headers, libtorch_cpu.so and libc10.so. CUDA is not linked: a program that wants it
#                           loads libtorch_cuda.so at run time.
#   LibTorch_FOUND, LibTorch_VERSION
#   LibTorch_LIBRARY_DIRS   what an installed program needs in its RPATH

include("${CMAKE_CURRENT_LIST_DIR}/provision/cache.cmake")
set(WARD_LIBTORCH "" CACHE PATH "LibTorch folder (with lib/ and include/); empty: the one in Ward's cache")

if(WARD_LIBTORCH)
    get_filename_component(_torch "${WARD_LIBTORCH}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
else()
    set(_torch "${WARD_CACHE_DIR}/libtorch-${WARD_LIBTORCH_PINNED}/torch")
endif()
set(WARD_LIBTORCH_USED "${_torch}" CACHE INTERNAL "the script `dev` configures again when it would be another")

unset(LibTorch_VERSION)
unset(LibTorch_LIBRARY)
unset(LibTorch_INCLUDE_DIR)
set(_why "There is no LibTorch in ${_torch}: run ./dev setup, or pass -DWARD_LIBTORCH=<folder>")
if(EXISTS "${_torch}/lib/libtorch_cpu.so" AND EXISTS "${_torch}/lib/libc10.so")
    set(LibTorch_LIBRARY "${_torch}/lib/libtorch_cpu.so")
endif()
if(EXISTS "${_torch}/include/torch/script.h")
    set(LibTorch_INCLUDE_DIR "${_torch}/include")
    foreach(_header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
        if(NOT LibTorch_VERSION AND EXISTS "${LibTorch_INCLUDE_DIR}/${_header}")
            file(STRINGS "${LibTorch_INCLUDE_DIR}/${_header}" _lines REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
            string(REGEX MATCHALL "[0-9]+" _numbers "${_lines}")
            string(REPLACE ";" "." LibTorch_VERSION "${_numbers}")
        endif()
    endforeach()
endif()

# Ward's other C++ libraries come from the distribution, with the C++11 ABI; old LibTorch builds had the other one.
if(LibTorch_LIBRARY)
    file(STRINGS "${_torch}/lib/libc10.so" _cxx11 REGEX "__cxx11" LIMIT_COUNT 1)
    if(NOT _cxx11)
        set(_why "The LibTorch in ${_torch} was built without the C++11 ABI: take a build that has it")
        unset(LibTorch_LIBRARY)
    endif()
endif()

if(LibTorch_FIND_REQUIRED AND NOT (LibTorch_LIBRARY AND LibTorch_INCLUDE_DIR))
    message(FATAL_ERROR "${_why}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
    REQUIRED_VARS LibTorch_LIBRARY LibTorch_INCLUDE_DIR
    VERSION_VAR LibTorch_VERSION)

if(LibTorch_FOUND)
    # The PyPI wheel keeps the CUDA run-time libraries, which libtorch_cpu.so links, in a folder beside it.
    set(LibTorch_LIBRARY_DIRS "${_torch}/lib")
    get_filename_component(_cuda "${_torch}/../nvidia/cu13/lib" ABSOLUTE)
    if(EXISTS "${_cuda}")
        list(APPEND LibTorch_LIBRARY_DIRS "${_cuda}")
    endif()
endif()

if(LibTorch_FOUND AND NOT TARGET ward::libtorch)
    foreach(_name c10 torch_cpu)
        add_library(ward::${_name} SHARED IMPORTED)
        set_target_properties(ward::${_name} PROPERTIES
            IMPORTED_LOCATION "${_torch}/lib/lib${_name}.so"
            IMPORTED_SONAME "lib${_name}.so")
    endforeach()
    add_library(ward::libtorch INTERFACE IMPORTED)
    set_target_properties(ward::libtorch PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
    target_link_libraries(ward::libtorch INTERFACE ward::torch_cpu ward::c10)
    foreach(_folder IN LISTS LibTorch_LIBRARY_DIRS)
        target_link_options(ward::libtorch INTERFACE "LINKER:-rpath-link,${_folder}")
    endforeach()
endif()
