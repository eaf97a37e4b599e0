#include "pictures.h"

#include <stdlib.h>

picture read_picture(const char* name) {
    picture read = {NULL, 0};
    char path[4096];
    FILE* file;
    snprintf(path, sizeof path, "%s/images/%s", WARD_TEST_DATA, name);
    file = fopen(path, "rb");
    CHECK(file != NULL);
    if (file == NULL) return read;
    read.data = malloc((size_t)1 << 20);
    if (read.data != NULL) read.size = fread(read.data, 1, (size_t)1 << 20, file);
    CHECK(read.size > 0);
    fclose(file);
    return read;
}

ward_image_analyzer* open_image_analyzer(void) {
    static const ward_model_name kNone = {{NULL, 0}, {NULL, 0}};
    ward_image_analyzer_options options = WARD_IMAGE_ANALYZER_OPTIONS_INIT;
    ward_image_analyzer* made = NULL;
    options.visual_models = &kNone;
    CHECK_OK(ward_image_analyzer_create(registry, &options, &made, &error));
    return made;
}
