# Finds the libraries that decode pictures:
#
#   find_package(ImageCodecs REQUIRED MODULE)
#   target_link_libraries(x PRIVATE ward::image_codecs)
#
# Output
#   ward::image_codecs      libjpeg-turbo, libpng, libwebp with its demuxer, giflib and libtiff

include(CMakeFindDependencyMacro)
find_dependency(JPEG)
find_dependency(PNG)
find_dependency(GIF 5.1)
find_dependency(TIFF 4.5)  # the first with handlers of a file's own
find_path(WebP_INCLUDE_DIR webp/demux.h)
find_library(WebP_LIBRARY webp)
find_library(WebP_DEMUX_LIBRARY webpdemux)
mark_as_advanced(WebP_INCLUDE_DIR WebP_LIBRARY WebP_DEMUX_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ImageCodecs
    REQUIRED_VARS WebP_LIBRARY WebP_DEMUX_LIBRARY WebP_INCLUDE_DIR JPEG_FOUND PNG_FOUND GIF_FOUND TIFF_FOUND)

if(ImageCodecs_FOUND AND NOT TARGET ward::image_codecs)
    add_library(ward::image_codecs INTERFACE IMPORTED)
    set_target_properties(ward::image_codecs PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${WebP_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES
            "JPEG::JPEG;PNG::PNG;GIF::GIF;TIFF::TIFF;${WebP_DEMUX_LIBRARY};${WebP_LIBRARY}")
endif()
