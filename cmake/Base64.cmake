# libbase64 (Alfred Klomp, BSD-2-Clause), the SIMD base64 codec that Python's pybase64 carries: Debian has no package of
# one. Built as objects, so that a static ward_json needs nothing else to be found.
#   WARD_BASE64   its source folder; empty (default): the one that `./dev setup` put into the cache
set(WARD_BASE64 "" CACHE PATH "libbase64's source folder (with include/ and lib/); empty: the one in Ward's cache")
set(_base64 "${WARD_BASE64}")
if(NOT _base64)
    set(_base64 "${WARD_CACHE_DIR}/base64-${WARD_BASE64_PINNED}")
endif()
if(NOT EXISTS "${_base64}/include/libbase64.h")
    message(FATAL_ERROR "There is no libbase64 in ${_base64}: run ./dev setup, or pass -DWARD_BASE64=<folder>")
endif()

set(_base64_x86 0)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    set(_base64_x86 1)
endif()
set(_base64_config "")
foreach(_arch IN ITEMS SSSE3 SSE41 SSE42 AVX AVX2 AVX512)
    string(APPEND _base64_config "#define HAVE_${_arch} ${_base64_x86}\n")
endforeach()
foreach(_arch IN ITEMS NEON32 NEON64)
    string(APPEND _base64_config "#define HAVE_${_arch} 0\n")
endforeach()
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/base64/config.h" CONTENT "${_base64_config}")

add_library(ward_base64 OBJECT
    "${_base64}/lib/lib.c" "${_base64}/lib/codec_choose.c" "${_base64}/lib/tables/tables.c"
    "${_base64}/lib/arch/generic/codec.c" "${_base64}/lib/arch/neon32/codec.c" "${_base64}/lib/arch/neon64/codec.c")
foreach(_arch IN ITEMS ssse3 sse41:sse4.1 sse42:sse4.2 avx avx2 avx512:avx512vbmi)
    string(REGEX MATCH "^[^:]+" _name "${_arch}")
    string(REGEX MATCH "[^:]+$" _flag "${_arch}")
    target_sources(ward_base64 PRIVATE "${_base64}/lib/arch/${_name}/codec.c")
    if(_base64_x86)
        set_source_files_properties("${_base64}/lib/arch/${_name}/codec.c" PROPERTIES COMPILE_OPTIONS "-m${_flag}")
    endif()
endforeach()
target_include_directories(ward_base64 SYSTEM
    PRIVATE "${PROJECT_BINARY_DIR}/base64" "${_base64}/lib" PUBLIC "${_base64}/include")
target_compile_definitions(ward_base64 PUBLIC BASE64_STATIC_DEFINE)
set_target_properties(ward_base64 PROPERTIES POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden)
