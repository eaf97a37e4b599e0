# Warnings for our own code, and sanitizers for everything that is built here.
set(WARD_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined or thread")

add_library(ward_warnings INTERFACE)
target_compile_options(ward_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
if(PROJECT_IS_TOP_LEVEL)
    target_compile_options(ward_warnings INTERFACE -Werror)
endif()

if(WARD_SANITIZE)
    add_compile_options(-fsanitize=${WARD_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WARD_SANITIZE})
endif()
