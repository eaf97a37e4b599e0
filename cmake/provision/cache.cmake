# Where `./dev setup` keeps what it fetched. The rule is also in the script `dev`: change both.
#   WARD_CACHE_DIR         the cache folder
#   WARD_LIBTORCH_PINNED   the LibTorch version of wheels.txt

if(DEFINED ENV{WARD_CACHE} AND NOT "$ENV{WARD_CACHE}" STREQUAL "")
    set(WARD_CACHE_DIR "$ENV{WARD_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(WARD_CACHE_DIR "$ENV{XDG_CACHE_HOME}/ward")
else()
    set(WARD_CACHE_DIR "$ENV{HOME}/.cache/ward")
endif()

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/wheels.txt")
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/wheels.txt" WARD_LIBTORCH_PINNED REGEX "^torch==")
string(REGEX REPLACE "^torch==([0-9.]+).*" "\\1" WARD_LIBTORCH_PINNED "${WARD_LIBTORCH_PINNED}")
