/* Handles may be freed in any order: what an analyzer needs lives as long as it does. */
#include "check.h"

static void analyzer_outlives_its_makers(void) {
    ward_library* own_library = NULL;
    ward_registry* own_registry = NULL;
    ward_analyzer* own_analyzer = NULL;
    ward_text_result* result = NULL;
    ward_registry_options options = WARD_REGISTRY_OPTIONS_INIT;
    options.device = "cpu";
    options.device_size = 3;
    options.workers = 1;
    CHECK_OK(ward_library_open(&own_library, &error));
    CHECK_OK(ward_registry_open(own_library, STR(packs), &options, &own_registry, &error));
    CHECK(strcmp(ward_registry_device(own_registry), "cpu") == 0);
    ward_library_free(own_library);
    CHECK_OK(ward_analyzer_create(own_registry, NULL, &own_analyzer, &error));
    ward_registry_free(own_registry);
    CHECK_OK(ward_text_analyze(own_analyzer, STR("I will kill you"), NULL, &result, &error));
    ward_analyzer_free(own_analyzer);
    CHECK(ward_text_result_count(result) == 4);
    ward_text_result_free(result);
}

static void library_opens_for_older_callers(void) {
    ward_library* own = NULL;
    CHECK_OK(ward_library_open_version(100, &own, &error));
    CHECK(own != NULL);
    ward_library_free(own);
}

static void limits_are_those_of_the_contract(void) {
    uint64_t value = 0;
    int32_t limit;
    CHECK(ward_limit_get(WARD_LIMIT_TEXT_CODE_POINTS, &value, NULL) == WARD_OK && value == 10000);
    CHECK(ward_limit_get(WARD_LIMIT_BODY_BYTES, &value, NULL) == WARD_OK && value >= 120000);
    for (limit = WARD_LIMIT_TEXT_CODE_POINTS; limit <= WARD_LIMIT_BATCH_IMAGES; ++limit) {
        value = 0;
        CHECK(ward_limit_get(limit, &value, NULL) == WARD_OK && value > 0);
    }
}

void test_lifecycle(void) {
    analyzer_outlives_its_makers();
    library_opens_for_older_callers();
    limits_are_those_of_the_contract();
}
