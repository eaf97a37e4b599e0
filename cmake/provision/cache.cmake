# Where `./dev setup` keeps what it fetched. The rule is also in the script `dev`: change both.
#   WARD_CACHE_DIR         the cache folder
#   WARD_LIBTORCH_PINNED   the LibTorch version of wheels.txt
#   WARD_BASE64_PINNED     the version of the Python package whose libbase64 is used

if(DEFINED ENV{WARD_CACHE} AND NOT "$ENV{WARD_CACHE}" STREQUAL "")
    set(WARD_CACHE_DIR "$ENV{WARD_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(WARD_CACHE_DIR "$ENV{XDG_CACHE_HOME}/ward")
else()
    set(WARD_CACHE_DIR "$ENV{HOME}/.cache/ward")
endif()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/wheels.txt")
foreach(_pin IN ITEMS LIBTORCH:torch BASE64:pybase64)
    string(REGEX REPLACE ":.*" "" _what "${_pin}")
    string(REGEX REPLACE ".*:" "" _package "${_pin}")
    file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/wheels.txt" _line REGEX "^${_package}==")
    string(REGEX REPLACE "^${_package}==([0-9.]+).*" "\\1" WARD_${_what}_PINNED "${_line}")
endforeach()
