/* Every function with every bad argument: a code, zeroed outputs, an error that names the argument. */
#include "check.h"

static void never(ward_status status, ward_text_result* result, ward_error* error, void* user) {
    (void)status, (void)user;
    CHECK(!"a refused call does not call back");
    ward_text_result_free(result);
    ward_error_free(error);
}

static void never_json(ward_status status, ward_json_response* response, ward_error* error, void* user) {
    (void)status, (void)user;
    CHECK(!"a refused call does not call back");
    ward_json_response_free(response);
    ward_error_free(error);
}

#define BAD(about, output, call) CHECK_REFUSED(WARD_E_INVALID_ARGUMENT, about, output, call)

static void library_arguments(void) {
    ward_library* out = library;
    uint64_t value = 7;
    BAD("library", 0, ward_library_open(NULL, &error));
    CHECK_REFUSED(WARD_E_VERSION_MISMATCH, "api_version", out, ward_library_open_version(0, &out, &error));
    out = library;
    CHECK_REFUSED(WARD_E_VERSION_MISMATCH, "api_version", out,
                  ward_library_open_version(WARD_API_VERSION + 1, &out, &error));
    CHECK_REFUSED(WARD_E_VERSION_MISMATCH, "api_version", out,
                  ward_library_open_version(UINT32_MAX, &out, &error));
    CHECK(ward_library_open_version(0, &out, NULL) == WARD_E_VERSION_MISMATCH);

    BAD("value", 0, ward_limit_get(WARD_LIMIT_BODY_BYTES, NULL, &error));
    BAD("limit", value, ward_limit_get(0, &value, &error));
    value = 7;
    BAD("limit", value, ward_limit_get(WARD_LIMIT_BATCH_IMAGES + 1, &value, &error));
    BAD("limit", value, ward_limit_get(-1, &value, &error));
}

static void registry_arguments(void) {
    ward_registry* out = registry;
    ward_registry_options options = WARD_REGISTRY_OPTIONS_INIT;
    BAD("registry", 0, ward_registry_open(library, STR(packs), NULL, NULL, &error));
    BAD("library", out, ward_registry_open(NULL, STR(packs), NULL, &out, &error));
    out = registry;
    BAD("folder", out, ward_registry_open(library, NULL, 1, NULL, &out, &error));
    BAD("folder", out, ward_registry_open(library, packs, SIZE_MAX, NULL, &out, &error));
    CHECK_REFUSED(WARD_E_FOLDER_NOT_FOUND, "/no/such/folder", out,
                  ward_registry_open(library, STR("/no/such/folder"), NULL, &out, &error));

    options.precision = 4;
    BAD("options.precision", out, ward_registry_open(library, STR(packs), &options, &out, &error));
    options.precision = -1;
    BAD("options.precision", out, ward_registry_open(library, STR(packs), &options, &out, &error));
    options.precision = WARD_PRECISION_AUTO;
    options.device_size = 1;
    BAD("options.device", out, ward_registry_open(library, STR(packs), &options, &out, &error));
    options.device = "abacus";
    options.device_size = 6;
    BAD("device", out, ward_registry_open(library, STR(packs), &options, &out, &error));
}

static void model_arguments(void) {
    ward_model_list* out = (ward_model_list*)registry;
    ward_error_list* problems = (ward_error_list*)registry;
    BAD("models", 0, ward_registry_list(registry, NULL, &error));
    BAD("registry", out, ward_registry_list(NULL, &out, &error));
    BAD("problems", 0, ward_registry_problems(registry, NULL, &error));
    BAD("registry", problems, ward_registry_problems(NULL, &problems, &error));

    out = (ward_model_list*)registry;
    BAD("model", 0, ward_registry_find(registry, STR("a"), NULL, 0, NULL, &error));
    BAD("registry", out, ward_registry_find(NULL, STR("a"), NULL, 0, &out, &error));
    BAD("name", out, ward_registry_find(registry, NULL, 1, NULL, 0, &out, &error));
    BAD("name", out, ward_registry_find(registry, "a", SIZE_MAX, NULL, 0, &out, &error));
    BAD("version", out, ward_registry_find(registry, STR("a"), NULL, 1, &out, &error));

    BAD("registry", 0, ward_registry_preload(NULL, STR("a"), NULL, 0, &error));
    BAD("name", 0, ward_registry_preload(registry, NULL, 1, NULL, 0, &error));
    BAD("version", 0, ward_registry_preload(registry, STR("a"), NULL, 1, &error));
    BAD("registry", 0, ward_registry_unload(NULL, STR("a"), NULL, 0, &error));
    BAD("name", 0, ward_registry_unload(registry, NULL, 1, NULL, 0, &error));
    BAD("version", 0, ward_registry_unload(registry, STR("a"), "1", SIZE_MAX, &error));
}

static void analyzer_arguments(void) {
    ward_analyzer* out = analyzer;
    ward_analyzer_options options = WARD_ANALYZER_OPTIONS_INIT;
    BAD("analyzer", 0, ward_analyzer_create(registry, NULL, NULL, &error));
    BAD("registry", out, ward_analyzer_create(NULL, NULL, &out, &error));
    options.severity_model_size = 1;
    BAD("options.severity_model", out, ward_analyzer_create(registry, &options, &out, &error));
    options.severity_model_size = 0;
    options.attack_version = "1";
    options.attack_version_size = SIZE_MAX;
    BAD("options.attack_version", out, ward_analyzer_create(registry, &options, &out, &error));
}

static void text_arguments(void) {
    ward_text_result* out = (ward_text_result*)analyzer;
    BAD("result", 0, ward_text_analyze(analyzer, STR("a"), NULL, NULL, &error));
    BAD("analyzer", out, ward_text_analyze(NULL, STR("a"), NULL, &out, &error));
    out = (ward_text_result*)analyzer;
    BAD("text", out, ward_text_analyze(analyzer, NULL, 1, NULL, &out, &error));
    BAD("text", out, ward_text_analyze(analyzer, "a", SIZE_MAX, NULL, &out, &error));
    CHECK(ward_text_analyze(NULL, NULL, 1, NULL, NULL, NULL) == WARD_E_INVALID_ARGUMENT);

    BAD("analyzer", 0, ward_text_analyze_async(NULL, STR("a"), NULL, never, NULL, &error));
    BAD("done", 0, ward_text_analyze_async(analyzer, STR("a"), NULL, NULL, NULL, &error));
    BAD("text", 0, ward_text_analyze_async(analyzer, NULL, 1, NULL, never, NULL, &error));
    BAD("text", 0, ward_text_analyze_async(analyzer, "a", SIZE_MAX, NULL, never, NULL, &error));
}

static void text_option_arguments(void) {
    static const int32_t kMany[5] = {0, 1, 2, 3, 0};
    static const int32_t kUnknown[2] = {WARD_CATEGORY_HATE, 4};
    static const int32_t kNegative[1] = {-1};
    ward_text_result* out = (ward_text_result*)analyzer;
    ward_text_options options = WARD_TEXT_OPTIONS_INIT;
    options.scale = 2;
    BAD("options.scale", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.scale = -1;
    BAD("options.scale", 0, ward_text_analyze_async(analyzer, STR("a"), &options, never, NULL, &error));
    options.scale = WARD_SCALE_FOUR;
    options.detect_attack = 2;
    BAD("options.detect_attack", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.detect_attack = 0;
    options.reserved = 1;
    BAD("options.reserved", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.reserved = 0;

    options.category_count = 1;
    BAD("options.categories", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.categories = kMany;
    options.category_count = 5;
    BAD("options.categories", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.category_count = SIZE_MAX;
    BAD("options.categories", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.categories = kUnknown;
    options.category_count = 2;
    BAD("options.categories", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
    options.categories = kNegative;
    options.category_count = 1;
    BAD("options.categories", out, ward_text_analyze(analyzer, STR("a"), &options, &out, &error));
}

static void batch_arguments(void) {
    ward_text_batch* out = (ward_text_batch*)analyzer;
    ward_text_options options = WARD_TEXT_OPTIONS_INIT;
    ward_string texts[2] = {{"a", 1}, {NULL, 1}};
    BAD("batch", 0, ward_text_analyze_batch(analyzer, texts, 1, NULL, NULL, &error));
    BAD("analyzer", out, ward_text_analyze_batch(NULL, texts, 1, NULL, &out, &error));
    out = (ward_text_batch*)analyzer;
    BAD("texts", out, ward_text_analyze_batch(analyzer, NULL, 1, NULL, &out, &error));
    BAD("texts", out, ward_text_analyze_batch(analyzer, texts, 2, NULL, &out, &error));
    BAD("texts", out, ward_text_analyze_batch(analyzer, texts, SIZE_MAX, NULL, &out, &error));
    options.scale = 2;
    BAD("options.scale", out, ward_text_analyze_batch(analyzer, texts, 1, &options, &out, &error));
}

static void json_arguments(void) {
    ward_json_response* out = (ward_json_response*)analyzer;
    const char* body = "{\"text\":\"a\"}";
    const char* version = WARD_JSON_API_VERSION;
    BAD("response", 0, ward_json_text_analyze(analyzer, STR(body), STR(version), NULL, &error));
    BAD("analyzer", out, ward_json_text_analyze(NULL, STR(body), STR(version), &out, &error));
    out = (ward_json_response*)analyzer;
    BAD("body", out, ward_json_text_analyze(analyzer, NULL, 1, STR(version), &out, &error));
    BAD("body", out, ward_json_text_analyze(analyzer, body, SIZE_MAX, STR(version), &out, &error));
    BAD("api_version", out, ward_json_text_analyze(analyzer, STR(body), NULL, 1, &out, &error));

    BAD("analyzer", 0, ward_json_text_analyze_async(NULL, STR(body), STR(version), never_json, NULL, &error));
    BAD("body", 0, ward_json_text_analyze_async(analyzer, NULL, 1, STR(version), never_json, NULL, &error));
    BAD("api_version", 0,
        ward_json_text_analyze_async(analyzer, STR(body), NULL, 1, never_json, NULL, &error));
    BAD("done", 0, ward_json_text_analyze_async(analyzer, STR(body), STR(version), NULL, NULL, &error));
}

void test_arguments(void) {
    library_arguments();
    registry_arguments();
    model_arguments();
    analyzer_arguments();
    text_arguments();
    text_option_arguments();
    batch_arguments();
    json_arguments();
}
