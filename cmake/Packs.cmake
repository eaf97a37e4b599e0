# ward_add_pack(NAME RECIPE FOLDER...): a pack in ${WARD_PACKS}, built when its recipe's folder changes. Files that are not
# beside the recipe are looked for in the FOLDERs.
set(WARD_PACKS "${PROJECT_BINARY_DIR}/packs")
file(MAKE_DIRECTORY "${WARD_PACKS}")

function(ward_add_pack name recipe)
    get_filename_component(folder "${recipe}" DIRECTORY)
    file(GLOB parts CONFIGURE_DEPENDS "${folder}/*")
    set(from "")
    foreach(other IN LISTS ARGN)
        list(APPEND from --from "${other}")
    endforeach()
    add_custom_command(
        OUTPUT "${WARD_PACKS}/${name}.pt"
        COMMAND ward_pack_tool build "${recipe}" ${from} --out "${WARD_PACKS}/${name}.pt"
        DEPENDS ward_pack_tool ${parts}
        COMMENT "Packing ${name}"
        VERBATIM)
    set_property(GLOBAL APPEND PROPERTY WARD_PACK_FILES "${WARD_PACKS}/${name}.pt")
endfunction()
