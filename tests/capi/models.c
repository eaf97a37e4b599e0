/* The registry: list, find, preload, unload. */
#include "check.h"

static void list_tells_of_the_shipped_packs(void) {
    ward_model_list* models = NULL;
    ward_error_list* problems = NULL;
    size_t i;
    CHECK_OK(ward_registry_list(registry, &models, &error));
    CHECK(ward_model_list_count(models) >= 3);
    for (i = 0; i < ward_model_list_count(models); ++i) {
        CHECK(ward_model_list_name(models, i)[0] != '\0');
        CHECK(ward_model_list_version(models, i)[0] != '\0');
        CHECK(ward_model_list_summary(models, i)[0] != '\0');
        CHECK(ward_model_list_licence(models, i)[0] != '\0');
        CHECK(strstr(ward_model_list_file(models, i), ".pt") != NULL);
        CHECK(ward_model_list_file_bytes(models, i) > 0);
        CHECK(ward_model_list_output(models, i, 0) != NULL);
        if (!ward_model_list_loaded(models, i)) continue;
        CHECK(strcmp(ward_model_list_device(models, i), "cpu") == 0);
        CHECK(ward_model_list_memory_bytes(models, i) > 0);
        CHECK(ward_model_list_precision(models, i) > WARD_PRECISION_AUTO);
    }
    ward_model_list_free(models);

    CHECK_OK(ward_registry_problems(registry, &problems, &error));
    CHECK(ward_error_list_count(problems) == 0);
    CHECK(ward_error_list_get(problems, 0) == NULL);
    ward_error_list_free(problems);
}

static int is_loaded(const char* name) {
    ward_model_list* model = NULL;
    int loaded;
    CHECK_OK(ward_registry_find(registry, STR(name), NULL, 0, &model, &error));
    CHECK(ward_model_list_count(model) == 1);
    CHECK(strcmp(ward_model_list_name(model, 0), name) == 0);
    loaded = ward_model_list_loaded(model, 0);
    ward_model_list_free(model);
    return loaded;
}

static void models_load_and_unload(void) {
    const char* name = "text-severity";
    ward_model_list* model = NULL;
    CHECK_OK(ward_registry_preload(registry, STR(name), NULL, 0, &error));
    CHECK(is_loaded(name) == 1);
    CHECK_OK(ward_registry_unload(registry, STR(name), STR("latest"), &error));
    CHECK(is_loaded(name) == 0);
    CHECK_OK(ward_registry_preload(registry, STR(name), STR("latest"), &error));

    CHECK_OK(ward_registry_find(registry, STR(name), NULL, 0, &model, &error));
    CHECK(ward_model_list_trunk(model, 0, 0) != NULL);
    ward_model_list_free(model);
    CHECK(ward_registry_find(registry, STR(name), STR("77.0.0"), &model, NULL) == WARD_E_VERSION_NOT_FOUND);
    CHECK(model == NULL);
    CHECK(ward_registry_find(registry, STR("nobody"), NULL, 0, &model, NULL) == WARD_E_MODEL_NOT_FOUND);
    CHECK(ward_registry_preload(registry, STR("nobody"), NULL, 0, NULL) == WARD_E_MODEL_NOT_FOUND);
    CHECK(ward_registry_unload(registry, STR("nobody"), NULL, 0, NULL) == WARD_E_MODEL_NOT_FOUND);
}

void test_models(void) {
    list_tells_of_the_shipped_packs();
    models_load_and_unload();
}
