/* Option structs of other sizes, and their _INIT macros. */
#include <stdlib.h>

#include "check.h"

typedef struct newer_text_options {
    ward_text_options known;
    uint64_t unknown;
} newer_text_options;

static int all_zero(const void* object, size_t size) {
    const unsigned char* bytes = object;
    size_t i;
    for (i = 0; i < size; ++i)
        if (bytes[i] != 0) return 0;
    return 1;
}

static void init_macros_are_the_defaults(void) {
    ward_registry_options opening = WARD_REGISTRY_OPTIONS_INIT;
    ward_analyzer_options creating = WARD_ANALYZER_OPTIONS_INIT;
    ward_text_options asking = WARD_TEXT_OPTIONS_INIT;
    ward_image_analyzer_options seeing = WARD_IMAGE_ANALYZER_OPTIONS_INIT;
    ward_image_options showing = WARD_IMAGE_OPTIONS_INIT;
    CHECK(opening.struct_size == sizeof opening && creating.struct_size == sizeof creating &&
          asking.struct_size == sizeof asking);
    CHECK(seeing.struct_size == sizeof seeing && showing.struct_size == sizeof showing);
    opening.struct_size = creating.struct_size = asking.struct_size = 0;
    seeing.struct_size = showing.struct_size = 0;
    CHECK(all_zero(&opening, sizeof opening));
    CHECK(all_zero(&creating, sizeof creating));
    CHECK(all_zero(&asking, sizeof asking));
    CHECK(all_zero(&seeing, sizeof seeing));
    CHECK(all_zero(&showing, sizeof showing));
}

static ward_status ask(const void* options, ward_text_result** result) {
    return ward_text_analyze(analyzer, STR("I will kill you"), (const ward_text_options*)options, result,
                             NULL);
}

static void sizes_of_text_options(void) {
    ward_text_options options = WARD_TEXT_OPTIONS_INIT;
    newer_text_options newer;
    ward_text_result* result = NULL;
    size_t size;

    for (size = 0; size < sizeof options; ++size) {
        options.struct_size = size;
        CHECK(ask(&options, &result) == WARD_E_INVALID_ARGUMENT && result == NULL);
    }
    options.struct_size = SIZE_MAX;
    CHECK(ask(&options, &result) == WARD_E_INVALID_ARGUMENT);
    options.struct_size = 4097;
    CHECK(ask(&options, &result) == WARD_E_INVALID_ARGUMENT);

    memset(&newer, 0, sizeof newer);
    newer.known.struct_size = sizeof newer;
    newer.known.scale = WARD_SCALE_EIGHT;
    CHECK(ask(&newer, &result) == WARD_OK);
    CHECK(ward_text_result_count(result) == 4);
    ward_text_result_free(result);
    newer.unknown = (uint64_t)1 << 63;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "options", result,
                  ward_text_analyze(analyzer, STR("a"), &newer.known, &result, &error));
}

/* The struct may lie at the end of readable memory: nothing past its own size is looked at. */
static void nothing_past_the_size_is_read(void) {
    ward_text_options* exact = malloc(sizeof *exact);
    ward_text_result* result = NULL;
    CHECK(exact != NULL);
    if (exact == NULL) return;
    memset(exact, 0, sizeof *exact);
    exact->struct_size = sizeof *exact;
    CHECK(ask(exact, &result) == WARD_OK);
    ward_text_result_free(result);
    free(exact);
}

static void sizes_of_the_others(void) {
    ward_registry_options opening = WARD_REGISTRY_OPTIONS_INIT;
    ward_analyzer_options creating = WARD_ANALYZER_OPTIONS_INIT;
    ward_registry* opened = NULL;
    ward_analyzer* created = NULL;
    opening.struct_size = 8;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "options", opened,
                  ward_registry_open(library, STR(packs), &opening, &opened, &error));
    creating.struct_size = 0;
    CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, "options", created,
                  ward_analyzer_create(registry, &creating, &created, &error));
    creating.struct_size = sizeof creating;
    creating.attack_model = "no-such-model";
    creating.attack_model_size = strlen(creating.attack_model);
    CHECK(ward_analyzer_create(registry, &creating, &created, NULL) == WARD_E_MODEL_NOT_FOUND &&
          created == NULL);
}

void test_options(void) {
    init_macros_are_the_defaults();
    sizes_of_text_options();
    nothing_past_the_size_is_read();
    sizes_of_the_others();
}
