# ward_room(NAME SOURCE...): one room of the library, an object library named ward_room_NAME. Rooms see the public
# headers and each other's; which may include which is a rule that a test keeps.
function(ward_room name)
    add_library(ward_room_${name} OBJECT ${ARGN})
    target_include_directories(ward_room_${name} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/lib")
    target_compile_features(ward_room_${name} PRIVATE cxx_std_20)
    target_link_libraries(ward_room_${name} PRIVATE ward_warnings)
    set_target_properties(ward_room_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()
