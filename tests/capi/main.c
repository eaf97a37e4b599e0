/* Runs the C tests on a folder of packs:  ward_capi_test PACKS [NAME...] */
#include "check.h"

int failures = 0;
const char* packs = NULL;
ward_library* library = NULL;
ward_registry* registry = NULL;
ward_analyzer* analyzer = NULL;

static const struct {
    const char* name;
    void (*run)(void);
} kTests[] = {
    {"arguments", test_arguments}, {"accessors", test_accessors}, {"options", test_options},
    {"lifecycle", test_lifecycle}, {"models", test_models},       {"text", test_text},
    {"json", test_json},           {"image", test_image},         {"image_json", test_image_json},
    {"anomaly", test_anomaly},     {"memory", test_memory},       {"blocklist", test_blocklist},
};

static int wanted(const char* name, int argc, char** argv) {
    int i;
    for (i = 2; i < argc; ++i)
        if (strcmp(argv[i], name) == 0) return 1;
    return argc <= 2;
}

int main(int argc, char** argv) {
    ward_registry_options options = WARD_REGISTRY_OPTIONS_INIT;
    size_t i;
    if (argc < 2) return fprintf(stderr, "usage: ward_capi_test PACKS [NAME...]\n"), 2;
    packs = argv[1];
    options.device = "cpu";
    options.device_size = 3;

    CHECK_OK(ward_library_open(&library, &error));
    CHECK_OK(ward_registry_open(library, STR(packs), &options, &registry, &error));
    CHECK_OK(ward_analyzer_create(registry, NULL, &analyzer, &error));
    if (analyzer == NULL) return 1;
    for (i = 0; i < sizeof kTests / sizeof *kTests; ++i) {
        const int before = failures;
        if (!wanted(kTests[i].name, argc, argv)) continue;
        kTests[i].run();
        printf("%-10s %s\n", kTests[i].name, failures == before ? "passed" : "FAILED");
    }
    ward_analyzer_free(analyzer);
    ward_registry_free(registry);
    ward_library_free(library);
    return failures == 0 ? 0 : 1;
}
