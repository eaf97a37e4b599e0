# Warnings for our own code, and sanitizers for everything that is built here.
set(WARD_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined or thread")

add_library(ward_warnings INTERFACE)
target_compile_options(ward_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(ward_warnings INTERFACE -Wno-restrict)  # false alarms on std::string, GCC bug 105651
endif()
if(PROJECT_IS_TOP_LEVEL AND NOT WARD_SANITIZE)  # which make gcc warn of what is not there
    target_compile_options(ward_warnings INTERFACE -Werror)
endif()

if(WARD_SANITIZE)
    add_compile_options(-fsanitize=${WARD_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WARD_SANITIZE})
    if(WARD_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize=vptr)  # needs type information that LibTorch does not export
    endif()
endif()
